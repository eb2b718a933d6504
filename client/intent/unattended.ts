import { createStore } from 'zustand/vanilla'
import { mayFollowCrews } from '../../shared/authority.ts'
import { type Instant, instant } from '../../shared/instant.ts'
import type { UnattendedList } from '../../shared/protocol/ticket.ts'
import { fetchUnattended } from '../feed/service.ts'
import { screen } from '../store/screen-store.ts'
import { Reader } from './reader.ts'

const AGAIN_MS = 2_000
/** An account may be made or disabled, which no event tells. */
const EVERY_MS = 30_000

const NONE: UnattendedList = { tickets: [], toTell: [] }

/** The tickets that nobody knows of who has them, as they were read last. */
export const unattended = createStore<UnattendedList>(() => NONE)

let isFollowed = false
const reader = new Reader<'all', UnattendedList>({
  read: fetchUnattended,
  isWanted: () => isFollowed,
  take: (_all, list) => unattended.setState(list),
  pause: () => new Promise((again) => setTimeout(again, AGAIN_MS)),
})

const TOLD_BY = new Set([
  'ticket_transferred',
  'ticket_returned',
  'ticket_reopened',
  'ticket_closed',
  'partner_told',
  'telling_withdrawn',
  'hand_off_delivered',
  'hand_off_not_delivered',
  'delivery_abandoned',
])

/** Since when the one has been handed over that was first; null where there is none. */
export function handedSince({ tickets, toTell }: UnattendedList): Instant | null {
  const handed = [...tickets, ...toTell].flatMap(({ transfer }) => (transfer === null ? [] : [transfer.at]))
  return handed.length === 0 ? null : instant(Math.min(...handed))
}

/** Reads them now, when a ticket changes hands, and once in a while; for those who may take them back. Returns what ends it. */
export function followUnattended(): () => void {
  const role = screen.getState().session?.role
  if (role === undefined || !mayFollowCrews(role)) return () => {}
  isFollowed = true
  const look = () => reader.refresh('all')
  look()
  const timer = setInterval(look, EVERY_MS)
  const unfollow = screen.subscribe(({ recent }, before) => {
    if (recent === before.recent) return
    const [last] = before.recent
    const fresh = recent.filter(({ seq }) => last === undefined || seq > last.seq)
    if (fresh.some(({ event }) => TOLD_BY.has(event.type))) look()
  })
  return () => {
    isFollowed = false
    clearInterval(timer)
    unfollow()
    unattended.setState(NONE)
  }
}
