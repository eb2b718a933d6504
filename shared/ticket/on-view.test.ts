import { describe, expect, it } from 'vitest'
import { assignmentStatuses, isActive } from '../assignment/assignment.ts'
import { evolveBoard } from '../board.ts'
import { type CommandOf, commandSchema } from '../command.ts'
import { duties } from '../crew/crew.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import {
  aBoard,
  aCrew,
  aCrewOn,
  anAssignment,
  assignmentId,
  aTicket,
  crewId,
  HOLE,
  NOW,
  published,
  stored,
  ticketId,
} from '../test-board.ts'

const context = {
  now: NOW,
  actor: { id: 'tablet', role: 'crew' as const, label: 'ALPHA 1', crewId: crewId(1) },
  serviceOf: published(HOLE).serviceOf,
  agencyOf: published().agencyOf,
  nextTicketNumber: 2100,
}
const command = commandSchema.parse({
  type: 'report_on_view',
  ticketId: ticketId(9),
  assignmentId: assignmentId(9),
  crewId: crewId(1),
  serviceCode: 'HOLE',
  position: { lon: 1.45, lat: 43.61 },
  address: 'Rue Lafayette',
  district: '1.1',
  report: {
    id: '00000009-0000-4000-8000-000000000001',
    description: null,
    firstName: null,
    lastName: null,
    phone: null,
    email: null,
  },
}) as CommandOf<'report_on_view'>

describe('[T-7] what a crew comes upon', () => {
  it('makes a ticket of its patrol, with the crew on scene', () => {
    const board = aBoard([], [aCrew(1)])
    const decision = decide(board, command, context)
    if (isRefusal(decision)) throw new Error(decision.code)
    const after = evolveBoard(
      board,
      decision.map((event, index) => stored(index + 1, event)),
    )
    expect(after.tickets.get(ticketId(9))).toMatchObject({
      number: 2100,
      channel: 'patrol',
      address: 'Rue Lafayette',
      onSceneAt: NOW,
    })
    expect(after.assignments.get(assignmentId(9))).toMatchObject({
      status: 'on_scene',
      dispatchedBy: 'ALPHA 1',
    })
  })

  it.each(assignmentStatuses)(
    'waits behind an assignment that is %s where that is under way or there',
    (status) => {
      const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, status)])
      const decision = decide(board, command, context)
      const types = isRefusal(decision) ? [decision.code] : decision.map(({ type }) => type)
      const active = isActive({ status })
      expect(types).toEqual(['ticket_received', 'crew_dispatched', ...(active ? [] : ['crew_on_scene'])])
    },
  )

  it.each(duties)('is taken from a crew that is available, and refused from one that is not: %s', (duty) => {
    const decision = decide(aBoard([], [aCrewOn(1, duty)]), command, context)
    expect(isRefusal(decision) ? decision.code : 'accepted').toBe(
      duty === 'available' ? 'accepted' : 'crew_not_available',
    )
  })

  it('is refused twice, of another crew, of an unknown crew and of an unknown kind', () => {
    const code = (board = aBoard([], [aCrew(1)]), given: Partial<typeof command> = {}) => {
      const decision = decide(board, { ...command, ...given }, context)
      return isRefusal(decision) ? decision.code : 'accepted'
    }
    expect(code(aBoard([aTicket(9)], [aCrew(1)]))).toBe('already_exists')
    expect(code(aBoard([], [aCrew(1)], [anAssignment(9, 'cleared')]))).toBe('already_exists')
    expect(code(aBoard([], [aCrew(1), aCrew(2)]), { crewId: crewId(2) })).toBe('not_allowed')
    expect(code(aBoard())).toBe('unknown_crew')
    expect(code(undefined, { serviceCode: 'NOTHING' })).toBe('unknown_service')
  })
})
