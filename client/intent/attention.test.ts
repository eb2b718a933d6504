import { describe, expect, it } from 'vitest'
import { type Board, emptyBoard } from '../../shared/board.ts'
import { after, instant, MINUTE, SECOND } from '../../shared/instant.ts'
import type { SessionView } from '../../shared/protocol/session.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aTicket,
  crewId,
  HOLE,
  NOISE,
  NOW,
  published,
  ticketId,
} from '../../shared/test-board.ts'
import { startFeed } from '../feed/feed-state.ts'
import { screen } from '../store/screen-store.ts'
import { type Attention, attend } from './attention.ts'
import { crewToContact } from './welfare.ts'

const session: SessionView = {
  role: 'dispatcher',
  label: 'Poste 1',
  userName: 'poste1',
  tablet: null,
  crewId: null,
}
const catalogues = published(NOISE, HOLE)
const seen = (board: Board, given: Partial<Parameters<typeof attend>[1]> = {}) => ({
  board,
  catalogues,
  usualTimes: new Map(),
  nearest: new Map(),
  presence: [],
  selected: null,
  session,
  feed: startFeed(0),
  ...given,
})
const quiet = (board: Board = emptyBoard): Attention => attend(null, seen(board), 'current', NOW).after
const at = (milliseconds: number) => after(NOW, milliseconds)

describe('what time alone makes worth hearing', () => {
  const urgent = aBoard([aTicket(1, { priority: 1 })])

  it('[W-1] calls an urgent ticket again after 20 s where nobody looked at it, once', () => {
    const early = attend(quiet(), seen(urgent), 'current', at(19 * SECOND))
    expect(early.alerts).toEqual([])
    const due = attend(early.after, seen(urgent), 'current', at(20 * SECOND))
    expect(due.alerts).toEqual([{ kind: 'urgent_again', ticketId: ticketId(1) }])
    expect(attend(due.after, seen(urgent), 'current', at(21 * SECOND)).alerts).toEqual([])
  })

  it('[W-1] does not call again what someone looked at, were it for a moment, nor what has a crew', () => {
    const presence = [{ post: 'Poste 2', role: 'dispatcher' as const, self: false, ticketId: ticketId(1) }]
    const looked = attend(quiet(), seen(urgent, { presence }), 'current', at(5 * SECOND))
    expect(attend(looked.after, seen(urgent), 'current', at(30 * SECOND)).alerts).toEqual([])
    const engaged = aBoard([aTicket(1, { priority: 1 })], [aCrew(1)], [anAssignment(1, 'dispatched')])
    expect(attend(quiet(), seen(engaged), 'current', at(30 * SECOND)).alerts).toEqual([])
  })

  it('[HR-3] tells once that a hazard will not be made safe in time, before it is late, and not what was so before', () => {
    const deadline = { kind: 'secured' as const, startedAt: NOW, dueAt: at(60 * MINUTE) }
    const hole = aBoard([aTicket(1, { serviceCode: HOLE.code, acknowledgedAt: NOW, deadline })])
    const early = attend(quiet(), seen(hole), 'current', at(41 * MINUTE))
    expect(early.alerts).toEqual([{ kind: 'breach', ticketId: ticketId(1), target: 'on_scene' }])
    const due = attend(early.after, seen(hole), 'current', at(50 * MINUTE))
    expect(due.alerts).toEqual([{ kind: 'breach_ahead', ticketId: ticketId(1), seconds: expect.any(Number) }])
    expect(attend(due.after, seen(hole), 'current', at(51 * MINUTE)).alerts).toEqual([])
    const came = attend(null, seen(hole), 'current', at(50 * MINUTE))
    expect(attend(came.after, seen(hole), 'current', at(52 * MINUTE)).alerts).toEqual([])
    const crew = { ...session, role: 'crew' as const, crewId: crewId(1) }
    expect(attend(quiet(), seen(hole, { session: crew }), 'current', at(50 * MINUTE)).alerts).toEqual([])
  })

  it('[W-2] tells of each deadline that has just passed, once, and not of those that were passed before', () => {
    const late = { deadline: { kind: 'on_scene' as const, startedAt: instant(0), dueAt: NOW } }
    const board = aBoard([aTicket(1, late), aTicket(2)])
    const first = attend(null, seen(board), 'current', NOW)
    expect(first.alerts).toEqual([])
    const unheard = attend(first.after, seen(board), 'current', at(5 * MINUTE))
    expect(unheard.alerts).toEqual([{ kind: 'breach', ticketId: ticketId(2), target: 'acknowledged' }])
    const next = attend(unheard.after, seen(board), 'current', at(20 * MINUTE))
    expect(next.alerts).toEqual([{ kind: 'breach', ticketId: ticketId(2), target: 'on_scene' }])
    expect(attend(next.after, seen(board), 'current', at(21 * MINUTE)).alerts).toEqual([])
  })

  const onScene = aBoard([aTicket(1, { onSceneAt: NOW })], [aCrew(1)], [anAssignment(1, 'on_scene')])
  const due = NOISE.usualMinutesOnScene * MINUTE + 5 * MINUTE + 1
  /** What a post hears from second to second, each with how long after the contact was due. */
  function heardBy(role: SessionView['role'], board = onScene, link: 'current' | 'late' = 'current') {
    const heard: [seconds: number, level: string, again: boolean][] = []
    let { after: known } = attend(null, seen(board, { session: { ...session, role } }), 'current', NOW)
    for (let seconds = -1; seconds <= 320; seconds += 1) {
      const now = at(due + seconds * SECOND)
      const { after: next, alerts } = attend(known, seen(board, { session: { ...session, role } }), link, now)
      known = next
      for (const alert of alerts)
        if (alert.kind === 'silence') heard.push([seconds, alert.level, alert.again])
    }
    return heard
  }

  it('[W-3] asks for a contact five minutes after a crew was silent for too long', () => {
    const before = attend(quiet(onScene), seen(onScene), 'current', at(due - 1))
    expect(before.alerts).toEqual([])
    const { alerts } = attend(before.after, seen(onScene), 'current', at(due))
    expect(alerts).toEqual([{ kind: 'silence', crewId: aCrew(1).id, level: 'check', again: false }])
  })

  it('[WC-8] asks a dispatcher again every 30 s, and every 10 s once it is an alarm', () => {
    const heard = heardBy('dispatcher')
    expect(heard.filter(([, level]) => level === 'check')).toEqual(
      Array.from({ length: 10 }, (_, index) => [index * 30, 'check', index > 0]),
    )
    expect(heard.filter(([, level]) => level === 'alarm')).toEqual(
      [0, 10, 20].map((seconds) => [300 + seconds, 'alarm', seconds > 0]),
    )
  })

  it('[WC-8] tells a post that comes while a call is due, as it told the others', () => {
    const first = attend(null, seen(onScene), 'current', at(due + 10 * SECOND))
    expect(first.alerts).toEqual([])
    const next = attend(first.after, seen(onScene), 'current', at(due + 11 * SECOND))
    expect(next.alerts).toMatchObject([{ kind: 'silence', level: 'check', again: false }])
    expect(attend(next.after, seen(onScene), 'current', at(due + 12 * SECOND)).alerts).toEqual([])
  })

  it('[WC-8] tells a supervisor of the alarm alone, and those who may not confirm a contact of nothing', () => {
    for (const role of ['supervisor', 'administrator'] as const)
      expect(heardBy(role)).toEqual([
        [300, 'alarm', false],
        [310, 'alarm', true],
        [320, 'alarm', true],
      ])
    for (const role of ['operator', 'crew'] as const) expect(heardBy(role)).toEqual([])
  })

  it('[WC-8] begins anew with a word of the crew, and is quiet while the link is late', () => {
    const crew = aCrew(1, { heardAt: at(due - 1) })
    const heardOf = aBoard([aTicket(1)], [crew], [anAssignment(1, 'on_scene')])
    expect(heardBy('dispatcher', heardOf)).toEqual([])
    expect(heardBy('dispatcher', onScene, 'late')).toEqual([])
  })

  it('[WC-9] the key is about the crew looked at where it is silent, else about the one that is longest overdue', () => {
    const board = aBoard(
      [aTicket(1), aTicket(2)],
      [aCrew(1, { heardAt: at(60 * SECOND) }), aCrew(2)],
      [anAssignment(1, 'on_scene'), anAssignment(2, 'on_scene')],
    )
    const state = { ...screen.getState(), board, catalogues, session }
    const looking = { ...state, lookedAt: crewId(1) }
    expect(crewToContact(state, at(due))).toBe(crewId(2))
    expect(crewToContact(looking, at(due))).toBe(crewId(1))
    expect(crewToContact(state, at(due - 1))).toBeNull()
    expect(crewToContact(looking, NOW)).toBeNull()
    const chief = { ...state, session: { ...session, role: 'supervisor' as const } }
    expect(crewToContact(chief, at(due))).toBeNull()
    expect(crewToContact(chief, at(due + 5 * MINUTE))).toBe(crewId(2))
    const operator = { ...looking, session: { ...session, role: 'operator' as const } }
    expect(crewToContact(operator, at(due))).toBeNull()
  })

  it('[W-4] tells that the link was lost, and how much was caught up when it is back', () => {
    const feed = { ...startFeed(0), cursor: 10 }
    const lost = attend(quiet(), seen(emptyBoard, { feed }), 'late', NOW)
    expect(lost.alerts).toEqual([{ kind: 'link_lost' }])
    const longer = attend(lost.after, seen(emptyBoard, { feed }), 'lost', at(MINUTE))
    expect(longer.alerts).toEqual([])
    const back = attend(
      longer.after,
      seen(emptyBoard, { feed: { ...feed, cursor: 48 } }),
      'current',
      at(MINUTE),
    )
    expect(back.alerts).toEqual([{ kind: 'link_back', events: 38 }])
  })

  it('[W-5] lets a crew hear of its link alone', () => {
    const crew = { ...session, role: 'crew' as const }
    const { after: known } = attend(null, seen(urgent, { session: crew }), 'current', NOW)
    const later = attend(known, seen(urgent, { session: crew }), 'late', at(20 * MINUTE))
    expect(later.alerts).toEqual([{ kind: 'link_lost' }])
  })
})
