import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isActive, isOpen } from './assignment/assignment.ts'
import { type Board, evolve, openAssignments } from './board.ts'
import { aCatalogue } from './catalogue/test-catalogue.ts'
import { type Command, type CommandType, commandSchema } from './command.ts'
import { decide } from './decide.ts'
import { isRefusal } from './decision.ts'
import { type Actor, eventSchema, type StoredEvent, storedEventSchema } from './event.ts'
import { DAY, instant, MINUTE } from './instant.ts'
import {
  aBoard,
  aCallOut,
  aClosure,
  aCrew,
  aCrewOn,
  anAssignment,
  assignmentId,
  aTicket,
  callOutId,
  closureId,
  crewId,
  DISPATCHER,
  NOISE,
  NOW,
  personId,
  photographId,
  placeNoteId,
  stored,
  swapId,
  ticketId,
  turnId,
} from './test-board.ts'
import { context, note, place, refusalOf, report } from './test-decide.ts'

const SUPERVISOR: Actor = { ...DISPATCHER, id: 's', role: 'supervisor', label: 'Chef' }
const aWeek = { from: NOW, until: instant(NOW + 7 * DAY) }

describe('who may say what', () => {
  const crewActor = (number: number): Actor => ({
    id: 'c',
    role: 'crew',
    label: 'ALPHA',
    crewId: crewId(number),
  })
  const board = aBoard([aTicket(1)], [aCrew(1), aCrew(2)], [anAssignment(1, 'dispatched')])
  const step = { type: 'acknowledge', assignmentId: assignmentId(1) }

  it('[U-1] a crew speaks for itself, and for nobody else', () => {
    expect(refusalOf(board, step, crewActor(1))).toBe('accepted')
    expect(refusalOf(board, step, crewActor(2))).toBe('not_allowed')
    expect(refusalOf(board, { type: 'take_break', crewId: crewId(2) }, crewActor(1))).toBe('not_allowed')
    expect(
      refusalOf(board, { type: 'add_note', noteId: note, ticketId: ticketId(1), text: 'x' }, crewActor(1)),
    ).toBe('accepted')
    expect(
      refusalOf(board, { type: 'add_note', noteId: note, ticketId: ticketId(1), text: 'x' }, crewActor(2)),
    ).toBe('not_allowed')
    expect(refusalOf(board, step, { ...crewActor(1), crewId: null })).toBe('not_allowed')
  })

  it('[U-2] only a supervisor ends a distress: a crew under threat must not be made to say that all is well', () => {
    const distressed = aBoard([], [aCrewOn(1, 'distress')])
    const end = { type: 'end_distress', crewId: crewId(1), reason: 'ok' }
    expect(refusalOf(distressed, end, crewActor(1))).toBe('not_allowed')
    expect(refusalOf(distressed, end, DISPATCHER)).toBe('not_allowed')
    expect(refusalOf(distressed, end, SUPERVISOR)).toBe('accepted')
  })

  it('[U-3] an operator takes tickets, and sends nobody', () => {
    const operator: Actor = { ...DISPATCHER, role: 'operator' }
    const send = {
      type: 'dispatch_crew',
      assignmentId: assignmentId(9),
      ticketId: ticketId(1),
      crewId: crewId(2),
      mode: 'send',
      alongside: [],
      suggestion: null,
    }
    expect(refusalOf(board, send, operator)).toBe('not_allowed')
    expect(
      refusalOf(board, { type: 'recall', assignmentId: assignmentId(1), reason: 'undo' }, crewActor(1)),
    ).toBe('not_allowed')
    expect(refusalOf(board, { type: 'qualify_ticket', ticketId: ticketId(1), priority: 1 }, operator)).toBe(
      'accepted',
    )
  })
})

describe('whatever is said, by whomever, in whatever order', () => {
  const TYPES = commandSchema.options.map((option) => option.shape.type.value)

  it('[B-1] no command throws, a refusal changes nothing, and what must hold holds', () => {
    fc.assert(
      fc.property(fc.array(anyCommand(TYPES), { maxLength: 60 }), (commands) => {
        let board = aBoard([], [aCrew(1), aCrew(2)])
        const log: StoredEvent[] = []
        for (const command of commands) {
          const decision = decide(board, command, {
            ...context(),
            nextTicketNumber: 2001 + board.tickets.size,
          })
          if (isRefusal(decision)) continue
          for (const event of decision) {
            expect(eventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event)
            log.push(stored(log.length + 1, event))
          }
          board = evolve(board, log.slice(-decision.length))
          check(board)
        }
        expect(log.map((one) => storedEventSchema.parse(one))).toEqual(log)
        const whole = evolve(aBoard([], [aCrew(1), aCrew(2)]), log)
        expect(whole.assignments).toEqual(board.assignments)
        expect(whole.tickets).toEqual(board.tickets)
        expect(whole.crews).toEqual(board.crews)
        expect(whole.closures).toEqual(board.closures)
        expect(whole.turns).toEqual(board.turns)
        expect(whole.people).toEqual(board.people)
        expect(whole.callOuts).toEqual(board.callOuts)
        expect(whole.placeNotes).toEqual(board.placeNotes)
      }),
      { numRuns: 300 },
    )
  })
})

/** What must hold after every command. */
function check(board: Board): void {
  for (const crew of board.crews.values()) {
    const inHand = openAssignments(board.assignments.values(), { crewId: crew.id })
    expect(inHand.filter(isActive).length).toBeLessThanOrEqual(1)
    expect(crew.freeAt === null).toBe(inHand.length > 0)
    expect(crew.distress !== null).toBe(crew.duty === 'distress')
    if (crew.duty === 'off') expect([crew.shift, crew.handOver]).toEqual([null, null])
    if (crew.duty === 'off' || crew.duty === 'on_break') expect(inHand).toEqual([])
  }
  const vehicles = [...board.crews.values()].filter(
    ({ duty, dutyBefore }) => duty !== 'off' && (duty !== 'distress' || dutyBefore !== 'off'),
  )
  expect(new Set(vehicles.map(({ vehicle, id }) => vehicle ?? id)).size).toBe(vehicles.length)
  for (const { ticketId: id, status } of board.assignments.values()) {
    if (isOpen({ status })) expect(board.tickets.get(id)?.status).toBe('open')
  }
  for (const { calls, status } of board.callOuts.values()) {
    const inState = (state: string) => calls.filter((call) => call.state === state).length
    expect(inState('calling')).toBe(status === 'calling' ? 1 : 0)
    expect(inState('accepted')).toBeLessThanOrEqual(1)
    if (status === 'accepted' || status === 'on_scene') expect(inState('accepted')).toBe(1)
  }
  for (const { swaps, ...turn } of board.turns.values()) {
    const inOrder = swaps.toSorted((one, other) => one.from - other.from)
    for (const [index, { from, until }] of inOrder.entries()) {
      expect(from).toBeGreaterThanOrEqual(inOrder[index - 1]?.until ?? turn.from)
      expect(until).toBeLessThanOrEqual(turn.until)
    }
  }
}

/** Commands whose reason is one of a list. */
const REASONS: Partial<Record<CommandType, string>> = {
  recall: 'other',
  explain_choice: 'radio',
  withdraw_place_note: 'mistake',
}

/** Any command, on a handful of tickets, crews and assignments, so that they meet. */
function anyCommand(types: readonly CommandType[]): fc.Arbitrary<Command> {
  const few = fc.integer({ min: 1, max: 3 })
  return fc
    .record({ type: fc.constantFrom(...types), a: few, b: few, c: few, flag: fc.boolean(), pick: fc.nat(10) })
    .map(({ type, a, b, c, flag, pick }) => {
      const shape = commandSchema.options.find((one) => one.shape.type.value === type)?.shape ?? {}
      const {
        duty: _,
        dutyAt: _1,
        dutyReason: _2,
        dutyBefore: _3,
        freeAt: _4,
        distress: _5,
        onDutyAt: _6,
        heardAt: _7,
        ...crew
      } = aCrew(c)
      const fields = {
        ticketId: ticketId(a),
        crewId: crewId(b > 2 ? 1 : b),
        assignmentId: assignmentId(10 * a + c),
        noteId: note,
        photographId: photographId(c),
        width: 4,
        height: 3,
        bytes: 9,
        serviceCode: flag ? 'NOISE' : 'HOLE',
        priority: 1 + (pick % 4),
        position: flag ? place.position : null,
        address: 'Rue des Lois',
        district: null,
        channel: 'phone',
        report,
        outcome: ['done', 'nothing_found', 'not_done'][pick % 3],
        reason: REASONS[type] ?? 'un motif',
        agency: 'roads',
        dueAt: instant(NOW + DAY),
        handedAt: NOW,
        reference: flag ? 'A-7' : null,
        problem: 'answered 500',
        text: 'un mot',
        mode: ['send', 'queue', 'divert'][pick % 3],
        alongside: [11, 12, 13, 21, 22, 23, 31, 32, 33].map(assignmentId),
        suggestion: null,
        members: 2,
        vehicle: [null, 'V1', 'V2', 'V3'][pick % 4],
        equipment: flag ? ['radio'] : [],
        crew,
        closureId: closureId(c),
        shape: aClosure(1).shape,
        heardAt: flag ? NOW : null,
        until: flag || 'turnId' in shape ? instant(NOW + (pick + 1) * 20 * MINUTE) : null,
        personId: personId(b),
        name: 'Nadia Verbrugge',
        phone: '06 39 98 11 37',
        turnId: turnId(a),
        swapId: swapId(c),
        order: c,
        from: instant(NOW + (flag ? 0 : pick * 10) * MINUTE),
        turns: [{ turnId: turnId(a), domain: 'roads', order: c, personId: personId(b), ...aWeek }],
        turnIds: [turnId(a)],
        placeNoteId: placeNoteId(b),
        textId: note,
        category: flag ? 'dog' : 'key',
        radius: 40,
        after: a,
        callOutId: callOutId(flag ? a : b),
        domain: 'roads',
        plan: aCallOut(1).plan,
        step: pick % 6,
        calleeId: personId(c),
        minutes: pick,
        catalogue: aCatalogue(NOISE),
        intoTicketId: ticketId(c),
        score: flag ? 0.5 : null,
        joins: flag ? { ticketId: ticketId(c), score: 0.95 } : undefined,
      }
      const wanted = Object.fromEntries(
        Object.keys(shape).map((key) => [key, { ...fields, type }[key as 'type']]),
      )
      if (type === 'locate_ticket' || type === 'report_on_view') Object.assign(wanted, place)
      if (type === 'report_call_failure' || type === 'abandon_call') Object.assign(wanted, { channel: 'sms' })
      if (type === 'report_follow_link') Object.assign(wanted, { outcome: 'sent' })
      if (type === 'report_end_elsewhere') Object.assign(wanted, { status: 'closed', text: null })
      if (type === 'tell_partner') Object.assign(wanted, { means: 'radio', toldAt: null })
      if (type.startsWith('report_delivery') || type === 'report_unsure_delivery')
        Object.assign(wanted, { channel: 'webhook' })
      if (type === 'note_place') Object.assign(wanted, { position: place.position })
      return commandSchema.parse(wanted)
    })
}
