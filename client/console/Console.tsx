import './console.css'
import { useCallback, useEffect, useRef, useState } from 'react'
import { openAssignments } from '../../shared/board.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { TicketId } from '../../shared/id.ts'
import type { FoundAddress } from '../../shared/protocol.ts'
import { Icon } from '../design/Icon.tsx'
import { hazardChosen } from '../intent/closure.ts'
import { divertProposed, explainChoice, locate, sendSuggested, undoLast } from '../intent/dispatch.ts'
import { openLink } from '../intent/link.ts'
import { addressKept, placeAt, placeOf } from '../intent/place.ts'
import { sayOnlyStep } from '../intent/radio.ts'
import { lookAt, select } from '../intent/select.ts'
import type { CityMap } from '../map/city-map.ts'
import { MapView } from '../map/MapView.tsx'
import { CrewBoard } from '../panels/CrewBoard.tsx'
import { LateBanner, useFreshness } from '../panels/Freshness.tsx'
import { Queue } from '../panels/Queue.tsx'
import { focusNote, type Question, TicketPanel } from '../panels/TicketPanel.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { muteFor } from '../sound/sound.ts'
import { positions } from '../store/positions.ts'
import { prefer, preferences } from '../store/preferences.ts'
import { noFilter, type QueueFilter, queueOf, rowsOf } from '../store/queue.ts'
import { screen } from '../store/screen-store.ts'
import { Ask } from './Ask.tsx'
import { CloseStreet } from './CloseStreet.tsx'
import { DistressBar } from './DistressBar.tsx'
import { Help } from './Help.tsx'
import { LogDialog } from './LogDialog.tsx'
import { LogLine } from './LogLine.tsx'
import { fitted, MapControls } from './MapControls.tsx'
import { NewTicket } from './NewTicket.tsx'
import { PlaceCard } from './PlaceCard.tsx'
import { ReachLegend } from './ReachLegend.tsx'
import { type Shortcut, shortcutOf } from './shortcuts.ts'
import { CHOICE_REASONS, Toasts } from './Toasts.tsx'
import { TopBar } from './TopBar.tsx'
import { type Drawing, useDrawing } from './use-drawing.ts'
import { useNewTicket } from './use-new-ticket.ts'
import { type ReachWork, useReach } from './use-reach.ts'

const MUTE_MS = 30_000
const REGIONS = ['queue', 'panel', 'crew-board']

/** The dispatcher's screen: queue, map, crew board, ticket. Composition only. */
export function Console() {
  const words = useWords()
  const [filter, setFilter] = useState<QueueFilter>(noFilter)
  const [boardOpen, setBoardOpen] = useState(false)
  const [locating, setLocating] = useState(false)
  const [question, setQuestion] = useState<Question | null>(null)
  const [help, setHelp] = useState(false)
  const [log, setLog] = useState(false)
  const map = useRef<CityMap | null>(null)
  const setMap = useCallback((made: CityMap | null) => {
    map.current = made
  }, [])
  const city = useScreen((state) => state.city)
  const selected = useScreen((state) =>
    state.selected === null ? undefined : state.board.tickets.get(state.selected),
  )
  const distressed = useScreen((state) =>
    [...state.board.crews.values()].find(({ distress }) => distress !== null),
  )
  const { state: fresh } = useFreshness()
  const drawing = useDrawing(map)
  const newTicket = useNewTicket(map)
  const reach = useReach(map)

  useEffect(() => openLink(), [])
  useReveal(map, selected?.position ?? null)
  useShortcuts((shortcut) => {
    if (question !== null || help || log || newTicket.writing || drawing.shape !== null) return false
    return perform(shortcut, {
      filter,
      map: map.current,
      locating,
      setLocating,
      setQuestion,
      setHelp,
      setLog,
      setBoardOpen,
      drawing,
      leavePlace: newTicket.leave,
      reach,
    })
  })

  const placed = async (at: LonLat) => {
    if (drawing.purpose !== null) return drawing.add(at)
    if (!locating || selected === undefined) return
    setLocating(false)
    const place = await placeAt(at, city?.name ?? '', words.place.near)
    locate(selected.id, { ...place, address: selected.address ?? place.address })
  }
  const found = (address: FoundAddress) => {
    if (!locating || selected === undefined) return newTicket.goTo(address)
    setLocating(false)
    const place = placeOf(address, city?.name ?? '')
    locate(selected.id, { ...place, address: addressKept(selected, place.address) })
  }
  const held = (at: LonLat) => {
    if (drawing.purpose === null && !locating) newTicket.pointAt(at)
  }
  const chosen = (ticketId: TicketId) => {
    const at = screen.getState().board.tickets.get(ticketId)?.position
    if (drawing.purpose !== null && at != null) drawing.add(at)
    else select(ticketId)
  }
  const look = ({ id, number }: Pick<Crew, 'id' | 'number'>) => {
    lookAt(id)
    const position = positions.of(number)
    if (position !== undefined) map.current?.reveal(position)
  }
  const command = {
    locating: locating ? (selected ?? null) : null,
    near: () => map.current?.center ?? null,
    onCrew: look,
    onAddress: found,
    onGiveUp: () => setLocating(false),
  }
  const late = fresh === 'late' || fresh === 'lost'
  return (
    <div
      className={`console${late ? ' late' : ''}${distressed === undefined ? '' : ' distressed'}${locating ? ' locating' : ''}${drawing.purpose === null ? '' : ' drawing'}`}
    >
      <a className="skip" href="#queue">
        {words.skip}
      </a>
      {distressed === undefined ? <TopBar command={command} /> : <DistressBar crew={distressed} />}
      <Queue filter={filter} onFilter={setFilter} />
      <main className="console-map">
        <LateBanner />
        {city !== null && (
          <MapView
            city={city}
            onMap={setMap}
            onTicket={chosen}
            onCrew={(crewId, at) => (drawing.purpose === null && !locating ? lookAt(crewId) : placed(at))}
            onGround={placed}
            onHold={held}
          />
        )}
        <MapViews />
        <MapControls map={map} drawing={drawing} reach={reach} />
        <PlaceCard work={newTicket} />
        {reach.shown !== null && <ReachLegend shown={reach.shown} onLeave={reach.leave} />}
        <Toasts />
      </main>
      <CrewBoard open={boardOpen} onToggle={() => setBoardOpen(!boardOpen)} onLook={look} />
      <TicketPanel
        locating={locating}
        closing={drawing.purpose === 'close'}
        onLocate={() => setLocating(!locating)}
        onAsk={setQuestion}
        onClose={(hazard) => drawing.closeFor(hazard, false)}
      />
      <LogLine onHelp={() => setHelp(true)} onWhole={() => setLog(true)} />
      {question !== null && selected !== undefined && (
        <Ask question={question} ticket={selected} onDone={() => setQuestion(null)} />
      )}
      {drawing.shape !== null && (
        <CloseStreet shape={drawing.shape} onBack={drawing.resume} onDone={drawing.stop} />
      )}
      {newTicket.writing && <NewTicket work={newTicket} />}
      {log && <LogDialog onClose={() => setLog(false)} />}
      {help && <Help onClose={() => setHelp(false)} />}
    </div>
  )
}

/** Brings the chosen ticket onto the map, where it is not on it already. */
function useReveal(map: { current: CityMap | null }, position: LonLat | null): void {
  const { lon, lat } = position ?? {}
  useEffect(() => {
    if (lon !== undefined && lat !== undefined) map.current?.reveal({ lon, lat })
  }, [map, lon, lat])
}

function useShortcuts(perform: (shortcut: Shortcut) => boolean): void {
  const current = useRef(perform)
  current.current = perform
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event, preferences.getState().singleKeys)
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches('input:not([type=checkbox]), textarea, select')
      if (shortcut === null || event.repeat || typing) return
      if (current.current(shortcut)) event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

interface Hands {
  filter: QueueFilter
  map: CityMap | null
  locating: boolean
  setLocating(locating: boolean): void
  setQuestion(question: Question): void
  setHelp(help: boolean): void
  setLog(log: boolean): void
  setBoardOpen(change: (open: boolean) => boolean): void
  drawing: Drawing
  /** True where a place was looked at. */
  leavePlace(): boolean
  reach: ReachWork
}

/** Does what a key asks; false where it had nothing to do it to. */
function perform(shortcut: Shortcut, hands: Hands): boolean {
  const { map } = hands
  switch (shortcut.do) {
    case 'move':
      return move(shortcut.step, hands.filter)
    case 'undo':
      undoLast()
      return true
    case 'search':
      document.getElementById('command')?.focus()
      return true
    case 'help':
      hands.setHelp(true)
      return true
    case 'log':
      hands.setLog(true)
      return true
    case 'filters':
      document.querySelector<HTMLElement>('.queue-head button')?.focus()
      return true
    case 'board':
      hands.setBoardOpen((open) => !open)
      return true
    case 'mute':
      muteFor(MUTE_MS)
      return true
    case 'zoom_in':
    case 'zoom_out':
      map?.zoomBy(shortcut.do === 'zoom_in' ? 1 : -1)
      return true
    case 'whole_city':
      map?.wholeCity()
      return true
    case 'close_street':
      hands.drawing.closeFor(hazardChosen(screen.getState()), true)
      return true
    case 'reach':
      hands.reach.toggle()
      return true
    case 'regions':
      return nextRegion()
    case 'escape':
      if (hands.locating) hands.setLocating(false)
      else if (!skipWhy() && !hands.leavePlace() && !hands.reach.leave()) select(null)
      return true
    default:
      return onTicket(shortcut, hands)
  }
}

/** What needs a chosen ticket. */
function onTicket(shortcut: Extract<Shortcut, { do: unknown }>, hands: Hands): boolean {
  const { selected, board } = screen.getState()
  const ticket = selected === null ? undefined : board.tickets.get(selected)
  if (shortcut.do === 'send' && answerWhy(shortcut.rank)) return true
  if (ticket === undefined) return false
  const engaged = openAssignments(board.assignments.values(), { ticketId: ticket.id })
  switch (shortcut.do) {
    case 'send':
      sendSuggested(shortcut.rank)
      return true
    case 'divert':
      divertProposed()
      return true
    case 'note':
      focusNote()
      return true
    case 'locate':
      hands.setLocating(true)
      return true
    case 'fit':
      hands.map?.fit(fitted(ticket.position))
      return true
    case 'recall':
      if (engaged.length > 0) hands.setQuestion('recall')
      return true
    case 'step':
      if (!sayOnlyStep(engaged) && engaged.length > 0) hands.setQuestion('step')
      return true
    case 'transfer':
    case 'priority':
    case 'type':
    case 'close':
    case 'cancel':
      hands.setQuestion(shortcut.do)
      return true
    default:
      return false
  }
}

/** While a toast asks why another crew was sent, digits answer it; they send nobody. */
function answerWhy(rank: number): boolean {
  const asking = screen.getState().toasts.findLast(({ why }) => why !== null)
  const reason = CHOICE_REASONS[rank - 1]
  if (asking?.why == null || reason === undefined) return false
  explainChoice(asking.id, asking.why.assignmentId, reason)
  return true
}

function skipWhy(): boolean {
  const asking = screen.getState().toasts.some(({ why }) => why !== null)
  if (asking) screen.setState(({ toasts }) => ({ toasts: toasts.map((one) => ({ ...one, why: null })) }))
  return asking
}

function move(step: 1 | -1 | 'first' | 'last', filter: QueueFilter): boolean {
  const { board, services, selected } = screen.getState()
  const rows = rowsOf(queueOf(board, services, filter), filter.group)
  const at = rows.findIndex(({ ticket }) => ticket.id === selected)
  const last = rows.length - 1
  const next =
    step === 'first' ? 0 : step === 'last' ? last : at < 0 ? 0 : Math.min(last, Math.max(0, at + step))
  const row = rows[next]
  if (row === undefined) return false
  select(row.ticket.id)
  return true
}

function nextRegion(): boolean {
  const at = REGIONS.findIndex((id) => document.getElementById(id)?.contains(document.activeElement))
  document.getElementById(REGIONS[(at + 1) % REGIONS.length] ?? '')?.focus()
  return true
}

function MapViews() {
  const words = useWords()
  const { districts, trails } = usePreferences()
  return (
    <div className="map-views">
      <button type="button" aria-pressed={districts} onClick={() => prefer({ districts: !districts })}>
        <Icon name="layers" /> {words.map.districts}
      </button>
      <button type="button" aria-pressed={trails} onClick={() => prefer({ trails: !trails })}>
        {words.map.trails}
      </button>
    </div>
  )
}
