import { ticketOf } from '../../shared/event.ts'
import { Connection } from '../feed/connection.ts'
import { freshness } from '../feed/feed-state.ts'
import { fetchCity, fetchSession } from '../feed/session.ts'
import { lastTick, onTick } from '../store/clock.ts'
import { positions } from '../store/positions.ts'
import { forgetTold, screen, setCity, takeFeed } from '../store/screen-store.ts'
import { type Attention, attend } from './attention.ts'
import { refreshDetail } from './detail.ts'
import { news, sound } from './news.ts'

let connection: Connection | null = null

/** Opens the connection of this screen, and keeps the stores true to what it tells. Returns what closes it and forgets. */
export function openLink(): () => void {
  const opened = new Connection({
    onFeed: (feed, events) => {
      const before = screen.getState()
      takeFeed(feed, events)
      const known = before.feed.logId !== null && before.board !== feed.board
      if (known) news(events, before)
      for (const { event } of events) {
        if (event.type === 'duty_changed' && event.duty === 'off') forgetPosition(event.crewId)
      }
      if (events.some(({ event }) => ticketOf(event, before.board.closures) === before.selected))
        refreshDetail()
    },
    onPositions: (frame) => positions.take(frame),
    onSuggestion: (suggestion) => {
      if (suggestion.ticketId === screen.getState().selected) screen.setState({ suggestion })
    },
    onPresence: (presence) => screen.setState({ presence }),
    onSharing: (sharing) => screen.setState({ sharing }),
    onCity: (mapVersion) => {
      const { city } = screen.getState()
      if (city !== null && city.mapVersion !== mapVersion) loadCity()
    },
    onWaiting: (waiting) => screen.setState({ waiting }),
    onMalformed: () => screen.setState(({ malformed }) => ({ malformed: malformed + 1 })),
    onSessionEnded: () => screen.setState({ session: null }),
    onCrewChanged: refreshSession,
  })
  connection = opened
  loadCity()
  opened.open()
  const unwatch = watchTime()
  return () => {
    unwatch()
    opened.close()
    if (connection === opened) connection = null
    forgetTold()
    positions.forgetAll()
  }
}

/** The open connection; throws where a screen sends before it has one, which is a fault of ours. */
export function link(): Connection {
  if (connection === null) throw new Error('There is no connection to send through.')
  return connection
}

/** Follows what time alone changes, once a second, from the first board on. */
function watchTime(): () => void {
  let attention: Attention | null = null
  return onTick(() => {
    const state = screen.getState()
    const link = freshness(state.feed, Date.now()).state
    if (link === 'connecting') return
    const { after, alerts } = attend(attention, state, link, lastTick())
    attention = after
    for (const alert of alerts) sound(alert)
  })
}

function forgetPosition(crewId: string): void {
  for (const crew of screen.getState().board.crews.values())
    if (crew.id === crewId) positions.forget(crew.number)
}

/** Who this session is now; a window that did not ask for the change learns it here. */
function refreshSession(): void {
  fetchSession().then(
    (session) => screen.setState({ session }),
    () => setTimeout(refreshSession, RETRY_MS),
  )
}

const RETRY_MS = 2_000
let loading = false

/** Fetches the city, at the start and when the server has loaded another; once at a time, until it comes. */
function loadCity(): void {
  if (loading) return
  loading = true
  const fetched = fetchCity().then(setCity, () => {
    setTimeout(loadCity, RETRY_MS)
  })
  fetched.finally(() => {
    loading = false
  })
}
