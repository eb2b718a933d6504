import type { EventType } from '../../shared/event.ts'
import type { HeardAlike } from '../../shared/protocol/intake.ts'
import { fetchAlike } from '../feed/intake.ts'
import { heardAlike } from '../store/alike.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'
import { Reader } from './reader.ts'

const AGAIN_MS = 2_000
const SETTLE_MS = 200

/** After these something else may be of one thing with what is asked about. */
const TOLD_BY = new Set<EventType>([
  'ticket_received',
  'ticket_qualified',
  'ticket_located',
  'ticket_closed',
  'ticket_cancelled',
  'ticket_reopened',
  'ticket_transferred',
  'ticket_returned',
  'ticket_joined',
  'ticket_separated',
  'reports_added',
  'reports_removed',
])

/** By what is asked, how many parts of the screen show it. */
const wanted = new Map<string, number>()
let unfollow: (() => void) | null = null

const reader = new Reader<string, readonly HeardAlike[]>({
  read: fetchAlike,
  isWanted: (key) => wanted.has(key),
  take: (key, alike) =>
    heardAlike.setState(({ answers }) => ({
      answers: new Map([...answers, [key, alike] as const].filter(([one]) => wanted.has(one))),
    })),
  pause: () => new Promise((again) => setTimeout(again, AGAIN_MS)),
})

/** Asks the server what is alike, and again whenever that may have changed. Returns what ends it. */
export function followAlike(key: string): () => void {
  const shownBy = wanted.get(key) ?? 0
  wanted.set(key, shownBy + 1)
  unfollow ??= followEvents()
  if (shownBy === 0) reader.refresh(key)
  return () => {
    const left = (wanted.get(key) ?? 1) - 1
    if (left > 0) wanted.set(key, left)
    else wanted.delete(key)
    if (wanted.size > 0) return
    unfollow?.()
    unfollow = null
    heardAlike.setState({ answers: new Map() })
  }
}

function followEvents(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  const look = () => {
    timer = null
    for (const key of wanted.keys()) reader.refresh(key)
  }
  const stop = screen.subscribe((now, before) => {
    if (timer === null && mayTellOthers(now, before)) timer = setTimeout(look, SETTLE_MS)
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}

type Shown = Pick<ScreenState, 'board' | 'recent'>

/** Whether what happened between two boards may have changed what is alike; a board without events is a snapshot. */
export function mayTellOthers({ board, recent }: Shown, before: Shown): boolean {
  if (board === before.board) return false
  if (recent === before.recent) return true
  const [last] = before.recent
  return recent.some(({ seq, event }) => (last === undefined || seq > last.seq) && TOLD_BY.has(event.type))
}
