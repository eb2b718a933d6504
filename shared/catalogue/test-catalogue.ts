import fc from 'fast-check'
import { NOISE } from '../test-board.ts'
import type { Answer, Answers } from './answer.ts'
import type { Catalogue } from './catalogue.ts'
import type { Clause, Condition } from './condition.ts'
import { choicesOf, type Question } from './question.ts'
import type { Rule, Service } from './service.ts'

/** Made-up catalogues for tests; nothing else imports this. */

const words = { fr: 'Mots', en: 'Words' }
const asked = { label: words, say: words, required: false }
const choices = ['A', 'B', 'C'].map((key) => ({ key, name: words }))

export const list = (code: string, given: Partial<Question> = {}): Question =>
  ({ code, datatype: 'singlevaluelist', ...asked, choices, ...given }) as Question
export const several = (code: string, given: Partial<Question> = {}): Question =>
  ({ code, datatype: 'multivaluelist', ...asked, choices, ...given }) as Question
export const free = (code: string, datatype: string, given: Partial<Question> = {}): Question =>
  ({ code, datatype, ...asked, ...given }) as Question

export const aService = (given: Partial<Service> = {}): Service => ({ ...NOISE, priority: 4, ...given })

export const aCatalogue = (...services: readonly Service[]): Catalogue => ({
  families: [{ code: 'noise', name: words }],
  agencies: [
    { code: 'municipal_police', name: words, kind: 'police' },
    { code: 'roads', name: words, kind: 'city_service' },
  ],
  services: [...services],
})

/** A list of questions, each with a condition over those before it or none. */
const questions: fc.Arbitrary<Question[]> = fc
  .array(
    fc.record({
      datatype: fc.constantFrom('singlevaluelist', 'multivaluelist', 'number', 'string'),
      required: fc.boolean(),
      conditions: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    }),
    { maxLength: 5 },
  )
  .map((drawn) => {
    const made: Question[] = []
    for (const { datatype, required, conditions } of drawn) {
      const when = conditionOver(made, conditions)
      const common = { ...asked, code: `Q${made.length}`, required, ...(when && { when }) }
      const question = datatype.endsWith('list') ? { ...common, datatype, choices } : { ...common, datatype }
      made.push(question as Question)
    }
    return made
  })

function conditionOver(
  questions: readonly Question[],
  [shape = 0, ...drawn]: readonly number[],
): Condition | undefined {
  if (questions.length === 0 || shape % 5 === 0) return undefined
  const [first, second, third] = drawn.map((number) => clauseOn(questions[number % questions.length], number))
  if (first === undefined || second === undefined || third === undefined) return undefined
  if (shape % 5 === 1) return first
  if (shape % 5 === 2) return { all: [first, second] }
  return { any: [{ all: [first, second] }, third] }
}

function clauseOn(question: Question | undefined, number: number): Clause | undefined {
  if (question === undefined) return undefined
  const about = { question: question.code }
  if (number % 7 === 0) return { ...about, answered: true }
  if (question.datatype === 'number') return { ...about, atLeast: number % 4 }
  const keys = choicesOf(question).map(({ key }) => key)
  return keys.length === 0
    ? { ...about, answered: true }
    : { ...about, is: keys.filter((_, index) => index === number % 3 || number % 2 === index) }
}

/** A service with questions and rules of every kind. */
export const services: fc.Arbitrary<Service> = questions.chain((made) =>
  fc
    .array(fc.record({ conditions: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), effect: fc.nat(5) }), {
      maxLength: 4,
    })
    .map((drawn) => {
      const rules = drawn.map(({ conditions, effect }): Rule => {
        const when = conditionOver(made, conditions)
        return { ...(when && { when }), ...EFFECTS[effect % EFFECTS.length] }
      })
      return aService({ questions: made, rules })
    }),
)

const EFFECTS: Rule[] = [
  { priority: 1 },
  { priority: 3 },
  { skills: ['police'] },
  { equipment: ['skip'], advice: words },
  { agency: 'roads' },
]

/** Answers of the right type to any of the questions of `service`. */
export const answersTo = ({ questions }: Service): fc.Arbitrary<Answers> =>
  fc
    .record(Object.fromEntries(questions.map((one) => [one.code, answerTo(one)])), { requiredKeys: [] })
    .map((drawn) => ({ ...drawn }) as Answers)

function answerTo(question: Question): fc.Arbitrary<Answer> {
  const keys = choicesOf(question).map(({ key }) => key)
  if (question.datatype === 'singlevaluelist') return fc.constantFrom(...keys)
  if (question.datatype === 'multivaluelist') return fc.subarray(keys, { minLength: 1 })
  return question.datatype === 'number' ? fc.nat(5) : fc.constant('mots')
}
