import type { StoredEvent } from '../../shared/event.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import type { PositionFrame } from '../../shared/position-frame.ts'
import type { Answer, Hazards, IncomingCall, NearestCrews, Presence } from '../../shared/protocol/live.ts'
import type { UsualTime } from '../../shared/usual-time.ts'
import type { Said } from './command-store.ts'
import type { FeedState } from './feed-state.ts'
import type { OutboxState } from './outbox.ts'

/** What a screen is told by its connection, parsed. */
export interface FeedListener {
  onFeed(feed: FeedState, events: readonly StoredEvent[]): void
  onPositions(frame: PositionFrame): void
  onSuggestion(suggestion: Suggestion): void
  onPresence(presence: Presence): void
  onHazards(hazards: Hazards): void
  onUsualTimes(times: readonly UsualTime[]): void
  onNearest(nearest: NearestCrews): void
  /** The telephone rings at this post. */
  onCall(call: IncomingCall): void
  onSharing(sessions: number): void
  /** The `mapVersion` of the city that the server has loaded. */
  onCity(mapVersion: string): void
  /** Something of what waits, or of what was refused, is another. */
  onOutbox(state: OutboxState): void
  /** A command was answered; one that an earlier page left behind too. */
  onAnswered(said: Said, answer: Answer): void
  /** Something could not be read; the connection has dealt with it. */
  onMalformed(what: string): void
  onSessionEnded(): void
  /** The server speaks another version of the protocol: this page must be loaded anew. */
  onOutdated(): void
  /** This session speaks for another crew, or for none any more. */
  onCrewChanged(): void
}
