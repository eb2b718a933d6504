import type { Answer } from '../../shared/catalogue/answer.ts'
import { fits } from '../../shared/catalogue/fit.ts'
import type { Question } from '../../shared/catalogue/question.ts'
import { plainText } from '../../shared/text.ts'
import { wallInstant } from '../../shared/wall-clock.ts'
import { toLocalInput } from '../design/local-input.ts'

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/

/** What someone typed as the answer to a question that is not answered by choosing; undefined where it makes none. */
export function answerTyped(question: Question, typed: string, timeZone: string): Answer | undefined {
  const answer = answerOf(question.datatype, plainText(typed), timeZone)
  return answer !== undefined && fits(question, answer) ? answer : undefined
}

function answerOf(datatype: Question['datatype'], text: string, timeZone: string): Answer | undefined {
  if (text === '') return undefined
  if (datatype === 'number') {
    const number = text.replace(/\s/g, '').replace(',', '.')
    return /^\d+(\.\d+)?$/.test(number) ? Number(number) : undefined
  }
  if (datatype !== 'datetime') return text
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = LOCAL.exec(text)?.slice(1).map(Number) ?? []
  return wallInstant({ year, month, day, hour, minute, second: 0 }, timeZone) ?? undefined
}

/** An answer as it stands in the field in which it was typed. */
export function answerWritten(
  { datatype }: Pick<Question, 'datatype'>,
  answer: Answer | undefined,
  timeZone: string,
): string {
  if (answer === undefined) return ''
  if (datatype !== 'datetime') return String(answer)
  return toLocalInput(Number(answer), timeZone)
}
