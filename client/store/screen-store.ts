import { createStore } from 'zustand/vanilla'
import type { Board } from '../../shared/board.ts'
import { emptyBoard } from '../../shared/board.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import type { StoredEvent } from '../../shared/event.ts'
import type { AssignmentId, TicketId } from '../../shared/id.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import type { City, Presence, SessionView, TicketDetail } from '../../shared/protocol.ts'
import type { FeedState } from '../feed/feed-state.ts'
import { startFeed } from '../feed/feed-state.ts'

/** A short message at the bottom of the map; a refusal stays until it is read. */
export interface Toast {
  id: number
  kind: 'done' | 'refusal'
  text: string
  /** What Ctrl Z takes back, until this instant of the device's clock. */
  undo: { assignmentId: AssignmentId; until: number } | null
  /** Asks why another crew than the first was sent. */
  why: { assignmentId: AssignmentId; first: string } | null
}

/** All that a screen shows, but for positions, which move too often for React. */
export interface ScreenState {
  board: Board
  feed: FeedState
  session: SessionView | null
  city: City | null
  services: ReadonlyMap<string, Service>
  /** Events of this session, the newest first. */
  recent: readonly StoredEvent[]
  selected: TicketId | null
  detail: TicketDetail | null
  suggestion: Suggestion | null
  presence: Presence
  sharing: number
  /** Commands that were not answered yet. */
  waiting: number
  toasts: readonly Toast[]
}

const RECENT = 100

export const screen = createStore<ScreenState>(() => ({
  board: emptyBoard,
  feed: startFeed(Date.now()),
  session: null,
  city: null,
  services: new Map(),
  recent: [],
  selected: null,
  detail: null,
  suggestion: null,
  presence: [],
  sharing: 0,
  waiting: 0,
  toasts: [],
}))

/** Takes what the feed folded; React re-renders only what reads the parts that changed. */
export function takeFeed(feed: FeedState, events: readonly StoredEvent[]): void {
  const { recent } = screen.getState()
  const news = events.length === 0 ? recent : [...[...events].reverse(), ...recent].slice(0, RECENT)
  screen.setState({ feed, board: feed.board, recent: news })
}

export function setCity(city: City): void {
  screen.setState({ city, services: new Map(city.services.map((service) => [service.code, service])) })
}
