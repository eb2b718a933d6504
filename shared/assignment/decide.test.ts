import { describe, expect, it } from 'vitest'
import { type Duty, duties } from '../crew/crew.ts'
import {
  aBoard,
  aCrew,
  aCrewOn,
  anAssignment,
  assignmentId,
  aTicket,
  crewId,
  NOW,
  ticketId,
} from '../test-board.ts'
import { apply, refusalOf, run, typesOf } from '../test-decide.ts'
import { type AssignmentStatus, assignmentStatuses, isOpen } from './assignment.ts'
import { assignmentMachine } from './machine.ts'

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
