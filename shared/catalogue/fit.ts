import type { Answer, Answers } from './answer.ts'
import { choicesOf, type Question } from './question.ts'
import type { Service } from './service.ts'

export const LONGEST_LINE = 200
export const LARGEST_NUMBER = 999_999

/** Whether an answer is of the datatype of its question, and among its choices. */
export function fits(question: Question, answer: Answer): boolean {
  const keys = choicesOf(question).map(({ key }) => key)
  switch (question.datatype) {
    case 'string':
      return typeof answer === 'string' && answer.length <= LONGEST_LINE && !answer.includes('\n')
    case 'text':
      return typeof answer === 'string'
    case 'number':
      return typeof answer === 'number' && answer >= 0 && answer <= LARGEST_NUMBER
    case 'datetime':
      return typeof answer === 'number' && Number.isInteger(answer)
    case 'singlevaluelist':
      return typeof answer === 'string' && keys.includes(answer)
    case 'multivaluelist':
      return Array.isArray(answer) && answer.every((key) => keys.includes(key))
  }
}

/** The codes under which there is an answer to no question of `service`, or one of another kind than it asks for. */
export function misfits({ questions }: Service, answers: Answers): string[] {
  return Object.entries(answers).flatMap(([code, answer]) => {
    const question = questions.find((one) => one.code === code)
    return question !== undefined && fits(question, answer) ? [] : [code]
  })
}
