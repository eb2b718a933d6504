import { lazy, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { SessionView } from '../shared/protocol.ts'
import { forgetWithSession, start } from './intent/start.ts'
import { Login } from './login/Login.tsx'
import { Failure } from './react/Failure.tsx'
import { useScreen } from './react/use-screen.ts'
import { useWords } from './react/use-words.ts'
import { announcement } from './store/announcement.ts'

const Console = lazy(() => import('./console/Console.tsx').then((module) => ({ default: module.Console })))
const Tablet = lazy(() => import('./tablet/Tablet.tsx').then((module) => ({ default: module.Tablet })))

/** The screen for this address and this account; the login page where there is no session. */
export function App() {
  const session = useScreen((state) => state.session)
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    start().finally(() => setAsked(true))
    return forgetWithSession()
  }, [])
  if (!asked) return null
  return (
    <>
      {session === null ? <Login /> : <Screen session={session} />}
      <LiveRegions />
    </>
  )
}

function Screen({ session }: { session: SessionView }) {
  const words = useWords()
  const own = session.role === 'crew' ? '/crew' : '/console'
  useEffect(() => {
    if (location.pathname !== own) history.replaceState(null, '', own)
    document.title = `${words.product} · ${session.label}`
  }, [own, words, session])
  return (
    <Failure>
      <Suspense fallback={null}>{session.role === 'crew' ? <Tablet /> : <Console />}</Suspense>
    </Failure>
  )
}

/** What screen readers are told; always in the page, so that they listen. */
function LiveRegions() {
  const { polite, assertive } = useStore(announcement)
  return (
    <>
      <div className="visually-hidden" role="status">
        {polite}
      </div>
      <div className="visually-hidden" role="alert">
        {assertive}
      </div>
    </>
  )
}
