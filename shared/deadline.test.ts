import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Priority } from './catalogue/service.ts'
import { clockAt, clockOf, deadlineFor, dueOnSpot, milestonesOf } from './deadline.ts'
import type { Event } from './event.ts'
import { type Instant, instant, MINUTE } from './instant.ts'
import {
  assignmentId,
  aTicket,
  aTransfer,
  callOutId,
  crewId,
  HOLE,
  NOISE,
  NOW,
  personId,
  stored,
  ticketId,
} from './test-board.ts'
import { evolveTicket } from './ticket/evolve.ts'
import type { Ticket } from './ticket/ticket.ts'

const at = (minutes: number) => instant(NOW + minutes * MINUTE)
/** Acknowledged in 5 minutes, on scene in 40, made safe in 60. */
const hole = (given: Partial<Ticket> = {}) =>
  aTicket(1, { serviceCode: HOLE.code, priority: 3, deadline: deadlineFor(HOLE, 3, NOW), ...given })

describe('clocks', () => {
  const [, onScene] = milestonesOf(aTicket(1), NOISE)
  const shown = (reachedAt: Instant | null, now: Instant, status = 'open') =>
    onScene && clockAt({ ...onScene, reachedAt }, status, now)

  it('[K-1] run, pass, are reached, and stop with the ticket', () => {
    expect(shown(null, at(5))).toEqual({ state: 'running', remaining: 15 * MINUTE, share: 0.75 })
    expect(shown(null, at(20))).toEqual({ state: 'passed', late: 0 })
    expect(shown(null, at(23))).toEqual({ state: 'passed', late: 3 * MINUTE })
    expect(shown(at(25), at(99))).toEqual({ state: 'reached', at: at(25), late: 5 * MINUTE })
    expect(shown(null, at(99), 'cancelled')).toEqual({ state: 'stopped' })
  })

  it('[K-2] to make safe are not reached by arriving', () => {
    const { state, target } = clockOf(hole({ onSceneAt: at(1) }), HOLE, at(2))
    expect([state, target]).toEqual(['running', 'secured'])
    expect(clockOf(hole({ securedAt: at(1) }), HOLE, at(2)).state).toBe('reached')
  })

  it('[K-3] never give more to what is raised, nor less to what is lowered, on any step', () => {
    for (const service of [NOISE, HOLE]) {
      for (const [a, b] of [
        [1, 2],
        [2, 3],
        [3, 4],
      ] as const) {
        const due = (priority: Priority) =>
          milestonesOf(aTicket(1, { priority, deadline: deadlineFor(service, priority, NOW) }), service)
        for (const [index, { dueAt }] of due(a).entries())
          expect(dueAt).toBeLessThanOrEqual(due(b)[index]?.dueAt ?? 0)
      }
    }
  })
})

describe('what a ticket is promised', () => {
  const minutesOf = (ticket: Ticket, service = HOLE) =>
    milestonesOf(ticket, service).map(({ target, dueAt }) => [target, (dueAt - NOW) / MINUTE])

  it('[K-6] is due as the catalogue says, in order; of a type that promises no safety, but two', () => {
    expect(minutesOf(hole())).toEqual([
      ['acknowledged', 5],
      ['on_scene', 40],
      ['secured', 60],
    ])
    expect(minutesOf(aTicket(1), NOISE)).toEqual([
      ['acknowledged', 5],
      ['on_scene', 20],
    ])
    expect(milestonesOf(hole(), undefined).map(({ target }) => target)).toEqual(['secured'])
  })

  it.each<[Priority, number, number, number]>([
    [1, 1.25, 10, 25],
    [2, 2.5, 20, 35],
    [4, 180, 1440, 1460],
  ])(
    '[K-9] of another priority %i has somebody there by that, and the time that the work takes',
    (priority, ...due) => {
      expect(minutesOf(hole({ priority, deadline: deadlineFor(HOLE, priority, NOW) }))).toEqual([
        ['acknowledged', due[0]],
        ['on_scene', due[1]],
        ['secured', due[2]],
      ])
    },
  )

  it('[K-9] of the same deadline as ever is never due after it', () => {
    const deadline = { ...deadlineFor(HOLE, 3, NOW), dueAt: at(10) }
    expect(minutesOf(hole({ deadline }))).toEqual([
      ['acknowledged', 5],
      ['on_scene', 10],
      ['secured', 10],
    ])
  })

  it('[K-6] is never due before what comes before, and is reached by what comes after', () => {
    const maybe = fc.option(fc.nat(90).map(at))
    const priorities = fc.constantFrom<Priority[]>(1, 2, 3, 4)
    fc.assert(
      fc.property(maybe, maybe, maybe, priorities, (acknowledgedAt, onSceneAt, securedAt, priority) => {
        const deadline = deadlineFor(HOLE, priority, NOW)
        const made = milestonesOf(hole({ priority, acknowledgedAt, onSceneAt, securedAt, deadline }), HOLE)
        for (const [index, { dueAt, reachedAt }] of made.entries()) {
          const next = made[index + 1]
          if (next === undefined) continue
          expect(dueAt).toBeLessThanOrEqual(next.dueAt)
          if (next.reachedAt !== null) expect(reachedAt).not.toBeNull()
        }
      }),
    )
  })

  const shown = (given: Partial<Ticket>, minutes: number) => {
    const { target, state } = clockOf(hole(given), HOLE, at(minutes))
    return `${target} ${state}`
  }
  it.each<[string, Partial<Ticket>, number, string]>([
    ['nobody has said a word', {}, 4, 'on_scene running'],
    ['somebody has', { acknowledgedAt: at(3) }, 4, 'on_scene running'],
    ['nobody has, and that is over', {}, 5, 'on_scene running'],
    ['a crew is there', { onSceneAt: at(20) }, 21, 'secured running'],
    ['nobody is there, and that is over', { acknowledgedAt: at(3) }, 40, 'secured running'],
    ['all of it is over', {}, 60, 'secured passed'],
    ['it was made safe without another word', { securedAt: at(20) }, 21, 'secured reached'],
    ['it was made safe too late', { securedAt: at(70) }, 71, 'secured reached'],
    ['it was cancelled', { status: 'cancelled' }, 4, 'on_scene stopped'],
  ])('[K-7] counts on what comes next on the spot: %s', (_what, given, minutes, expected) => {
    expect(shown(given, minutes)).toBe(expected)
  })

  it('[K-7] keeps what was missed, and says by when somebody is to be on the spot, then to have made it safe', () => {
    expect(dueOnSpot(hole(), HOLE)).toBe(at(40))
    expect(dueOnSpot(hole({ onSceneAt: at(9) }), HOLE)).toBe(at(60))
    expect(dueOnSpot(hole({ securedAt: at(9) }), HOLE)).toBeNull()
    const [acknowledged] = milestonesOf(hole({ acknowledgedAt: at(9) }), HOLE)
    expect(acknowledged && clockAt(acknowledged, 'open', at(10))).toMatchObject({ late: 4 * MINUTE })
  })

  const onTicket = { ticketId: ticketId(1), assignmentId: assignmentId(1), crewId: crewId(1) }
  const called = {
    callOutId: callOutId(1),
    ticketId: ticketId(1),
    calleeId: personId(1),
  }
  it.each<[string, Event, boolean]>([
    ['a crew that has it', { type: 'assignment_acknowledged', ...onTicket }, true],
    ['a crew that is on its way', { type: 'crew_en_route', ...onTicket }, true],
    ['a crew that is there', { type: 'crew_on_scene', ...onTicket }, true],
    ['whoever was called and takes it', { type: 'on_call_accepted', ...called, expectedAt: at(30) }, true],
    ['a service that takes it', { type: 'transfer_accepted', ticketId: ticketId(1), dueAt: at(99) }, true],
    ['a crew that declines', { type: 'assignment_declined', ...onTicket, reason: 'occupé' }, false],
    ['whoever is called only', { type: 'on_call_called_again', ...called, attempt: 2 }, false],
  ])('[K-8] is acknowledged by the first word of %s', (_who, event, does) => {
    const ticket = hole({ transfer: aTransfer() })
    const told = evolveTicket(ticket, stored(1, event, at(3)))
    expect(told?.acknowledgedAt).toBe(does ? at(3) : null)
    expect(told && evolveTicket(told, stored(2, event, at(9)))?.acknowledgedAt).toBe(does ? at(3) : null)
  })
})
