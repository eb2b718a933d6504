import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveBoard } from './board.ts'
import { doneAt } from './event.ts'
import { type Instant, instant, MINUTE, SECOND } from './instant.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  assignmentId,
  aTicket,
  crewId,
  NOW,
  stored,
  ticketId,
} from './test-board.ts'

const both = { assignmentId: assignmentId(1), ticketId: ticketId(1), crewId: crewId(1) }
const heardAt = instant(NOW + 30 * MINUTE)
const said = (deviceAt: Instant | null) => ({
  ...stored(1, { type: 'crew_on_scene', ...both }, heardAt),
  deviceAt,
})
const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'en_route')])

describe('[OF-6] when a step was done', () => {
  it('is when it was said on the device, where it waited for a network', () => {
    const doneThen = instant(NOW + 2 * MINUTE)
    const { tickets, assignments } = evolveBoard(board, [said(doneThen)])
    expect(assignments.get(both.assignmentId)).toMatchObject({ statusAt: doneThen })
    expect(assignments.get(both.assignmentId)?.stepsAt.on_scene).toBe(doneThen)
    expect(tickets.get(both.ticketId)?.onSceneAt).toBe(doneThen)
  })

  it('is when it was heard, where it did not wait or does not say', () => {
    expect(doneAt(said(null), NOW)).toBe(heardAt)
    expect(doneAt(said(instant(heardAt + -5 * SECOND)), NOW)).toBe(heardAt)
  })

  it('is never before what it follows, nor after it was heard', () => {
    const instants = fc.integer({ min: NOW - 60 * MINUTE, max: NOW + 60 * MINUTE }).map(instant)
    fc.assert(
      fc.property(instants, instants, instants, (at, deviceAt, since) => {
        const done = doneAt({ at, deviceAt }, since)
        expect(done).toBeLessThanOrEqual(at)
        expect(done).toBeGreaterThanOrEqual(Math.min(at, since))
      }),
    )
  })
})
