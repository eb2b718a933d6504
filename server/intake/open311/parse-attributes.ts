import type { Answer, Answers } from '../../../shared/catalogue/answer.ts'
import { assess } from '../../../shared/catalogue/assess.ts'
import { fits, LARGEST_NUMBER, LONGEST_LINE } from '../../../shared/catalogue/fit.ts'
import { choicesOf, type Question } from '../../../shared/catalogue/question.ts'
import { URGENT } from '../../../shared/catalogue/routing.ts'
import type { Service } from '../../../shared/catalogue/service.ts'
import { plainText } from '../../../shared/text.ts'
import { instantIn } from './datetime.ts'
import type { Fields } from './fields.ts'

const LONGEST_TEXT = 2000
const ATTRIBUTE = /^attribute\[(.*?)\](?:\[\])?$/s

export interface Attributes {
  answers: Answers
  /** What does not fit, one sentence each. */
  problems: string[]
  /** It is not to be refused for them: someone may be in danger, and what is missing can be asked later. */
  urgent: boolean
}

/** The answers in the `attribute[CODE]` and `attribute[CODE][]` of a form, read as the questions of `service` ask. */
export function parseAttributes(fields: Fields, service: Service): Attributes {
  const problems: string[] = []
  const answers: Record<string, Answer> = {}
  for (const [name, value] of fields) {
    const code = ATTRIBUTE.exec(name)?.[1]
    if (code === undefined) continue
    const given = [value].flat().flatMap((one) => plainText(one) || [])
    if (given.length === 0) continue
    const question = service.questions.find((one) => one.code === code)
    const answer = question && answerIn(question, given)
    if (question !== undefined && answer !== undefined && fits(question, answer))
      answers[question.code] = answer
    else problems.push(`${told(code)} ${question === undefined ? unknownTo(service) : expectedBy(question)}.`)
  }
  const { missing, priority } = assess(service, answers)
  problems.push(...missing.map(({ code, say }) => `${told(code)} is required: ${say.fr}`))
  return { answers, problems, urgent: priority <= URGENT }
}

function answerIn(question: Question, given: readonly string[]): Answer | undefined {
  const [only, ...more] = given
  if (question.datatype === 'multivaluelist') return [...given]
  if (only === undefined || more.length > 0) return undefined
  if (question.datatype === 'number')
    return /^\d{1,6}([.,]\d{1,6})?$/.test(only) ? Number(only.replace(',', '.')) : undefined
  if (question.datatype === 'datetime') return instantIn(only)
  return only.length <= LONGEST_TEXT ? only : undefined
}

const unknownTo = ({ code }: Service) => `is no attribute of ${code}: see GET services/${code}`

function expectedBy(question: Question): string {
  const keys = choicesOf(question).map(({ key }) => key)
  switch (question.datatype) {
    case 'string':
      return `must be one line of ${LONGEST_LINE} characters at most`
    case 'text':
      return `must be one text of ${LONGEST_TEXT} characters at most`
    case 'number':
      return `must be one number, 0 to ${LARGEST_NUMBER}`
    case 'datetime':
      return 'must be one date and time with its offset, such as 2026-11-24T22:05:00+01:00'
    case 'singlevaluelist':
      return `must be one of ${keys.join(', ')}`
    case 'multivaluelist':
      return `must be some of ${keys.join(', ')}`
  }
}

function told(code: string): string {
  return `attribute[${plainText(code).slice(0, 60)}]`
}
