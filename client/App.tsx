import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { grantOf, mayMendDeliveries, maySeeFigures } from '../shared/authority.ts'
import type { Role } from '../shared/event.ts'
import type { SessionView } from '../shared/protocol/session.ts'
import { forgetWithSession, start } from './intent/start.ts'
import { Enrol } from './login/Enrol.tsx'
import { Login } from './login/Login.tsx'
import { useEnrolmentCode } from './login/use-enrolment-code.ts'
import { Failure } from './react/Failure.tsx'
import { useScreen } from './react/use-screen.ts'
import { useWords } from './react/use-words.ts'
import { announcement } from './store/announcement.ts'

const Catalogue = lazy(() =>
  import('./catalogue/Catalogue.tsx').then((module) => ({ default: module.Catalogue })),
)
const Console = lazy(() => import('./console/Console.tsx').then((module) => ({ default: module.Console })))
const Intake = lazy(() => import('./intake/Intake.tsx').then((module) => ({ default: module.Intake })))
const Service = lazy(() => import('./service/Service.tsx').then((module) => ({ default: module.Service })))
const Supervisor = lazy(() =>
  import('./supervisor/figures/Supervisor.tsx').then((module) => ({ default: module.Supervisor })),
)
const Deliveries = lazy(() =>
  import('./supervisor/deliveries/Deliveries.tsx').then((module) => ({ default: module.Deliveries })),
)
const Tablet = lazy(() => import('./tablet/Tablet.tsx').then((module) => ({ default: module.Tablet })))

const CallPage = lazy(() => import('./on-call/CallPage.tsx').then((module) => ({ default: module.CallPage })))

/** The page of a person who is called, for their link; every other address is a screen's. */
export function App() {
  const [, token] = /^\/astreinte\/([\w-]{1,100})$/.exec(location.pathname) ?? []
  if (token === undefined) return <Screens />
  return (
    <Failure>
      <Suspense fallback={null}>
        <CallPage token={token} />
      </Suspense>
      <LiveRegions />
    </Failure>
  )
}

/** The screen for this account; the login page where there is no session. */
function Screens() {
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
      <Suspense fallback={null}>{SCREENS[own]}</Suspense>
    </Failure>
  )
}

type Address =
  | '/crew'
  | '/service'
  | '/intake'
  | '/supervisor'
  | '/supervisor/deliveries'
  | '/catalogue'
  | '/console'

const SCREENS: Record<Address, ReactNode> = {
  '/crew': <Tablet />,
  '/service': <Service />,
  '/intake': <Intake />,
  '/supervisor': <Supervisor />,
  '/supervisor/deliveries': <Deliveries />,
  '/catalogue': <Catalogue />,
  '/console': <Console />,
}

/**
 * Where a role works: who takes calls may ask for either of the screens that the PC Radio has, a post for what could not be
 * delivered, who answers for it for its figures as well, an administrator for the catalogue.
 */
function screenOf(role: Role, asked: string): Address {
  if (role === 'service') return '/service'
  if (role === 'crew') return '/crew'
  if (asked === '/supervisor' && maySeeFigures(role)) return asked
  if (asked === '/supervisor/deliveries' && mayMendDeliveries(role)) return asked
  if (asked === '/catalogue' && grantOf('publish_catalogue', role) === 'yes') return '/catalogue'
  if (asked === '/intake' && grantOf('receive_ticket', role) === 'yes') return '/intake'
  return role === 'operator' && asked !== '/console' ? '/intake' : '/console'
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
