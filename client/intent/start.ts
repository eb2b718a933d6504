import { wasEvicted } from '../device/eviction.ts'
import { forgetView, type KeptView, keepView, keptView } from '../device/kept-view.ts'
import { ApiError, fetchSession } from '../feed/session.ts'
import { type ScreenState, screen, setCity, takeCatalogue } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { cataloguesOf } from './catalogues.ts'
import { toast } from './toast.ts'

/**
 * Finds out who is logged in here. A crew's screen begins with what it showed last, at once and without a network; who
 * it speaks for is asked of the server meanwhile, and again by the connection.
 */
export async function start(): Promise<void> {
  const kept = await keptView().catch(() => null)
  if (kept !== null) showKept(kept)
  const asked = fetchSession().then(
    (session) => {
      screen.setState({ session })
      return session
    },
    (error) => {
      if (!(error instanceof ApiError)) throw error
      return null
    },
  )
  // With a view to show nothing waits for a network that may be slow to say that it is not there.
  if (kept === null) await asked
}

function showKept({ session, city, catalogues, feed, details, handOver }: KeptView): void {
  setCity(city)
  for (const [version, catalogue] of catalogues) takeCatalogue(version, catalogue)
  screen.setState({
    session,
    feed,
    board: feed.board,
    details: new Map(details.map((detail) => [detail.ticket.id, detail])),
    handOverNote: handOver && { id: handOver.id, note: handOver },
  })
}

const KEEP_EVERY_MS = 1_000

/** Keeps what a crew's screen shows, a second after it changed and when the page goes away. Returns what stops it. */
export function keepShown(): () => void {
  // Asked, not demanded: where it is refused, the browser may still clear a device that runs full.
  navigator.storage?.persist?.().catch(() => false)
  wasEvicted().then(
    (evicted) => evicted && toast({ kind: 'notice', text: currentWords().tablet.evicted }),
    // Where nothing can be stored, the outbox says so.
    () => {},
  )
  let timer: ReturnType<typeof setTimeout> | null = null
  const keep = () => {
    timer = null
    const { session, city, catalogues: known, feed, board, details, handOverNote } = screen.getState()
    if (session?.crewId == null || city === null || feed.logId === null) return
    // Of a duty that is over nothing is kept.
    const left = board.crews.get(session.crewId)?.handOver?.noteId === handOverNote?.id
    const handOver = left ? (handOverNote?.note ?? null) : null
    const catalogues = known.those(cataloguesOf(feed.board, details.values()))
    keepView({ session, city, catalogues, feed, details: [...details.values()], handOver }).catch(() => {})
  }
  const stop = screen.subscribe((state, before) => {
    if (isSameView(state, before)) return
    timer ??= setTimeout(keep, KEEP_EVERY_MS)
  })
  const leave = () => {
    if (timer !== null) keep()
  }
  addEventListener('pagehide', leave)
  return () => {
    stop()
    removeEventListener('pagehide', leave)
    if (timer !== null) clearTimeout(timer)
  }
}

function isSameView(one: ScreenState, other: ScreenState): boolean {
  return (
    one.session === other.session &&
    one.city === other.city &&
    one.catalogues === other.catalogues &&
    one.details === other.details &&
    one.handOverNote === other.handOverNote &&
    one.feed.board === other.feed.board
  )
}

/** Follows who is logged in: what a crew was shown is forgotten with its session, what waits to be sent is not. */
export function forgetWithSession(): () => void {
  return screen.subscribe(({ session }, before) => {
    if (session === null && before.session !== null) forgetView().catch(() => {})
  })
}
