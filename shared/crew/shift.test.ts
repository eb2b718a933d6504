import { describe, expect, it } from 'vitest'
import { outcomes, settles } from '../assignment/assignment.ts'
import { type Board, evolve } from '../board.ts'
import { type Command, commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import { eventSchema } from '../event.ts'
import { instant, MINUTE } from '../instant.ts'
import {
  aBoard,
  aCrew,
  aCrewOn,
  anAssignment,
  assignmentId,
  aTicket,
  crewId,
  DISPATCHER,
  FLEET,
  NOISE,
  NOW,
  noteId,
  published,
  stored,
} from '../test-board.ts'
import { type Crew, crewSchema, duties } from './crew.ts'
import { holderOf, nameIn, offeredTo, vehiclesOut } from './fleet.ts'

const ADMINISTRATOR = { ...DISPATCHER, role: 'administrator' } as const
const minute = (past: number) => instant(NOW + past * MINUTE)
const LATER = minute(40)
const of = { crewId: crewId(1) }
const outfit = { members: 3, vehicle: 'V9', equipment: ['radio', 'cones'] }

function run(board: Board, command: object) {
  const context = {
    now: LATER,
    actor: ADMINISTRATOR,
    serviceOf: published(NOISE).serviceOf,
    agencyOf: published().agencyOf,
    nextTicketNumber: 2050,
  }
  return decide(board, commandSchema.parse(command), context)
}

function apply(board: Board, command: object, deviceAt: typeof NOW | null = null): Board {
  const decision = run(board, command)
  if (isRefusal(decision)) throw new Error(decision.code)
  return evolve(
    board,
    decision.map((event) => ({ ...stored(1, event, LATER), deviceAt })),
  )
}

function crewOf(board: Board): Crew {
  const crew = board.crews.get(crewId(1))
  if (crew === undefined) throw new Error('There is a crew 1.')
  return crew
}

const board = (given: Partial<Crew> = {}) => aBoard([], [aCrew(1, given)])
const off = (given: Partial<Crew> = {}) => board({ duty: 'off', ...given })

describe('coming on duty', () => {
  const come = (more: object = {}) => ({ type: 'come_on_duty', ...of, members: 3, ...more })

  it('[SH-1] takes people, a vehicle and equipment, and has them the next time too', () => {
    const on = apply(off(), come({ vehicle: 'V9', equipment: ['cones'] }))
    expect(crewOf(on)).toMatchObject({ members: 3, vehicle: 'V9', equipment: ['cones'], duty: 'available' })
    const home = apply(on, { type: 'go_off_duty', ...of })
    expect(crewOf(home)).toMatchObject({ members: 3, vehicle: 'V9', equipment: ['cones'] })
    expect(crewOf(apply(home, come({ members: 2 })))).toMatchObject({ members: 2, vehicle: 'V9' })
  })

  it('[SH-1] leaves as it was what is not said; a crew on foot says so', () => {
    expect(crewOf(apply(off(), come()))).toMatchObject({ vehicle: 'V1', equipment: ['radio'] })
    expect(crewOf(apply(off(), come({ vehicle: null })))).toMatchObject({
      vehicle: null,
      equipment: ['radio'],
    })
    expect(run(off(), come())).toMatchObject([{ vehicle: 'V1', equipment: ['radio'] }])
    expect(commandSchema.safeParse(come({ equipment: ['radio', 'radio'] })).success).toBe(false)
    expect(commandSchema.safeParse(come({ vehicle: 'Clio 112' })).success).toBe(false)
  })
})

describe('a vehicle', () => {
  const taking = {
    come_on_duty: (crew: Partial<Crew>) => off(crew),
    change_outfit: (crew: Partial<Crew>) => board(crew),
    take_over: (crew: Partial<Crew>) =>
      board({ ...crew, handOver: { at: NOW, noteId: null, takenAt: null } }),
  }

  it.each(Object.entries(taking))('[SH-2] is refused to a second crew on duty: %s', (type, make) => {
    for (const duty of duties) {
      const other = { ...aCrewOn(2, duty), vehicle: 'V9' }
      const both = { ...make({}), crews: new Map([...make({}).crews, [other.id, other]]) }
      const decision = run(both, { type, ...of, ...outfit })
      if (duty === 'off') expect(isRefusal(decision), duty).toBe(false)
      else expect(decision, duty).toEqual({ code: 'vehicle_taken', vehicle: 'V9', callSign: 'ALPHA 2' })
      expect(isRefusal(run(both, { type, ...of, ...outfit, vehicle: null })), duty).toBe(false)
    }
  })

  it('[SH-2] is refused where a crew had it the last time, and where a registration would take it', () => {
    const other = aCrew(2, { vehicle: 'V1' })
    const both = aBoard([], [aCrew(1, { duty: 'off' }), other])
    expect(run(both, { type: 'come_on_duty', ...of, members: 2 })).toMatchObject({ code: 'vehicle_taken' })
    const { callSign, number, kind, skills, territory } = aCrew(1)
    const crew = { id: crewId(1), callSign, number, kind, skills, territory, ...outfit, vehicle: 'V1' }
    expect(isRefusal(run(both, { type: 'register_crew', crew }))).toBe(false)
    const out = aBoard([], [aCrew(1, { vehicle: null }), other])
    expect(run(out, { type: 'register_crew', crew })).toMatchObject({ callSign: 'ALPHA 2' })
  })

  it('[SH-2] is not with a crew that called for help off duty', () => {
    const called = { ...aCrewOn(2, 'distress'), dutyBefore: 'off' as const, vehicle: 'V9' }
    expect(holderOf('V9', [called])).toBeUndefined()
    expect(holderOf('V9', [{ ...called, dutyBefore: 'on_break' }])?.callSign).toBe('ALPHA 2')
    expect([...vehiclesOut([aCrew(1), called, aCrew(3, { duty: 'off' })])]).toEqual([['V1', 'ALPHA 1']])
  })

  it('[SH-9] is offered to the crews that it suits, and to the one that has it', () => {
    const codes = (kind: Crew['kind'], has: string[]) =>
      offeredTo(FLEET.equipment, kind, has).map(({ code }) => code)
    expect([codes('patrol', []), codes('patrol', ['cones']), codes('bicycle', [])]).toEqual([
      ['radio'],
      ['radio', 'cones'],
      [],
    ])
    expect([nameIn(FLEET.vehicles, 'V1', 'fr'), nameIn(FLEET.vehicles, 'V5', 'fr')]).toEqual([
      'Clio V1',
      'V5',
    ])
  })
})

describe('during the shift', () => {
  const change = (more: object = {}) => ({ type: 'change_outfit', ...of, ...outfit, ...more })

  it('[SH-3] people, vehicle and equipment change, and nothing else does', () => {
    const given = board({ onDutyAt: NOW, shift: { since: NOW, settled: 2 } })
    expect(crewOf(apply(given, change()))).toEqual({ ...crewOf(given), ...outfit, heardAt: LATER })
  })

  it('[SH-3] a change of nothing is refused, in whatever order it is said', () => {
    const same = { members: 2, vehicle: 'V1', equipment: ['cones', 'radio'] }
    const given = board({ equipment: ['radio', 'cones'] })
    expect(run(given, change(same))).toEqual({ code: 'nothing_changes' })
    for (const more of [
      { members: 1 },
      { vehicle: null },
      { equipment: ['radio'] },
      { equipment: ['radio', 'dog'] },
    ])
      expect(isRefusal(run(given, change({ ...same, ...more })))).toBe(false)
  })
})

describe('a hand-over', () => {
  const hand = (text: string | null = 'Clés au poste.') => ({
    type: 'hand_over',
    ...of,
    noteId: noteId(1),
    text,
  })
  const take = { type: 'take_over', ...of, ...outfit }

  it('[SH-4] leaves the crew on duty with what it has in hand, until the next team says who and what is on board', () => {
    const busy = { ...aBoard([aTicket(1)], [aCrew(1, { freeAt: null })], [anAssignment(1, 'on_scene')]) }
    const handed = apply(busy, hand())
    expect(crewOf(handed)).toMatchObject({
      duty: 'available',
      members: 2,
      handOver: { at: LATER, noteId: noteId(1), takenAt: null },
    })
    const taken = apply(handed, take)
    expect(taken.assignments).toEqual(busy.assignments)
    expect(crewOf(taken)).toMatchObject({
      ...outfit,
      duty: 'available',
      shift: { since: LATER, settled: 0 },
      handOver: { noteId: noteId(1), takenAt: LATER },
    })
    expect(run(taken, take)).toEqual({ code: 'no_hand_over', callSign: 'ALPHA 1' })
  })

  it('[SH-4] may be said again before it is taken, and needs no words', () => {
    const again = apply(apply(board(), hand()), hand(null))
    expect(crewOf(again).handOver).toMatchObject({ noteId: null, takenAt: null })
    expect(run(board(), take)).toMatchObject({ code: 'no_hand_over' })
    expect(commandSchema.safeParse(hand('x'.repeat(1001))).success).toBe(false)
    expect(commandSchema.safeParse(hand('')).success).toBe(false)
  })

  it('[SH-4] that nobody took is over with the duty', () => {
    const home = apply(apply(board(), hand()), { type: 'go_off_duty', ...of })
    expect(crewOf(home)).toMatchObject({ handOver: null, shift: null })
  })

  it('[SH-6] has no word in its event', () => {
    expect(run(board(), hand())).toEqual([{ type: 'shift_handed_over', ...of, noteId: noteId(1) }])
  })
})

describe('the turn of a team', () => {
  it('[SH-5] begins when it comes on duty or takes over, by its own word where that waited for a network', () => {
    const said = minute(10)
    const on = apply(off(), { type: 'come_on_duty', ...of, members: 2 }, said)
    expect(crewOf(on).shift).toEqual({ since: said, settled: 0 })
    const handed = apply(on, { type: 'hand_over', ...of, noteId: noteId(1), text: null }, minute(20))
    const taken = apply(handed, { type: 'take_over', ...of, ...outfit }, minute(25))
    expect(crewOf(taken)).toMatchObject({
      shift: { since: minute(25), settled: 0 },
      handOver: { at: minute(20), takenAt: minute(25) },
      onDutyAt: LATER,
    })
  })

  it('[SH-5] goes on through breaks and distress, and ends with the duty', () => {
    const shift = { since: NOW, settled: 3 }
    const pause: Command[] = [
      { type: 'take_break', ...of },
      { type: 'make_available', ...of },
      { type: 'raise_distress', ...of, ticketId: aTicket(7).id, position: null },
      { type: 'end_distress', ...of, reason: 'vue' },
    ]
    const through = pause.reduce((before, command) => apply(before, command), board({ shift }))
    expect(crewOf(through).shift).toEqual(shift)
    expect(crewOf(apply(through, { type: 'go_off_duty', ...of })).shift).toBeNull()
  })

  it.each(outcomes)('[SH-5] counts a ticket that was left with %s where that settles it', (outcome) => {
    const given = aBoard(
      [aTicket(1)],
      [aCrew(1, { freeAt: null, shift: { since: NOW, settled: 1 } })],
      [anAssignment(1, 'on_scene')],
    )
    const left = apply(given, { type: 'clear', assignmentId: assignmentId(1), outcome })
    expect(crewOf(left).shift?.settled).toBe(settles(outcome) ? 2 : 1)
    expect(['done', 'nothing_found', 'handed_over'].includes(outcome)).toBe(settles(outcome))
  })
})

describe('what was stored before there was a fleet', () => {
  const words = { vehicle: { fr: 'voiture', en: 'car' }, equipment: { fr: ['radio'], en: ['radio'] } }
  const { shift: _, handOver: _1, ...older } = aCrew(1)

  it('[SH-7] is read: words of a vehicle and of equipment name none', () => {
    const none = { ...aCrew(1), vehicle: null, equipment: [] }
    expect(crewSchema.parse({ ...older, ...words })).toEqual(none)
    const registered = { type: 'crew_registered', ...of, crew: { ...older, ...words } }
    expect(eventSchema.parse(registered)).toEqual({ ...registered, crew: none })
    expect(crewSchema.safeParse({ ...older, vehicle: { fr: 'voiture' } }).success).toBe(false)
  })

  it('[SH-7] is folded: a change of duty that says no vehicle leaves it as it is', () => {
    const event = eventSchema.parse({
      type: 'duty_changed',
      ...of,
      duty: 'available',
      members: 2,
      reason: null,
    })
    const on = evolve(off(), [stored(1, event, LATER)])
    expect(crewOf(on)).toMatchObject({
      vehicle: 'V1',
      equipment: ['radio'],
      shift: { since: LATER, settled: 0 },
    })
  })
})
