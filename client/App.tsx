import { lazy, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { maySeeFigures } from '../shared/authority.ts'
import type { Role } from '../shared/event.ts'
import type { SessionView } from '../shared/protocol.ts'
import { forgetWithSession, start } from './intent/start.ts'
import { Enrol } from './login/Enrol.tsx'
import { Login } from './login/Login.tsx'
import { useEnrolmentCode } from './login/use-enrolment-code.ts'
import { Failure } from './react/Failure.tsx'
import { useScreen } from './react/use-screen.ts'
import { useWords } from './react/use-words.ts'
import { announcement } from './store/announcement.ts'

const Console = lazy(() => import('./console/Console.tsx').then((module) => ({ default: module.Console })))
const Supervisor = lazy(() =>
  import('./supervisor/figures/Supervisor.tsx').then((module) => ({ default: module.Supervisor })),
)
const Tablet = lazy(() => import('./tablet/Tablet.tsx').then((module) => ({ default: module.Tablet })))

/** The screen for this address and this account; the login page where there is no session. */
export function App() {
  const session = useScreen((state) => state.session)
  const [asked, setAsked] = useState(false)
  const [code, setCode] = useEnrolmentCode()
  useEffect(() => {
    start().finally(() => setAsked(true))
    return forgetWithSession()
  }, [])
  if (!asked) return null
  return (
    <>
      {code !== null ? (
        <Enrol key={code} code={code} onDone={() => setCode(null)} />
      ) : session === null ? (
        <Login onEnrol={() => setCode('')} />
      ) : (
        <Screen session={session} />
      )}
      <LiveRegions />
    </>
  )
}

function Screen({ session }: { session: SessionView }) {
  const words = useWords()
  const [own] = useState(() => screenOf(session.role, location.pathname))
  useEffect(() => {
    if (location.pathname !== own) history.replaceState(null, '', own)
    document.title = `${words.product} · ${session.label}`
  }, [own, words, session])
  return (
    <Failure>
      <Suspense fallback={null}>
        {own === '/crew' ? <Tablet /> : own === '/supervisor' ? <Supervisor /> : <Console />}
      </Suspense>
    </Failure>
  )
}

/** Where a role works: who answers for the hall may ask for its figures. */
function screenOf(role: Role, asked: string): '/crew' | '/supervisor' | '/console' {
  if (role === 'crew') return '/crew'
  return asked === '/supervisor' && maySeeFigures(role) ? '/supervisor' : '/console'
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
