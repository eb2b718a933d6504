import type { StoredEvent } from '../../shared/event.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import type { PositionFrame } from '../../shared/position-frame.ts'
import type { Presence } from '../../shared/protocol.ts'
import type { FeedState } from './feed-state.ts'

/** What a screen is told by its connection, parsed. */
export interface FeedListener {
  onFeed(feed: FeedState, events: readonly StoredEvent[]): void
  onPositions(frame: PositionFrame): void
  onSuggestion(suggestion: Suggestion): void
  onPresence(presence: Presence): void
  onSharing(sessions: number): void
  /** The `mapVersion` of the city that the server has loaded. */
  onCity(mapVersion: string): void
  /** How many commands wait for their answer. */
  onWaiting(commands: number): void
  /** Something could not be read; the connection has dealt with it. */
  onMalformed(what: string): void
  onSessionEnded(): void
  /** This session speaks for another crew, or for none any more. */
  onCrewChanged(): void
}
