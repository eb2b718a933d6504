import type { FeedListener } from './listener.ts'

const ignore = () => {}

/** A listener to some of what a connection tells; what cannot be read is a fault of whoever sent it, and thrown. */
export function listenerOf(told: Partial<FeedListener>): FeedListener {
  return {
    onFeed: ignore,
    onPositions: ignore,
    onSuggestion: ignore,
    onPresence: ignore,
    onHazards: ignore,
    onUsualTimes: ignore,
    onNearest: ignore,
    onCall: ignore,
    onSharing: ignore,
    onCity: ignore,
    onOutbox: ignore,
    onAnswered: ignore,
    onMalformed: (what) => {
      throw new Error(`The server's ${what} cannot be read.`)
    },
    onSessionEnded: ignore,
    onOutdated: ignore,
    onCrewChanged: ignore,
    ...told,
  }
}
