import { describe, expect, it } from 'vitest'
import { assignmentStatuses, isOpen } from '../assignment/assignment.ts'
import { MINUTE } from '../instant.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  assignmentId,
  aTicket,
  aTransfer,
  crewId,
  NOW,
  photographId,
  ticketId,
} from '../test-board.ts'
import { apply, note, place, refusalOf, report, run, typesOf } from '../test-decide.ts'
import { ticketMachine } from './machine.ts'
import { type TicketStatus, ticketStatuses } from './ticket.ts'

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
