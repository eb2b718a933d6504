import { describe, expect, it } from 'vitest'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { eventSchema } from '../event.ts'
import { aBoard, DISPATCHER, NOW, published, ticketId } from '../test-board.ts'
import { type Answer, answersSchema } from './answer.ts'
import { fits, misfits } from './fit.ts'
import type { Question } from './question.ts'
import { aService, free, list, several } from './test-catalogue.ts'

const cases: [string, Question, Answer, boolean][] = [
  ['a line', free('Q', 'string'), 'AA-123-BB', true],
  ['two lines', free('Q', 'string'), 'AA\nBB', false],
  ['a long line', free('Q', 'string'), 'a'.repeat(201), false],
  ['a number for a line', free('Q', 'string'), 12, false],
  ['lines', free('Q', 'text'), 'un\ndeux', true],
  ['a number', free('Q', 'number'), 1.5, true],
  ['a number below none', free('Q', 'number'), -1, false],
  ['a number beyond all', free('Q', 'number'), 1_000_000, false],
  ['words for a number', free('Q', 'number'), 'douze', false],
  ['an instant', free('Q', 'datetime'), NOW, true],
  ['half a millisecond', free('Q', 'datetime'), 0.5, false],
  ['a choice', list('Q'), 'B', true],
  ['a choice that is none', list('Q'), 'Z', false],
  ['choices for one', list('Q'), ['A'], false],
  ['choices', several('Q'), ['A', 'C'], true],
  ['choices, one of them none', several('Q'), ['A', 'Z'], false],
  ['one choice for several', several('Q'), 'A', false],
]

describe('an answer', () => {
  it.each(cases)('[CT-17] that is %s fits or does not', (_what, question, answer, expected) => {
    expect(fits(question, answer)).toBe(expected)
    expect(misfits(aService({ questions: [question] }), { Q: answer })).toEqual(expected ? [] : ['Q'])
  })

  it('[CT-17] comes with no more than thirty, under codes of questions', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`Q${n}`, 1]))
    expect(answersSchema.safeParse(many(30)).success).toBe(true)
    for (const wrong of [
      many(31),
      { q: 1 },
      { Q: [] },
      { Q: { A: 1 } },
      { Q: null },
      { Q: '' },
      { Q: Number.NaN },
    ])
      expect(answersSchema.safeParse(wrong).success).toBe(false)
  })

  const service = aService({
    questions: [list('WEAPON', { required: true }), free('WHO', 'string')],
    rules: [
      { when: { question: 'WEAPON', is: ['A'] }, priority: 1, skills: ['police'], equipment: ['cones'] },
    ],
  })
  const receive = (answers?: object) => {
    const id = '00000005-0000-4000-8000-000000000001'
    const command = {
      type: 'receive_ticket',
      ticketId: ticketId(1),
      serviceCode: service.code,
      position: null,
      address: 'Quai de Tounis',
      district: null,
      channel: 'phone',
      report: { id, description: null, firstName: null, lastName: null, phone: null, email: null },
      answers,
    }
    const context = {
      now: NOW,
      actor: DISPATCHER,
      serviceOf: published(service).serviceOf,
      agencyOf: published().agencyOf,
      nextTicketNumber: 2050,
    }
    return decide(aBoard(), commandSchema.parse(command), context)
  }

  it('[CT-18] gives the ticket its priority, its deadline and its needs, and is not in the log', () => {
    const decision = receive({ WEAPON: 'A', WHO: 'Ginette' })
    const needs = { skills: ['police'], equipment: ['cones'], agency: service.agency }
    expect(decision).toMatchObject([
      { ticket: { priority: 1, needs, deadline: { dueAt: NOW + 10 * 60_000 } } },
    ])
    expect(JSON.stringify(decision)).not.toContain('Ginette')
    expect(Array.isArray(decision) && eventSchema.safeParse(decision[0]).success).toBe(true)
  })

  it('[CT-18] that is missing refuses nothing, and one that does not fit names its question', () => {
    expect(receive()).toMatchObject([{ ticket: { priority: 4, needs: { skills: [], equipment: [] } } }])
    expect(receive({ WHO: 'x' })).toMatchObject([{ ticket: { priority: 4 } }])
    expect(receive({ WEAPON: 'Z', GONE: 1 })).toEqual({
      code: 'answers_misfit',
      questions: ['WEAPON', 'GONE'],
    })
  })
})
