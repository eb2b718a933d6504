import { Connection } from '../feed/connection.ts'
import { fetchCity } from '../feed/session.ts'
import { positions } from '../store/positions.ts'
import { screen, setCity, takeFeed } from '../store/screen-store.ts'
import { news } from './news.ts'
import { refreshDetail } from './select.ts'

let connection: Connection | null = null

/** Opens the connection of this screen, and keeps the stores true to what it tells. Returns what closes it. */
export function openLink(): () => void {
  const opened = new Connection({
    onFeed: (feed, events) => {
      const before = screen.getState()
      takeFeed(feed, events)
      for (const { event } of events) {
        if (event.type === 'duty_changed' && event.duty === 'off') forgetPosition(event.crewId)
      }
      if (events.length === 0) return
      news(events, before)
      if (events.some(({ event }) => 'ticketId' in event && event.ticketId === before.selected))
        refreshDetail()
    },
    onPositions: (frame) => positions.take(frame),
    onSuggestion: (suggestion) => {
      if (suggestion.ticketId === screen.getState().selected) screen.setState({ suggestion })
    },
    onPresence: (presence) => screen.setState({ presence }),
    onSharing: (sharing) => screen.setState({ sharing }),
    onWaiting: (waiting) => screen.setState({ waiting }),
    onMalformed: () => {},
    onSessionEnded: () =>
      screen.setState({ session: null, selected: null, detail: null, suggestion: null, toasts: [] }),
  })
  connection = opened
  loadCity()
  opened.open()
  return () => {
    opened.close()
    if (connection === opened) connection = null
  }
}

/** The open connection; throws where a screen sends before it has one, which is a fault of ours. */
export function link(): Connection {
  if (connection === null) throw new Error('There is no connection to send through.')
  return connection
}

function forgetPosition(crewId: string): void {
  for (const crew of screen.getState().board.crews.values())
    if (crew.id === crewId) positions.forget(crew.number)
}

const RETRY_MS = 2_000

function loadCity(): void {
  fetchCity().then(setCity, () => setTimeout(loadCity, RETRY_MS))
}
