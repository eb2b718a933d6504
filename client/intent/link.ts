import type { Board } from '../../shared/board.ts'
import { DeviceCommandStore } from '../device/device-command-store.ts'
import { Connection } from '../feed/connection.ts'
import { type FeedState, freshness } from '../feed/feed-state.ts'
import type { FeedListener } from '../feed/listener.ts'
import { fetchCity, fetchSession } from '../feed/session.ts'
import { calls } from '../store/calls-store.ts'
import { lastTick, onTick } from '../store/clock.ts'
import { OwnWords } from '../store/own-words.ts'
import { positions } from '../store/positions.ts'
import { predict } from '../store/predict.ts'
import { forgetTold, screen, setCity, takeFeed } from '../store/screen-store.ts'
import { townOf } from '../store/town.ts'
import { tellAnswer } from './answer.ts'
import { type Attention, attend } from './attention.ts'
import { readMissingCatalogues } from './catalogues.ts'
import { changedBy, readMissingDetails, refreshDetail, ticketsToRead } from './detail.ts'
import { news, sound } from './news.ts'

let connection: Connection | null = null

/** Opens the connection of this screen, and keeps the stores true to what it tells. Returns what closes it and forgets. */
export function openLink(): () => void {
  const { session, feed: kept } = screen.getState()
  const crewId = session?.crewId ?? null
  const ownWords = new OwnWords()
  const listener: FeedListener = {
    onFeed: (feed, events) => {
      const before = screen.getState()
      takeFeed(feed, shownBoard(feed, ownWords), events)
      readMissingCatalogues()
      const known = before.feed.logId !== null && before.board !== feed.board
      if (known) news(events, before)
      for (const { event } of events) {
        if (event.type === 'duty_changed' && event.duty === 'off') forgetPosition(event.crewId)
      }
      const isChanged = changedBy(events, before.feed.board, feed.board)
      const { details } = screen.getState()
      for (const ticketId of ticketsToRead(screen.getState())) {
        const joined = details.get(ticketId)?.reports.flatMap((report) => report.joined?.ticketId ?? []) ?? []
        if ([ticketId, ...joined].some(isChanged)) refreshDetail(ticketId)
      }
      if (crewId !== null) readMissingDetails()
    },
    onPositions: (frame) => positions.take(frame),
    onSuggestion: (suggestion) => {
      if (suggestion.ticketId === screen.getState().selected) screen.setState({ suggestion })
    },
    onPresence: (presence) => screen.setState({ presence }),
    onHazards: (hazards) =>
      screen.setState({ hazards: new Map(hazards.map(({ ticketId, until }) => [ticketId, until])) }),
    onUsualTimes: (times) =>
      screen.setState({ usualTimes: new Map(times.map((one) => [one.serviceCode, one])) }),
    onNearest: (nearest) =>
      screen.setState({ nearest: new Map(nearest.map(({ ticketId, seconds }) => [ticketId, seconds])) }),
    onCall: (ringing) => calls.setState({ ringing }),
    onSharing: (sharing) => screen.setState({ sharing }),
    onCity: (mapVersion) => {
      const { city } = screen.getState()
      if (city !== null && city.mapVersion !== mapVersion) loadCity()
    },
    onOutbox: (outbox) => {
      ownWords.takeOutbox(outbox)
      screen.setState({ outbox, board: shownBoard(screen.getState().feed, ownWords) })
    },
    onAnswered: (said, answer) => {
      ownWords.takeAnswer(said, answer)
      tellAnswer(answer)
    },
    onMalformed: () => screen.setState(({ malformed }) => ({ malformed: malformed + 1 })),
    onSessionEnded: () => screen.setState({ session: null }),
    onOutdated: () => screen.setState({ outdated: true }),
    onCrewChanged: refreshSession,
  }
  const opened =
    crewId === null
      ? new Connection(listener)
      : new Connection(listener, { crewId, store: new DeviceCommandStore(), feed: kept })
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

/** On a crew's own screen the board changes with its words at once; a console shows what the server has decided. */
function shownBoard({ board, cursor, clockOffset }: FeedState, ownWords: OwnWords): Board {
  const { session, catalogues, city } = screen.getState()
  const unseen = ownWords.unseen(cursor)
  if (session?.crewId == null || unseen.length === 0) return board
  const { role, label, crewId } = session
  const actor = { id: label, role, label, crewId }
  const { serviceOf, agencyOf } = catalogues
  return predict(board, unseen, { actor, serviceOf, agencyOf, town: townOf(city), clockOffset })
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
