import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignmentStatuses } from '../../shared/assignment/assignment.ts'
import type { Command } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { commandIdSchema } from '../../shared/id.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  assignmentId,
  aTicket,
  crewId,
  HOLE,
  NOISE,
  NOW,
  published,
  ticketId,
} from '../../shared/test-board.ts'
import { OwnWords } from './own-words.ts'
import { predict, type Unseen } from './predict.ts'

const actor: Actor = { id: 'ALPHA 1', role: 'crew', label: 'ALPHA 1', crewId: crewId(1) }
const { serviceOf, agencyOf } = published(NOISE, HOLE)
const context = { actor, serviceOf, agencyOf, clockOffset: 500 }
let made = 0
const unseen = (command: Command): Unseen => {
  made += 1
  return {
    id: commandIdSchema.parse(`00000009-0000-4000-8000-${String(made).padStart(12, '0')}`),
    saidAt: NOW,
    command,
  }
}
const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'en_route')])

describe('[OF-5] what a crew’s screen shows of what was said and not heard yet', () => {
  it('changes at once, by the rules of the server, at the hour of the corrected clock', () => {
    const shown = predict(board, [unseen({ type: 'arrive', assignmentId: assignmentId(1) })], context)
    expect(shown.assignments.get(assignmentId(1))).toMatchObject({
      status: 'on_scene',
      statusAt: NOW + 500,
    })
    expect(board.assignments.get(assignmentId(1))?.status).toBe('en_route')
  })

  it('takes one word after the other, and is not held up by one that the rules refuse', () => {
    const shown = predict(
      board,
      [
        unseen({ type: 'secure', assignmentId: assignmentId(1) }),
        unseen({ type: 'arrive', assignmentId: assignmentId(1) }),
        unseen({ type: 'clear', assignmentId: assignmentId(1), outcome: 'done' }),
      ],
      context,
    )
    expect([shown.assignments.size, shown.tickets.size]).toEqual([0, 0])
  })

  it('never shows a call for help as heard', () => {
    const call = unseen({ type: 'raise_distress', crewId: crewId(1), ticketId: ticketId(9), position: null })
    expect(predict(board, [call], context)).toBe(board)
  })

  it('changes nothing where the events have come before the answer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...assignmentStatuses), (status) => {
        const types = ['acknowledge', 'go_en_route', 'arrive', 'secure'] as const
        const before = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, status)])
        for (const type of types) {
          const said = [unseen({ type, assignmentId: assignmentId(1) })]
          const once = predict(before, said, context)
          const twice = predict(once, said, context)
          expect(twice.assignments).toEqual(once.assignments)
        }
      }),
    )
  })
})

describe('[OF-5] what is not seen yet', () => {
  const said = { ...unseen({ type: 'arrive', assignmentId: assignmentId(1) }), crewId: crewId(1) }

  it('is what waits, and what was accepted until its events have come', () => {
    const words = new OwnWords()
    words.takeOutbox({ waiting: [said] })
    expect(words.unseen(5)).toEqual([said])
    words.takeAnswer(said, { status: 'accepted', seq: 7, ticketNumber: null })
    words.takeOutbox({ waiting: [] })
    expect(words.unseen(6)).toEqual([said])
    expect(words.unseen(7)).toEqual([])
    expect(words.unseen(6)).toEqual([])
  })

  it('is nothing of what was refused', () => {
    const words = new OwnWords()
    words.takeOutbox({ waiting: [said] })
    words.takeAnswer(said, { status: 'refused', refusal: { code: 'not_allowed' } })
    expect(words.unseen(0)).toEqual([])
  })
})
