import '../console/console.css'
import '../panels/photographs.css'
import '../panels/ticket-panel.css'
import './service.css'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { plainLine } from '../../shared/typography.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { followServiceList } from '../intent/service-list.ts'
import { PostMenu, RoomClock, ScreenBar, ThemeButton } from '../panels/ScreenBar.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { serviceState } from '../store/service-list.ts'
import { ServiceAsk, type ServiceQuestion } from './ServiceAsk.tsx'
import { ServiceDetail } from './ServiceDetail.tsx'
import { ServiceList } from './ServiceList.tsx'
import { useServiceKeys } from './use-service-keys.ts'

/** The screen of a city service: what it has in hand, and beside it the ticket that is looked at. */
export function Service() {
  const [question, ask] = useState<ServiceQuestion | null>(null)
  const selected = useScreen((state) => state.selected)
  const ticket = useScreen((state) => (selected === null ? undefined : state.board.tickets.get(selected)))
  useEffect(followServiceList, [])
  useServiceKeys(ticket, ask)
  return (
    <main className={selected === null ? 'service' : 'service looking'}>
      <ServiceBar />
      <Silence />
      <ServiceList />
      <ServiceDetail ticket={ticket} onAsk={ask} />
      <ServiceFoot />
      {question !== null && ticket !== undefined && (
        <ServiceAsk key={question} question={question} ticket={ticket} onDone={() => ask(null)} />
      )}
    </main>
  )
}

function ServiceBar() {
  const words = useWords()
  const { locale } = usePreferences()
  const session = useScreen((state) => state.session)
  const agency = useScreen(({ catalogues, board }) =>
    catalogues.agencyOf({ agency: session?.agency ?? '', catalogueVersion: board.catalogueVersion }),
  )
  const count = useStore(serviceState, ({ list }) => list?.open.length ?? null)
  return (
    <ScreenBar
      className="service-bar"
      title={agency?.name[locale] ?? plainLine(session?.label ?? words.service.title)}
    >
      <p className="service-count num">{count !== null && words.service.count(count)}</p>
      <div className="top-state">
        <ThemeButton />
        <PostMenu />
        <RoomClock />
      </div>
    </ScreenBar>
  )
}

/** Since when the server is not heard. */
function Silence() {
  const words = useWords().service
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const since = useStore(serviceState, (state) => state.silentSince)
  return (
    <div role="alert" className="service-silence">
      {since !== null && (
        <p>
          <Icon name="offline" /> {words.silent(clockTime(since, timeZone, locale))}
        </p>
      )}
    </div>
  )
}

/** What was just done, or why it was not; else the keys. */
function ServiceFoot() {
  const words = useWords().service
  const said = useStore(serviceState, (state) => state.said)
  return (
    <footer className={said?.refused ? 'service-foot refused' : 'service-foot'}>
      {said === null ? (
        <p className="caption">{words.keys}</p>
      ) : (
        <p>
          <Icon name={said.refused ? 'warning' : 'check'} /> {said.text}
        </p>
      )}
    </footer>
  )
}
