import './console.css'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { inOrder } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { TicketId } from '../../shared/id.ts'
import type { FoundAddress } from '../../shared/protocol/place.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { Icon } from '../design/Icon.tsx'
import { locate } from '../intent/dispatch.ts'
import { followJoined } from '../intent/join.ts'
import { openLink } from '../intent/link.ts'
import { openPhotographs } from '../intent/photographs.ts'
import { addressKept, placeAt, placeOf } from '../intent/place.ts'
import { lookAt, select, unfollow } from '../intent/select.ts'
import type { CityMap } from '../map/city-map.ts'
import { MapView } from '../map/MapView.tsx'
import { CrewBoard } from '../panels/CrewBoard.tsx'
import { CrewPanel, useLookedAt } from '../panels/CrewPanel.tsx'
import type { ShiftWord } from '../panels/CrewShift.tsx'
import { LateBanner, useFreshness } from '../panels/Freshness.tsx'
import { Queue } from '../panels/Queue.tsx'
import { type Question, TicketPanel } from '../panels/TicketPanel.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { positions } from '../store/positions.ts'
import { prefer } from '../store/preferences.ts'
import { noFilter, type QueueFilter } from '../store/queue.ts'
import { screen } from '../store/screen-store.ts'
import { Ask } from './Ask.tsx'
import { AskPlace } from './AskPlace.tsx'
import { AskTelling } from './AskTelling.tsx'
import { CallOutAlarm } from './CallOutAlarm.tsx'
import { CloseStreet } from './CloseStreet.tsx'
import { DistressBar } from './DistressBar.tsx'
import { FollowChip } from './FollowChip.tsx'
import { Help } from './Help.tsx'
import { LogDialog } from './LogDialog.tsx'
import { LogLine } from './LogLine.tsx'
import { MapControls } from './MapControls.tsx'
import { NewTicket } from './NewTicket.tsx'
import { PlaceCard } from './PlaceCard.tsx'
import { ReachLegend } from './ReachLegend.tsx'
import { ShiftDialog } from './ShiftDialog.tsx'
import { Toasts } from './Toasts.tsx'
import { TopBar } from './TopBar.tsx'
import { useDrawing } from './use-drawing.ts'
import { useFollow } from './use-follow.ts'
import { useNewTicket } from './use-new-ticket.ts'
import { useReach } from './use-reach.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useTrack } from './use-track.ts'
import { useSilentCrews, WelfareAlarm, WelfareCheck } from './WelfareCheck.tsx'

const DevicesDialog = lazy(() =>
  import('../supervisor/DevicesDialog.tsx').then((module) => ({ default: module.DevicesDialog })),
)
const OnCallDialog = lazy(() =>
  import('../supervisor/on-call/OnCallDialog.tsx').then((module) => ({ default: module.OnCallDialog })),
)

/** The dispatcher's screen: queue, map, crew board, ticket. Composition only. */
export function Console() {
  const words = useWords()
  const [filter, setFilter] = useState<QueueFilter>(noFilter)
  const [boardOpen, setBoardOpen] = useState(false)
  const [locating, setLocating] = useState(false)
  const [question, setQuestion] = useState<Question | null>(null)
  const [word, setWord] = useState<ShiftWord | null>(null)
  /** A ticket whose partner was told, by which means and when is asked. */
  const [telling, setTelling] = useState<Ticket | null>(null)
  const [help, setHelp] = useState(false)
  const [log, setLog] = useState(false)
  const [devices, setDevices] = useState(false)
  // An SMS about a hole in the rota leads to it.
  const [onCall, setOnCall] = useState(() => location.hash === '#rota')
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
  const lookedAt = useLookedAt()
  const { checks, alarms, now } = useSilentCrews()
  useFollow(map)
  useTrack()

  useEffect(() => openLink(), [])
  useEffect(() => followJoined(), [])
  useEffect(() => openPhotographs(null), [])
  useReveal(map, selected?.position ?? null)
  useShortcuts({
    asleep:
      question !== null ||
      word !== null ||
      telling !== null ||
      help ||
      log ||
      devices ||
      onCall ||
      newTicket.writing ||
      drawing.shape !== null,
    filter,
    map,
    locating,
    setLocating,
    setQuestion,
    setTelling,
    setHelp,
    setLog,
    setOnCall,
    setBoardOpen,
    drawing,
    leavePlace: newTicket.leave,
    reach,
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
    const { board } = screen.getState()
    const [current] = inOrder(openAssignments(board.assignments.values(), { crewId: id }))
    const place = positions.of(number) ?? (current && board.tickets.get(current.ticketId)?.position)
    if (place != null) map.current?.reveal(place)
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
      className={`console${late ? ' late' : ''}${distressed === undefined ? '' : ' distressed'}${alarms.length === 0 ? '' : ' alarmed'}${locating ? ' locating' : ''}${drawing.purpose === null ? '' : ' drawing'}`}
    >
      <a className="skip" href="#queue">
        {words.skip}
      </a>
      <div className="console-top">
        {distressed === undefined ? (
          <TopBar command={command} onDevices={() => setDevices(true)} onOnCall={() => setOnCall(true)} />
        ) : (
          <DistressBar crew={distressed} />
        )}
        <CallOutAlarm />
        <WelfareAlarm rows={alarms} now={now} onLook={look} />
      </div>
      <Queue filter={filter} onFilter={setFilter} onTell={setTelling} />
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
            onSteer={unfollow}
          />
        )}
        <MapViews />
        <MapControls map={map} drawing={drawing} reach={reach} />
        <WelfareCheck rows={checks} now={now} onLook={look} />
        <FollowChip />
        <PlaceCard work={newTicket} />
        {reach.shown !== null && <ReachLegend shown={reach.shown} onLeave={reach.leave} />}
        <Toasts />
      </main>
      <CrewBoard open={boardOpen} onToggle={() => setBoardOpen(!boardOpen)} onLook={look} />
      {lookedAt === null ? (
        <TicketPanel
          locating={locating}
          closing={drawing.purpose === 'close'}
          onLocate={() => setLocating(!locating)}
          onAsk={setQuestion}
          onClose={(hazard) => drawing.closeFor(hazard, false)}
          onLook={look}
        />
      ) : (
        <CrewPanel row={lookedAt} onPlace={(place) => map.current?.reveal(place)} onWord={setWord} />
      )}
      <LogLine onHelp={() => setHelp(true)} onWhole={() => setLog(true)} />
      {question !== null &&
        selected !== undefined &&
        (typeof question === 'object' ? (
          <AskPlace question={question} ticket={selected} onDone={() => setQuestion(null)} />
        ) : (
          <Ask question={question} ticket={selected} onDone={() => setQuestion(null)} />
        ))}
      {telling !== null && <AskTelling ticket={telling} onDone={() => setTelling(null)} />}
      {word !== null && lookedAt !== null && (
        <ShiftDialog crew={lookedAt.crew} word={word} onDone={() => setWord(null)} />
      )}
      {drawing.shape !== null && (
        <CloseStreet shape={drawing.shape} onBack={drawing.resume} onDone={drawing.stop} />
      )}
      {newTicket.writing && <NewTicket work={newTicket} />}
      {log && <LogDialog onClose={() => setLog(false)} />}
      {devices && (
        <Suspense fallback={null}>
          <DevicesDialog onClose={() => setDevices(false)} />
        </Suspense>
      )}
      {onCall && (
        <Suspense fallback={null}>
          <OnCallDialog onClose={() => setOnCall(false)} />
        </Suspense>
      )}
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
