import { describe, expect, it } from 'vitest'
import { outcomes } from '../assignment/assignment.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { eventSchema } from '../event.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  assignmentId,
  aTicket,
  DISPATCHER,
  NOISE,
  NOW,
  published,
  ticketId,
} from '../test-board.ts'
import { areComplete, type DetailField } from './detail.ts'

const label = { fr: 'Suite', en: 'Action' }
const given: DetailField = {
  kind: 'choice',
  code: 'given',
  label,
  required: true,
  choices: [
    { code: 'fine', label },
    { code: 'tow', label },
  ],
}
const cones: DetailField = { kind: 'number', code: 'cones', label, required: false, max: 9 }
const clear = (details?: unknown, outcome = 'done') =>
  commandSchema.safeParse({ type: 'clear', assignmentId: assignmentId(1), outcome, details })

describe('what is told with an outcome', () => {
  it.each([
    ['words', { given: 'M. Martin, 12 rue des Lois' }],
    ['a fraction', { cones: 1.5 }],
    ['a number below none', { cones: -1 }],
    ['a field with a name that is none', { 'a b': 1 }],
    ['a list', { given: ['fine'] }],
    ['nine of them', Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`n${index}`, index]))],
  ])('[TB-8] is never %s', (_what, details) => {
    expect(clear(details).success).toBe(false)
  })

  it.each(outcomes)(
    '[TB-8] is kept in the log with the type that asked for it, with the outcome %s',
    (outcome) => {
      const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'on_scene')])
      const context = {
        now: NOW,
        actor: DISPATCHER,
        serviceOf: published(NOISE).serviceOf,
        agencyOf: published().agencyOf,
        nextTicketNumber: 2050,
      }
      const told = (details?: unknown) => {
        const command = clear(details, outcome).data
        const decision = command && decide(board, command, context)
        return Array.isArray(decision) ? eventSchema.parse(decision[0]) : decision
      }
      const answers = { given: 'fine', cones: 3 }
      expect(told(answers)).toMatchObject({
        type: 'assignment_cleared',
        ticketId: ticketId(1),
        details: { serviceCode: NOISE.code, answers },
      })
      expect(told()).not.toHaveProperty('details')
    },
  )

  it('[TB-9] is complete once what is required is told', () => {
    expect(areComplete([given, cones], {})).toBe(false)
    expect(areComplete([given, cones], { cones: 0 })).toBe(false)
    expect(areComplete([given, cones], { given: 'tow' })).toBe(true)
    expect(areComplete([], {})).toBe(true)
  })
})
