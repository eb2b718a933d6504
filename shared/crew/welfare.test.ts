import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignmentStatuses, isOpen } from '../assignment/assignment.ts'
import { type Board, evolve } from '../board.ts'
import type { CommandOf } from '../command.ts'
import { duties } from '../crew/crew.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import { type Actor, type Event, eventSchema, type StoredEvent } from '../event.ts'
import { noteIdSchema } from '../id.ts'
import { after, instant, MINUTE } from '../instant.ts'
import {
  aBoard,
  aCrew,
  aCrewOn,
  anAssignment,
  assignmentId,
  aTicket,
  crewId,
  DISPATCHER,
  NOISE,
  NOW,
  photographId,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { ALARM_AFTER, CHECK_AFTER, silenceOf, silentSince, welfareLevel, welfareLevels } from './welfare.ts'

const USUAL = NOISE.usualMinutesOnScene
const at = (minutes: number) => after(NOW, minutes * MINUTE)
const there = (heardAt = NOW) =>
  aBoard([aTicket(1)], [aCrew(1, { heardAt, freeAt: null })], [anAssignment(1, 'on_scene')])
const both = { assignmentId: assignmentId(1), ticketId: ticketId(1), crewId: crewId(1) }
const note: Event = {
  type: 'note_added',
  ticketId: ticketId(1),
  noteId: noteIdSchema.parse('00000005-0000-4000-8000-000000000001'),
}
const photograph: Event = { type: 'photograph_added', ticketId: ticketId(1), photographId: photographId(1) }
const own: Actor = { id: 'c', role: 'crew', label: 'ALPHA 1', crewId: crewId(1) }
const heardAfter = (board: Board, event: Event, more: Partial<StoredEvent> = {}) =>
  evolve(board, [{ ...stored(1, event, at(40)), ...more }]).crews.get(crewId(1))?.heardAt

function levelOf(board: Board, now: number) {
  const crew = board.crews.get(crewId(1))
  const assignment = board.assignments.get(assignmentId(1))
  if (crew === undefined || assignment === undefined) throw new Error('There is one crew on one ticket.')
  const silence = silenceOf(crew, assignment, USUAL)
  return silence === null ? null : welfareLevel(silence, now)
}

describe('when a crew was last heard', () => {
  it('[WC-1] is its last step, duty, word of its shift, distress or confirmed contact, whoever wrote it down, and nothing else', () => {
    const words = eventSchema.options
      .map(({ shape }) => shape.type.value)
      .filter((type) => heardAfter(there(), { ...both, turns: [], turnIds: [], type } as Event) === at(40))
    expect(words.sort()).toEqual(
      [
        'assignment_acknowledged',
        'assignment_cleared',
        'assignment_declined',
        'contact_confirmed',
        'crew_en_route',
        'crew_on_scene',
        'distress_ended',
        'distress_raised',
        'duty_changed',
        'other_order_asked',
        'outfit_changed',
        'reinforcement_asked',
        'shift_handed_over',
        'shift_taken_over',
        'spot_secured',
      ].sort(),
    )
  })

  it.each([note, photograph])('[WC-1] is $type too where the crew did it, not where another did', (event) => {
    expect(heardAfter(there(), event, { actor: own })).toBe(at(40))
    expect(heardAfter(there(), event)).toBe(NOW)
    expect(heardAfter(there(), event, { actor: { ...own, crewId: crewId(2) } })).toBe(NOW)
  })

  it('[WC-2] is the instant a word was given, not that at which a tablet without a network could send it', () => {
    const late = { type: 'crew_on_scene', ...both } as const
    expect(heardAfter(there(), late, { deviceAt: at(25) })).toBe(at(25))
    expect(heardAfter(there(), late, { deviceAt: at(90) })).toBe(at(40))
    expect(heardAfter(there(at(30)), late, { deviceAt: at(25) })).toBe(at(30))
  })

  it('[WC-2] is kept when a crew is described anew, and when it was sent counts while it has said nothing', () => {
    const sent = anAssignment(1, 'dispatched', { stepsAt: { dispatched: at(3) }, statusAt: at(3) })
    expect(silentSince(aCrew(1, { heardAt: at(1) }), sent)).toBe(at(3))
    expect(silentSince(aCrew(1, { heardAt: at(4) }), sent)).toBe(at(4))
    expect(silentSince(aCrew(1), { ...sent, statusAt: at(5) })).toBe(at(5))
    const { duty: _, dutyAt: _1, dutyReason: _2, dutyBefore: _3, freeAt: _4, ...rest } = aCrew(1)
    const { distress: _5, onDutyAt: _6, heardAt: _7, ...crew } = rest
    const system: Actor = { id: 's', role: 'system', label: 'S', crewId: null }
    const decision = decide(there(at(7)), { type: 'register_crew', crew }, contextOf(system))
    expect(decision).toMatchObject([{ crew: { heardAt: at(7) } }])
  })
})

describe('the welfare check', () => {
  it.each(assignmentStatuses)('[WC-3] is asked for of a crew that is %s as its status says', (status) => {
    const limits = { dispatched: 1, acknowledged: 4, en_route: 25, on_scene: USUAL, secured: USUAL }
    const silence = silenceOf(aCrew(1, { heardAt: NOW }), anAssignment(1, status), USUAL)
    const limit = isOpen({ status }) ? limits[status as keyof typeof limits] : null
    if (limit === null) return expect(silence).toBeNull()
    expect(silence).toEqual({
      since: NOW,
      limit: limit * MINUTE,
      there: status === 'on_scene' || status === 'secured',
    })
  })

  it('[WC-3] is asked for whatever the duty of a crew on scene, but in distress', () => {
    const asked = duties.filter((duty) => silenceOf(aCrewOn(1, duty), anAssignment(1, 'on_scene'), USUAL))
    expect(asked).toEqual(duties.filter((duty) => duty !== 'distress'))
    expect(silenceOf(aCrew(1), anAssignment(1, 'on_scene'), undefined)?.limit).toBe(30 * MINUTE)
  })

  it('[WC-4] is seen at the time of the type, called for after 5 minutes, told to everyone after 10', () => {
    const limit = USUAL * MINUTE
    const levels = [limit, limit + CHECK_AFTER, limit + ALARM_AFTER].flatMap((silent) => [
      levelOf(there(), NOW + silent),
      levelOf(there(), NOW + silent + 1),
    ])
    expect(levels).toEqual(['heard', 'silent', 'silent', 'check', 'check', 'alarm'])
  })

  it('[WC-4] never becomes an alarm before the crew is there', () => {
    for (const status of ['dispatched', 'acknowledged', 'en_route'] as const) {
      const silence = silenceOf(aCrew(1, { heardAt: NOW }), anAssignment(1, status), USUAL)
      expect(silence && welfareLevel(silence, at(600)), status).toBe('check')
    }
  })

  it('[WC-5] only rises while nothing is heard, and is over with the first word', () => {
    const minutes = fc.double({ min: 0, max: 600, noNaN: true })
    const words = fc.constantFrom<Event>(
      { type: 'spot_secured', ...both },
      { type: 'contact_confirmed', ...both, silentSince: NOW },
      { type: 'duty_changed', crewId: crewId(1), duty: 'unavailable', members: 2, reason: null },
    )
    fc.assert(
      fc.property(fc.array(minutes, { minLength: 2, maxLength: 20 }), words, (instants, word) => {
        const board = there()
        const rising = instants
          .toSorted((a, b) => a - b)
          .map((minute) => welfareLevels.indexOf(levelOf(board, at(minute)) ?? 'heard'))
        expect(rising).toEqual(rising.toSorted((a, b) => a - b))
        const last = at(Math.max(...instants))
        expect(levelOf(evolve(board, [stored(1, word, last)]), last)).toBe('heard')
      }),
    )
  })
})

function contextOf(actor: Actor) {
  return {
    now: at(40),
    actor,
    serviceOf: published(NOISE).serviceOf,
    agencyOf: published().agencyOf,
    nextTicketNumber: 2050,
  }
}

describe('confirming a contact', () => {
  const confirm = (heardAt: CommandOf<'confirm_contact'>['heardAt']) =>
    ({ type: 'confirm_contact', assignmentId: assignmentId(1), heardAt }) as const
  const run = (board: Board, command: CommandOf<'confirm_contact'>, actor = DISPATCHER) => {
    const decision = decide(board, command, contextOf(actor))
    return isRefusal(decision) ? decision.code : decision
  }

  it.each(assignmentStatuses)(
    '[WC-6] is possible while a crew is %s, or refused where that has ended',
    (status) => {
      for (const duty of duties) {
        const board = aBoard([aTicket(1)], [aCrewOn(1, duty)], [anAssignment(1, status)])
        const decision = run(board, confirm(null))
        expect(decision, duty).toEqual(
          isOpen({ status }) ? [{ type: 'contact_confirmed', ...both, silentSince: NOW }] : 'step_refused',
        )
      }
      expect(run(aBoard(), confirm(null))).toBe('unknown_assignment')
    },
  )

  it('[WC-6] begins the clock anew, and keeps how long the silence was', () => {
    const decision = decide(there(), confirm(NOW), contextOf(DISPATCHER))
    if (isRefusal(decision)) throw new Error(decision.code)
    const [event] = decision
    expect(event).toMatchObject({ silentSince: NOW })
    const board = evolve(there(), event === undefined ? [] : [stored(1, event, at(40))])
    expect([levelOf(there(), at(40)), levelOf(board, at(40)), levelOf(board, at(41 + USUAL))]).toEqual([
      'alarm',
      'heard',
      'silent',
    ])
    expect(board.assignments.get(assignmentId(1))).toEqual(there().assignments.get(assignmentId(1)))
  })

  it('[WC-7] is refused where the crew was heard since the sender looked, another post having confirmed included', () => {
    for (const seen of [null, NOW, at(29)])
      expect(decide(there(at(30)), confirm(seen), contextOf(DISPATCHER))).toEqual({
        code: 'crew_heard',
        callSign: 'ALPHA 1',
        at: at(30),
      })
    for (const seen of [at(30), at(31), instant(at(90))])
      expect(Array.isArray(run(there(at(30)), confirm(seen)))).toBe(true)
  })

  it('[WC-7] is a post’s word, never that of the crew itself', () => {
    expect(run(there(), confirm(NOW), own)).toBe('not_allowed')
    expect(run(there(), confirm(NOW), { ...DISPATCHER, role: 'operator' })).toBe('not_allowed')
  })
})
