import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess } from './assess.ts'
import { type Condition, conditionSchema, holds } from './condition.ts'
import type { Rule, Service } from './service.ts'
import { answersTo, aService, free, list, services, several } from './test-catalogue.ts'

const codes = (service: Service, answers: Parameters<typeof assess>[1]) =>
  assess(service, answers).asked.map(({ code }) => code)
const answered = services.chain((service) => answersTo(service).map((answers) => ({ service, answers })))

describe('a condition', () => {
  it.each<[string, Condition, Parameters<typeof holds>[1], boolean]>([
    ['is one of the choices', { question: 'Q', is: ['A', 'B'] }, { Q: 'B' }, true],
    ['is none of them', { question: 'Q', is: ['A', 'B'] }, { Q: 'C' }, false],
    ['is among several', { question: 'Q', is: ['A'] }, { Q: ['C', 'A'] }, true],
    ['is none of several', { question: 'Q', is: ['A'] }, { Q: ['C', 'B'] }, false],
    ['was not answered', { question: 'Q', is: ['A'] }, {}, false],
    ['is as much', { question: 'Q', atLeast: 5 }, { Q: 5 }, true],
    ['is less', { question: 'Q', atLeast: 5 }, { Q: 4.9 }, false],
    ['is words, not a number', { question: 'Q', atLeast: 5 }, { Q: '9' }, false],
    ['was answered', { question: 'Q', answered: true }, { Q: 0 }, true],
    ['was not answered at all', { question: 'Q', answered: true }, { R: 'A' }, false],
    [
      'both',
      {
        all: [
          { question: 'Q', is: ['A'] },
          { question: 'R', answered: true },
        ],
      },
      { Q: 'A', R: 'x' },
      true,
    ],
    [
      'one of both',
      {
        all: [
          { question: 'Q', is: ['A'] },
          { question: 'R', answered: true },
        ],
      },
      { Q: 'A' },
      false,
    ],
    [
      'either',
      {
        any: [
          { question: 'Q', is: ['A'] },
          { question: 'R', answered: true },
        ],
      },
      { R: 'x' },
      true,
    ],
    [
      'neither',
      {
        any: [
          { question: 'Q', is: ['A'] },
          { question: 'R', answered: true },
        ],
      },
      { Q: 'B' },
      false,
    ],
  ])('[CT-1] of a question that %s', (_what, condition, answers, expected) => {
    expect(holds(conditionSchema.parse(condition), answers)).toBe(expected)
  })

  it.each([
    [{ question: 'Q', is: [] }],
    [{ question: 'Q', is: ['A'], not: true }],
    [{ question: 'Q' }],
    [{ question: 'q', answered: true }],
    [{ all: [{ question: 'Q', answered: true }] }],
    [{ any: [{ any: [{ question: 'Q', answered: true }] }, { question: 'Q', answered: true }] }],
    [{ all: [{ question: 'Q', answered: true }, { any: [{ question: 'Q', answered: true }] }] }],
    ['Q == "A"'],
  ])('[CT-1] is never %j', (condition) => {
    expect(conditionSchema.safeParse(condition).success).toBe(false)
  })
})

describe('an assessment', () => {
  const weapon = list('WEAPON')
  const where = list('WHERE', { when: { question: 'WEAPON', is: ['A', 'B'] }, required: true })
  const floor = free('FLOOR', 'string', { when: { question: 'WHERE', answered: true } })

  it('[CT-1] asks in order, and what no answer has opened yet not at all', () => {
    const service = aService({ questions: [weapon, where, floor] })
    expect(codes(service, {})).toEqual(['WEAPON'])
    expect(codes(service, { WEAPON: 'C', WHERE: 'A' })).toEqual(['WEAPON'])
    expect(codes(service, { WEAPON: 'A' })).toEqual(['WEAPON', 'WHERE'])
    expect(codes(service, { WEAPON: 'A', WHERE: 'C' })).toEqual(['WEAPON', 'WHERE', 'FLOOR'])
  })

  it('[CT-1] counts no answer to a question that is not asked', () => {
    const rules: Rule[] = [{ when: { question: 'WHERE', is: ['A'] }, priority: 1 }]
    const service = aService({ questions: [weapon, where, floor], rules })
    expect(assess(service, { WEAPON: 'C', WHERE: 'A', FLOOR: '3' })).toMatchObject({
      priority: 4,
      asked: [weapon],
    })
    expect(assess(service, { WEAPON: 'B', WHERE: 'A' }).priority).toBe(1)
  })

  it('[CT-1] misses what is required, asked and not answered', () => {
    const service = aService({ questions: [weapon, where, floor] })
    expect(assess(service, {}).missing).toEqual([])
    expect(assess(service, { WEAPON: 'A' }).missing).toEqual([where])
    expect(assess(service, { WEAPON: 'A', WHERE: 'B' }).missing).toEqual([])
  })

  it('[CT-3] takes the highest priority, every need, all advice, and the first agency', () => {
    const call = { fr: 'Appelez le 17.', en: 'Call 17.' }
    const away = { fr: 'Éloignez-vous.', en: 'Move away.' }
    const rules: Rule[] = [
      { advice: call },
      { when: { question: 'WEAPON', is: ['A'] }, priority: 1, skills: ['police', 'dog'], agency: 'roads' },
      {
        when: { question: 'SEEN', is: ['B'] },
        priority: 2,
        equipment: ['skip'],
        agency: 'water',
        advice: away,
      },
      { when: { question: 'COUNT', atLeast: 10 }, skills: ['dog', 'motorcycle'], equipment: ['skip'] },
    ]
    const questions = [weapon, several('SEEN'), free('COUNT', 'number')]
    const service = aService({ questions, rules, skills: ['police'] })
    const { priority, needs, advice } = assess(service, { WEAPON: 'A', SEEN: ['C', 'B'], COUNT: 12 })
    expect({ priority, needs, advice }).toEqual({
      priority: 1,
      needs: { skills: ['police', 'dog', 'motorcycle'], equipment: ['skip'], agency: 'roads' },
      advice: [call, away],
    })
    expect(assess(service, {})).toMatchObject({
      priority: 4,
      needs: { skills: ['police'], equipment: [], agency: service.agency },
      advice: [call],
    })
  })

  it('[CT-1] never asks a question whose condition is false, and says the same again', () => {
    fc.assert(
      fc.property(answered, ({ service, answers }) => {
        const { asked } = assess(service, answers)
        const counted = Object.fromEntries(
          Object.entries(answers).filter(([code]) => asked.some((question) => question.code === code)),
        )
        for (const question of service.questions)
          expect(asked.includes(question)).toBe(holds(question.when, counted))
        expect(assess(service, counted)).toEqual(assess(service, answers))
      }),
    )
  })

  it('[CT-2] takes nothing back for an answer more', () => {
    const grown = answered.chain(({ service, answers }) =>
      answersTo(service).map((more) => ({ service, before: answers, after: { ...more, ...answers } })),
    )
    fc.assert(
      fc.property(grown, ({ service, before, after }) => {
        const one = assess(service, before)
        const other = assess(service, after)
        expect(other.asked).toEqual(expect.arrayContaining(one.asked))
        expect(other.priority).toBeLessThanOrEqual(one.priority)
        expect(other.needs.skills).toEqual(expect.arrayContaining(one.needs.skills))
        expect(other.needs.equipment).toEqual(expect.arrayContaining(one.needs.equipment))
        expect(other.advice.length).toBeGreaterThanOrEqual(one.advice.length)
      }),
    )
  })

  it('[CT-3] has another priority than its type only by a rule', () => {
    fc.assert(
      fc.property(answered, ({ service, answers }) => {
        const { priority } = assess(service, answers)
        expect(priority).toBeLessThanOrEqual(service.priority)
        const given = service.rules.map((rule) => rule.priority)
        if (priority !== service.priority) expect(given).toContain(priority)
        expect(assess({ ...service, rules: [] }, answers).priority).toBe(service.priority)
      }),
    )
  })
})
