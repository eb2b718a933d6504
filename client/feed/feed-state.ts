import { admit, type Board, boardOf, dismiss, emptyBoard, evolveBoard } from '../../shared/board.ts'
import type { StoredEvent } from '../../shared/event.ts'
import type { Instant } from '../../shared/instant.ts'
import {
  type Batch,
  type BatchItem,
  type Heartbeat,
  LATE_AFTER_MS,
  LOST_AFTER_MS,
  type Snapshot,
} from '../../shared/protocol/live.ts'
import { clockOffsetOf, type Reading, withReading } from './clock-filter.ts'

/** Where this screen stands in the log, and how sure it is of it. Instants are this device's, in milliseconds. */
export interface FeedState {
  board: Board
  logId: string | null
  cursor: number
  /** The highest number the server told of. */
  head: number
  /** When the cursor last stood at the head. */
  currentAt: number
  /** When anything was last heard. */
  heardAt: number
  /** The server's clock minus this device's, by the readings that were heard lately. */
  clockOffset: number
  clockReadings: readonly Reading[]
  /** A gap was found: nothing is folded until the server has answered `resume`. */
  resuming: boolean
}

/** How fresh the screen is, as it says itself. */
export type Freshness =
  | { state: 'connecting' }
  | { state: 'current'; heardMs: number }
  | { state: 'late'; lateMs: number }
  | { state: 'lost'; since: number }

export function startFeed(now: number): FeedState {
  return {
    board: emptyBoard,
    logId: null,
    cursor: 0,
    head: 0,
    currentAt: now,
    heardAt: now,
    clockOffset: 0,
    clockReadings: [],
    resuming: true,
  }
}

export function takeSnapshot(state: FeedState, snapshot: Snapshot, now: number): FeedState {
  const board = boardOf(snapshot)
  const { logId, seq, at } = snapshot
  const head = Math.max(seq, state.logId === logId ? state.head : 0)
  return heard({ ...state, board, logId, cursor: seq, head, ...clockRead(state, at, now) }, now)
}

/** What a batch leads to: the next state, the events that were new, and whether the server must be asked again. */
export interface Taken {
  state: FeedState
  events: readonly StoredEvent[]
  resume: boolean
}

export function takeBatch(state: FeedState, { after, upto, items }: Batch, now: number): Taken {
  if (state.resuming || upto <= state.cursor) return { state: heard(state, now), events: [], resume: false }
  if (after !== state.cursor) {
    const head = Math.max(state.head, upto)
    return { state: heard({ ...state, head, resuming: true }, now), events: [], resume: true }
  }
  const board = items.reduce(foldItem, state.board)
  const next = { ...state, board, cursor: upto, head: Math.max(state.head, upto) }
  const events = items.flatMap((item) => ('stored' in item ? [item.stored] : []))
  return { state: heard(next, now), events, resume: false }
}

export function takeHeartbeat(
  state: FeedState,
  { head, at }: Pick<Heartbeat, 'head' | 'at'>,
  now: number,
): FeedState {
  return heard({ ...state, head: Math.max(head, state.head), ...clockRead(state, at, now) }, now)
}

/** The server has answered: what follows from the cursor is on its way. */
export function resumed(state: FeedState, now: number): FeedState {
  return heard({ ...state, resuming: false }, now)
}

export function disconnected(state: FeedState): FeedState {
  return { ...state, resuming: true }
}

/** How fresh the screen is at `now`: by what it heard, and by how long it has stood behind the head. */
export function freshness(state: FeedState, now: number): Freshness {
  if (state.logId === null) return { state: 'connecting' }
  const behind = Math.max(now - state.heardAt, state.cursor < state.head ? now - state.currentAt : 0)
  if (behind >= LOST_AFTER_MS) return { state: 'lost', since: now - behind }
  if (behind >= LATE_AFTER_MS) return { state: 'late', lateMs: behind }
  return { state: 'current', heardMs: Math.max(0, now - state.heardAt) }
}

function clockRead(
  { clockReadings }: FeedState,
  told: Instant,
  now: number,
): Pick<FeedState, 'clockOffset' | 'clockReadings'> {
  const readings = withReading(clockReadings, told, now)
  return { clockReadings: readings, clockOffset: clockOffsetOf(readings) }
}

function heard(state: FeedState, now: number): FeedState {
  return { ...state, heardAt: now, currentAt: state.cursor >= state.head ? now : state.currentAt }
}

function foldItem(board: Board, item: BatchItem): Board {
  if ('arrival' in item) return admit(board, item.arrival)
  if ('departure' in item) return dismiss(board, item.departure.ticketId)
  return evolveBoard(board, [item.stored])
}
