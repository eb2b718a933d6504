import { createStore } from 'zustand/vanilla'
import { type Board, emptyBoard } from '../../shared/board.ts'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { Catalogues } from '../../shared/catalogue/published.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import type { Command } from '../../shared/command.ts'
import type { StoredEvent } from '../../shared/event.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { AssignmentId, ClosureId, CrewId, NoteId, TicketId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import type { City } from '../../shared/protocol/city.ts'
import type { HandOverNote, WayAnswer } from '../../shared/protocol/crew.ts'
import type { Presence } from '../../shared/protocol/live.ts'
import type { SessionView } from '../../shared/protocol/session.ts'
import type { TicketDetail } from '../../shared/protocol/ticket.ts'
import type { Track } from '../../shared/track.ts'
import type { UsualTimes } from '../../shared/usual-time.ts'
import { type FeedState, startFeed } from '../feed/feed-state.ts'
import type { OutboxState } from '../feed/outbox.ts'
import type { Shown } from '../intent/answer-keeper.ts'

/** A dispatch is recalled, an ended ticket or a closed street opened again; of a note on a place, the opposite is said. */
type Undo =
  | { does: 'recall'; assignmentId: AssignmentId }
  | { does: 'reopen'; ticketId: TicketId }
  | { does: 'open_street'; closureId: ClosureId }
  | { does: 'say'; command: Command }

/** A short message; a refusal, and a notice of what others changed for a crew, stay until they are read. */
export interface Toast {
  id: number
  kind: 'done' | 'refusal' | 'notice'
  text: string
  /** What Ctrl Z takes back, until this instant of the device's clock. */
  undo: (Undo & { until: number }) | null
  /** Asks why another crew than the first was sent. */
  why: { assignmentId: AssignmentId; first: string } | null
}

/** All that a screen shows, but for positions, which move too often for React. */
export interface ScreenState {
  /** What is shown: the feed's, and on a crew's screen what it has said itself and was not heard yet. */
  board: Board
  feed: FeedState
  session: SessionView | null
  city: City | null
  /** Those at hand, for ever: see intent/catalogues.ts. */
  catalogues: Catalogues
  /** Events of this session, the newest first. */
  recent: readonly StoredEvent[]
  selected: TicketId | null
  /** The crew that was looked for last, until a ticket is chosen. */
  lookedAt: CrewId | null
  /** The crew that the map stays with. */
  followed: CrewId | null
  /** The day of the crew that is looked at. */
  track: Shown<{ crewId: CrewId }, Track> | null
  /** A place of that day, to be seen on the map. */
  spot: LonLat | null
  /** The words of the tickets at hand: see intent/detail.ts. */
  details: ReadonlyMap<TicketId, TicketDetail>
  /** What a team left to the next, as it was read last; without a note where that is no longer kept. */
  handOverNote: { id: NoteId; note: HandOverNote | null } | null
  suggestion: Suggestion | null
  /** On a crew's own screen: its way to the ticket it goes to. */
  way: WayAnswer | null
  presence: Presence
  /** On a console: the open tickets that have a hazard in reach, and until when there is one. */
  hazards: ReadonlyMap<TicketId, Instant>
  /** How long interventions usually take, where that was learned. */
  usualTimes: UsualTimes
  /** Seconds by road of the nearest crew, of hazards that nobody is on the way to. */
  nearest: ReadonlyMap<TicketId, number>
  sharing: number
  /** What was said here and is not answered yet, or was refused. */
  outbox: OutboxState
  /** The server speaks another version than this page, which must be loaded anew. */
  outdated: boolean
  /** Changes this page for a newer version that is on the device already; null where there is none. */
  takeUpdate: (() => void) | null
  /** Messages of the server that could not be read since the page was opened; each was dealt with, none is harmless. */
  malformed: number
  toasts: readonly Toast[]
}

const RECENT = 100
const NOTHING_SAID: OutboxState = { waiting: [], refused: [], unkept: false }

type Told = Omit<ScreenState, 'session' | 'city' | 'catalogues' | 'takeUpdate'>

/** What a screen knows before it has been told anything. */
function nothingTold(): Told {
  return {
    board: emptyBoard,
    feed: startFeed(Date.now()),
    recent: [],
    selected: null,
    lookedAt: null,
    followed: null,
    track: null,
    spot: null,
    details: new Map(),
    handOverNote: null,
    suggestion: null,
    way: null,
    presence: [],
    hazards: new Map(),
    usualTimes: new Map(),
    nearest: new Map(),
    sharing: 0,
    outbox: NOTHING_SAID,
    outdated: false,
    malformed: 0,
    toasts: [],
  }
}

export const screen = createStore<ScreenState>(() => ({
  session: null,
  city: null,
  catalogues: new Catalogues(),
  takeUpdate: null,
  ...nothingTold(),
}))

/** Forgets all that an earlier session was told: the next one may not have the right to see it. */
export function forgetTold(): void {
  screen.setState(nothingTold())
}

/** Takes what the feed folded, and the board to show for it; React re-renders only what reads the parts that changed. */
export function takeFeed(feed: FeedState, board: Board, events: readonly StoredEvent[]): void {
  const { recent } = screen.getState()
  const news = events.length === 0 ? recent : [...[...events].reverse(), ...recent].slice(0, RECENT)
  screen.setState({ feed, board, recent: news })
}

export function setCity(city: City): void {
  screen.setState({ city })
}

export function takeCatalogue(version: number, catalogue: Catalogue): void {
  screen.setState(({ catalogues }) => ({ catalogues: catalogues.with(version, catalogue) }))
}

const NONE: readonly Service[] = []

/** The types of request that can be chosen now; none while their catalogue is on its way. */
export function servicesInForce({ catalogues, board }: ScreenState): readonly Service[] {
  return catalogues.get(board.catalogueVersion)?.services ?? NONE
}
