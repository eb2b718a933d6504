import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AssignmentStatus, assignmentStatuses, isActive, isOpen } from './assignment/assignment.ts'
import { assignmentMachine } from './assignment/machine.ts'
import { type Board, evolve, openAssignments } from './board.ts'
import { aCatalogue } from './catalogue/test-catalogue.ts'
import { type Command, type CommandType, commandSchema } from './command.ts'
import { type Duty, duties } from './crew/crew.ts'
import { dutyMachine } from './crew/machine.ts'
import { decide } from './decide.ts'
import { type DecisionContext, isRefusal } from './decision.ts'
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
  aTransfer,
  callOutId,
  closureId,
  crewId,
  DISPATCHER,
  HOLE,
  NOISE,
  NOW,
  personId,
  photographId,
  placeNoteId,
  published,
  stored,
  swapId,
  ticketId,
  turnId,
} from './test-board.ts'
import { ticketMachine } from './ticket/machine.ts'
import { type TicketStatus, ticketStatuses } from './ticket/ticket.ts'

const SUPERVISOR: Actor = { ...DISPATCHER, id: 's', role: 'supervisor', label: 'Chef' }
const ADMINISTRATOR: Actor = { ...DISPATCHER, id: 'a', role: 'administrator', label: 'Admin' }
const known = published(NOISE, HOLE)
const context = (actor: Actor = ADMINISTRATOR): DecisionContext => ({
  now: instant(NOW + 5 * MINUTE),
  actor,
  // The same types, however often one is published.
  serviceOf: (of) => known.serviceOf({ ...of, catalogueVersion: 1 }),
  agencyOf: published().agencyOf,
  nextTicketNumber: 2050,
})
const run = (board: Board, command: unknown, actor?: Actor) =>
  decide(board, commandSchema.parse(command), context(actor))
const refusalOf = (board: Board, command: unknown, actor?: Actor) => {
  const decision = run(board, command, actor)
  return isRefusal(decision) ? decision.code : 'accepted'
}
const typesOf = (board: Board, command: unknown) => {
  const decision = run(board, command)
  return isRefusal(decision) ? decision : decision.map(({ type }) => type)
}
const note = '00000005-0000-4000-8000-000000000001'
const report = { id: note, description: 'x', firstName: null, lastName: null, phone: null, email: null }
const aWeek = { from: NOW, until: instant(NOW + 7 * DAY) }
const place = { position: { lon: 1.45, lat: 43.61 }, address: 'Rue des Lois', district: '1.1' }

describe('commands on a ticket, in every status', () => {
  const commands = {
    qualify: { type: 'qualify_ticket', ticketId: ticketId(1), priority: 3 },
    locate: { type: 'locate_ticket', ticketId: ticketId(1), ...place },
    note: { type: 'add_note', noteId: note, ticketId: ticketId(1), text: 'un mot' },
    photograph: { type: 'add_photograph', photographId: photographId(1), ticketId: ticketId(1) },
    dispatch: {
      type: 'dispatch_crew',
      assignmentId: assignmentId(9),
      ticketId: ticketId(1),
      crewId: crewId(1),
      mode: 'send',
      alongside: [],
      suggestion: null,
    },
    close: { type: 'close_ticket', ticketId: ticketId(1), outcome: 'done' },
    reopen: { type: 'reopen_ticket', ticketId: ticketId(1), reason: 'encore' },
    cancel: { type: 'cancel_ticket', ticketId: ticketId(1), reason: 'erreur' },
    join: { type: 'join_ticket', ticketId: ticketId(1), intoTicketId: ticketId(2), score: null },
    separate: { type: 'separate_ticket', ticketId: ticketId(1) },
    transfer: { type: 'transfer_ticket', ticketId: ticketId(1), agency: 'roads', reason: 'leur affaire' },
  } as const
  const cells = ticketStatuses.flatMap((status) =>
    Object.keys(commands).map((action) => [status, action as keyof typeof commands] as const),
  )

  it.each(cells)('[T-3] %s × %s does what the machine says', (status: TicketStatus, action) => {
    const joinedTo = status === 'joined' ? ticketId(2) : null
    const transfer = status === 'transferred' ? aTransfer() : null
    const board = aBoard([aTicket(1, { status, joinedTo, transfer }), aTicket(2, { reports: 2 })], [aCrew(1)])
    const to = ticketMachine[status][action]
    const refused = refusalOf(board, commands[action])
    if (to === 'refuse') {
      expect(refused).toBe(
        {
          reopen: status === 'joined' ? 'ticket_not_open' : 'ticket_already_open',
          separate: 'ticket_not_joined',
        }[action as string] ?? 'ticket_not_open',
      )
      return
    }
    expect(refused).toBe('accepted')
    // A joined ticket that nobody else had is on the board again.
    const expected = to === 'as_before' ? 'open' : to
    expect(apply(board, commands[action]).tickets.get(ticketId(1))?.status).toBe(expected)
  })

  it.each(Object.entries(commands))('[T-4] %s on an unknown ticket says so', (_action, command) => {
    expect(refusalOf(aBoard([], [aCrew(1)]), command)).toBe('unknown_ticket')
  })

  it('[T-5] takes a ticket with the priority and the deadline of its service', () => {
    const command = {
      type: 'receive_ticket',
      ticketId: ticketId(2),
      serviceCode: 'HOLE',
      ...place,
      channel: 'phone',
      report,
    }
    const ticket = apply(aBoard(), command).tickets.get(ticketId(2))
    expect(ticket).toMatchObject({ number: 2050, priority: 3, status: 'open', position: place.position })
    expect(ticket?.deadline).toEqual({
      kind: 'secured',
      startedAt: NOW + 5 * MINUTE,
      dueAt: NOW + 65 * MINUTE,
    })
    expect(refusalOf(aBoard([aTicket(2)]), command)).toBe('already_exists')
    expect(refusalOf(aBoard(), { ...command, serviceCode: 'NOTHING' })).toBe('unknown_service')
  })

  it('[T-6] never closes a ticket under a crew, and withdraws one only while nobody has arrived', () => {
    for (const status of assignmentStatuses.filter((one) => isOpen({ status: one }))) {
      const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, status)])
      expect(refusalOf(board, commands.close), status).toBe('assignments_open')
      const arrived = status === 'on_scene' || status === 'secured'
      const withdrawn = arrived ? 'refused' : ['assignment_recalled', 'ticket_cancelled']
      expect(
        arrived
          ? refusalOf(board, commands.cancel) === 'assignments_open'
            ? 'refused'
            : ''
          : typesOf(board, commands.cancel),
        status,
      ).toEqual(withdrawn)
    }
  })

  it('[K-4] shortens the clock of a ticket that is raised, from when it began', () => {
    const decision = run(aBoard([aTicket(1)]), { ...commands.qualify, priority: 1 })
    expect(decision).toMatchObject([
      { priority: 1, priorityBefore: 2, deadline: { startedAt: NOW, dueAt: NOW + 10 * MINUTE } },
    ])
    expect(refusalOf(aBoard([aTicket(1)]), { ...commands.qualify, priority: 2 })).toBe('nothing_changes')
  })
})

describe('commands on an assignment, in every status', () => {
  const steps = {
    acknowledge: {},
    go_en_route: {},
    arrive: {},
    secure: {},
    clear: { outcome: 'done' },
    recall: { reason: 'mistake' },
    decline: { reason: 'trop loin' },
  } as const
  const cells = assignmentStatuses.flatMap((status) =>
    Object.keys(steps).map((step) => [status, step as keyof typeof steps] as const),
  )

  it.each(cells)('[A-3] %s × %s does what the machine says', (status: AssignmentStatus, step) => {
    const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, status)])
    const command = { type: step, assignmentId: assignmentId(1), ...steps[step] }
    const to = assignmentMachine[status][step]
    expect(refusalOf(board, command)).toBe(to === 'refuse' ? 'step_refused' : 'accepted')
    if (to !== 'refuse') expect(apply(board, command).assignments.get(assignmentId(1))?.status).toBe(to)
  })

  it('[A-4] lets a crew have one active assignment, and any number in its queue', () => {
    const board = aBoard(
      [aTicket(1), aTicket(2)],
      [aCrew(1)],
      [anAssignment(1, 'on_scene'), anAssignment(2, 'dispatched', { crewId: crewId(1) })],
    )
    const second = { assignmentId: assignmentId(2) }
    expect(refusalOf(board, { type: 'acknowledge', ...second })).toBe('accepted')
    expect(refusalOf(board, { type: 'go_en_route', ...second })).toBe('crew_active_elsewhere')
    expect(refusalOf(board, { type: 'arrive', ...second })).toBe('crew_active_elsewhere')
    const after = apply(board, { type: 'clear', assignmentId: assignmentId(1), outcome: 'done' })
    expect(after.assignments.get(assignmentId(2))?.status).toBe('dispatched')
    expect(refusalOf(after, { type: 'go_en_route', ...second })).toBe('accepted')
  })

  it('[A-5] closes the ticket with the last crew that settles it, and leaves it open otherwise', () => {
    const board = aBoard(
      [aTicket(1)],
      [aCrew(1), aCrew(2)],
      [anAssignment(1, 'on_scene'), anAssignment(2, 'en_route', { ticketId: ticketId(1) })],
    )
    const clear = (outcome: string) => ({ type: 'clear', assignmentId: assignmentId(1), outcome })
    expect(typesOf(board, clear('done'))).toEqual(['assignment_cleared'])
    const alone = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'on_scene')])
    for (const outcome of ['done', 'nothing_found', 'handed_over']) {
      expect(typesOf(alone, clear(outcome))).toEqual(['assignment_cleared', 'ticket_closed'])
    }
    for (const outcome of ['not_done', 'radio_available'])
      expect(typesOf(alone, clear(outcome))).toEqual(['assignment_cleared'])
  })
})

describe('sending a crew', () => {
  const send = (more: object = {}) => ({
    type: 'dispatch_crew',
    assignmentId: assignmentId(9),
    ticketId: ticketId(1),
    crewId: crewId(1),
    mode: 'send',
    alongside: [],
    suggestion: null,
    ...more,
  })

  it.each(duties)('[A-6] sends a crew that is %s only when it is available', (duty: Duty) => {
    const board = aBoard([aTicket(1)], [aCrewOn(1, duty)])
    expect(refusalOf(board, send())).toBe(duty === 'available' ? 'accepted' : 'crew_not_available')
  })

  it('[A-7] refuses a second crew that its sender did not know of, and says who was first', () => {
    const board = aBoard(
      [aTicket(1)],
      [aCrew(1), aCrew(2)],
      [anAssignment(2, 'en_route', { ticketId: ticketId(1) })],
    )
    expect(run(board, send())).toMatchObject({
      code: 'ticket_engaged',
      callSign: 'ALPHA 2',
      by: 'Poste 1',
      at: NOW,
    })
    expect(refusalOf(board, send({ alongside: [assignmentId(2)] }))).toBe('accepted')
    expect(refusalOf(board, send({ crewId: crewId(2), alongside: [assignmentId(2)], mode: 'queue' }))).toBe(
      'ticket_engaged',
    )
  })

  it('[A-8] sends a busy crew only on purpose: behind what it has, or off what it has', () => {
    for (const status of assignmentStatuses.filter((one) => isOpen({ status: one }))) {
      const board = aBoard(
        [aTicket(1), aTicket(2)],
        [aCrew(1)],
        [anAssignment(2, status, { crewId: crewId(1) })],
      )
      expect(refusalOf(board, send()), status).toBe('crew_engaged')
      expect(typesOf(board, send({ mode: 'queue' })), status).toEqual(['crew_dispatched'])
      const arrived = status === 'on_scene' || status === 'secured'
      const diverted = arrived ? { code: 'crew_on_scene' } : ['assignment_recalled', 'crew_dispatched']
      expect(typesOf(board, send({ mode: 'divert' })), status).toMatchObject(diverted)
    }
  })

  it('[A-9] keeps why another crew than the first was sent', () => {
    const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'dispatched')])
    const decision = run(board, {
      type: 'explain_choice',
      assignmentId: assignmentId(1),
      reason: 'knows_place',
    })
    expect(decision).toMatchObject([{ type: 'choice_explained', reason: 'knows_place' }])
  })

  it('[A-10] names what it does not know', () => {
    expect(refusalOf(aBoard([aTicket(1)]), send())).toBe('unknown_crew')
    expect(refusalOf(aBoard(), { type: 'acknowledge', assignmentId: assignmentId(1) })).toBe(
      'unknown_assignment',
    )
    expect(refusalOf(aBoard([aTicket(1)], [aCrew(1)], [anAssignment(9, 'cleared')]), send())).toBe(
      'already_exists',
    )
  })
})

describe('commands on a crew, in every duty', () => {
  const commands = {
    come_on_duty: { members: 3 },
    go_off_duty: {},
    make_available: {},
    take_break: {},
    make_unavailable: { reason: 'panne' },
    change_outfit: { members: 3, vehicle: 'V9', equipment: [] },
    hand_over: { noteId: note, text: 'clés au poste' },
    take_over: { members: 3, vehicle: 'V9', equipment: [] },
    raise_distress: { ticketId: ticketId(7), position: null },
    end_distress: { reason: 'voix entendue' },
  } as const
  const cells = duties.flatMap((duty) =>
    Object.keys(commands).map((action) => [duty, action as keyof typeof commands] as const),
  )

  it.each(cells)('[D-3] %s × %s does what the machine says', (duty: Duty, action) => {
    const handOver = { at: NOW, noteId: null, takenAt: null }
    const board = aBoard([], [{ ...aCrewOn(1, duty), handOver }])
    const command = { type: action, crewId: crewId(1), ...commands[action] }
    const to = dutyMachine[duty][action]
    const refused = refusalOf(board, command)
    if (to === 'refuse') expect(refused).toBe(action === 'end_distress' ? 'no_distress' : 'duty_refused')
    else expect(apply(board, command).crews.get(crewId(1))?.duty).toBe(to === 'resume' ? 'available' : to)
  })

  it('[D-4] does not let a crew leave or rest with work in hand', () => {
    const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'dispatched')])
    expect(refusalOf(board, { type: 'go_off_duty', crewId: crewId(1) })).toBe('assignments_open')
    expect(refusalOf(board, { type: 'take_break', crewId: crewId(1) })).toBe('assignments_open')
    expect(refusalOf(board, { type: 'make_unavailable', crewId: crewId(1), reason: 'panne' })).toBe(
      'accepted',
    )
  })

  it('[D-5] opens a ticket for a distress, is taken in charge once, and goes back to the duty before', () => {
    const raise = {
      type: 'raise_distress',
      crewId: crewId(1),
      ticketId: ticketId(7),
      position: { lon: 1.44, lat: 43.6 },
    }
    const raised = apply(aBoard([], [aCrewOn(1, 'on_break')]), raise)
    expect(raised.tickets.get(ticketId(7))).toMatchObject({
      serviceCode: 'CREW_DISTRESS',
      priority: 1,
      position: { lon: 1.44 },
    })
    const charge = { type: 'take_charge_of_distress', crewId: crewId(1) }
    const taken = apply(raised, charge)
    expect(taken.crews.get(crewId(1))?.distress).toMatchObject({ takenBy: 'Admin' })
    expect(run(taken, charge)).toMatchObject({ code: 'distress_taken', by: 'Admin' })
    const over = apply(taken, { type: 'end_distress', crewId: crewId(1), reason: 'voix entendue' })
    expect(over.crews.get(crewId(1))).toMatchObject({ duty: 'on_break', distress: null })
  })

  it('[D-7] a crew is on duty since it came on, or called for help, until it goes off', () => {
    const since = (board: Board) => board.crews.get(crewId(1))?.onDutyAt
    const on = apply(aBoard([], [aCrewOn(1, 'off')]), { type: 'come_on_duty', crewId: crewId(1), members: 2 })
    expect(since(on)).toBe(NOW)
    const later = {
      ...on,
      crews: new Map([...on.crews].map(([id, crew]) => [id, { ...crew, onDutyAt: instant(7) }])),
    }
    const pause = apply(later, { type: 'take_break', crewId: crewId(1) })
    const call = { type: 'raise_distress', crewId: crewId(1), ticketId: ticketId(7), position: null } as const
    const over = apply(apply(pause, call), { type: 'end_distress', crewId: crewId(1), reason: 'vue' })
    expect([since(pause), since(over)]).toEqual([7, 7])
    expect(since(apply(over, { type: 'go_off_duty', crewId: crewId(1) }))).toBeNull()
    const home = apply(aBoard([], [aCrewOn(1, 'off')]), call)
    expect(since(home)).toBe(NOW)
    expect(since(apply(home, { type: 'end_distress', crewId: crewId(1), reason: 'vue' }))).toBeNull()
  })

  it('[D-6] gives a call sign and a number to one crew only', () => {
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
    } = aCrew(1)
    expect(
      refusalOf(aBoard([], [aCrew(1)]), { type: 'register_crew', crew: { ...crew, id: crewId(2) } }),
    ).toBe('call_sign_taken')
    const again = apply(aBoard([], [aCrewOn(1, 'on_break')]), {
      type: 'register_crew',
      crew: { ...crew, members: 4 },
    })
    expect(again.crews.get(crewId(1))).toMatchObject({ members: 4, duty: 'on_break' })
  })
})

describe('closing streets', () => {
  const { shape } = aClosure(1)
  const close = {
    type: 'close_street',
    closureId: closureId(1),
    shape,
    until: NOW + 60 * MINUTE,
    reason: 'arbre tombé',
    ticketId: null,
  }
  const open = { type: 'open_street', closureId: closureId(1) }

  it('[CL-1] says who closed what, until when and why; opening it ends that', () => {
    const closed = apply(aBoard(), close)
    expect(closed.closures.get(closureId(1))).toEqual(
      aClosure(1, {
        until: instant(NOW + 60 * MINUTE),
        closedAt: instant(NOW + 5 * MINUTE),
        closedBy: 'Admin',
      }),
    )
    expect(apply(closed, open).closures.get(closureId(1))?.openedAt).not.toBeNull()
  })

  it('[CL-2] refuses an id that was used, a ticket it does not know, an end that has passed, a second opening', () => {
    expect(refusalOf(aBoard([], [], [], [aClosure(1)]), close)).toBe('already_exists')
    expect(refusalOf(aBoard(), { ...close, ticketId: ticketId(1) })).toBe('unknown_ticket')
    expect(refusalOf(aBoard([aTicket(1)]), { ...close, ticketId: ticketId(1) })).toBe('accepted')
    expect(refusalOf(aBoard(), { ...close, until: NOW })).toBe('closure_over')
    expect(refusalOf(aBoard(), { ...close, until: null })).toBe('accepted')
    expect(refusalOf(aBoard(), open)).toBe('unknown_closure')
    expect(refusalOf(aBoard([], [], [], [aClosure(1, { openedAt: NOW })]), open)).toBe('nothing_changes')
  })

  const at = (lon: number, lat: number) => [lon, lat]
  const ring = [at(1.44, 43.6), at(1.45, 43.6), at(1.45, 43.61), at(1.44, 43.6)]
  it.each([
    ['a line of one point', { type: 'LineString', coordinates: [at(1.44, 43.6)] }],
    ['a line across the country', { type: 'LineString', coordinates: [at(1.44, 43.6), at(2.35, 48.85)] }],
    ['a line of 201 points', { type: 'LineString', coordinates: Array(201).fill(at(1.44, 43.6)) }],
    ['a point off the earth', { type: 'LineString', coordinates: [at(1.44, 43.6), at(1.44, 93.6)] }],
    ['a ring left open', { type: 'Polygon', coordinates: [ring.slice(0, 3).concat([at(1.44, 43.605)])] }],
    ['a zone with a hole', { type: 'Polygon', coordinates: [ring, ring] }],
    ['a point', { type: 'Point', coordinates: at(1.44, 43.6) }],
  ])('[CL-3] cannot be drawn as %s', (_what, drawn) => {
    expect(commandSchema.safeParse({ ...close, shape: drawn }).success).toBe(false)
    expect(
      commandSchema.safeParse({ ...close, shape: { type: 'Polygon', coordinates: [ring] } }).success,
    ).toBe(true)
  })
})

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

function apply(board: Board, command: unknown): Board {
  const decision = run(board, command)
  if (isRefusal(decision)) throw new Error(decision.code)
  return evolve(
    board,
    decision.map((event, index) => ({ ...stored(index + 1, event), actor: ADMINISTRATOR })),
  )
}

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
      if (type === 'report_call_failure') Object.assign(wanted, { channel: 'sms' })
      if (type === 'report_follow_link') Object.assign(wanted, { outcome: 'sent' })
      if (type === 'tell_partner') Object.assign(wanted, { means: 'radio', toldAt: null })
      if (type.startsWith('report_delivery')) Object.assign(wanted, { channel: 'webhook' })
      if (type === 'note_place') Object.assign(wanted, { position: place.position })
      return commandSchema.parse(wanted)
    })
}
