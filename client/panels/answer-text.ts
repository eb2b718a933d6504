import type { Answer, Answers } from '../../shared/catalogue/answer.ts'
import { choicesOf, type Question } from '../../shared/catalogue/question.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import type { Locale } from '../../shared/text.ts'
import { figure } from '../../shared/typography.ts'
import { clockTime } from '../design/format.ts'

export interface AnswerLine {
  code: string
  label: string
  text: string
}

/** What was answered, in the order of the questions, in words; by its codes where the type is not known here. */
export function answerLines(
  answers: Answers,
  service: Service | undefined,
  locale: Locale,
  timeZone: string,
): AnswerLine[] {
  const questions = service?.questions ?? []
  const place = (code: string) => questions.findIndex((question) => question.code === code)
  return Object.entries(answers)
    .toSorted(([one], [other]) => place(one) - place(other))
    .map(([code, answer]) => {
      const question = questions[place(code)]
      return {
        code,
        label: question?.label[locale] ?? code,
        text: textOf(answer, question, locale, timeZone),
      }
    })
}

function textOf(answer: Answer, question: Question | undefined, locale: Locale, timeZone: string): string {
  if (typeof answer === 'number')
    return question?.datatype === 'datetime' ? dayAndTime(answer, locale, timeZone) : figure(answer, locale)
  const choices = question === undefined ? [] : choicesOf(question)
  const named = (key: string) => choices.find((choice) => choice.key === key)?.name[locale] ?? key
  return [answer].flat().map(named).join(', ')
}

/** « 24/11 22 h 05 »: where the city is. */
function dayAndTime(at: number, locale: Locale, timeZone: string): string {
  const day = new Date(at).toLocaleDateString(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
  })
  return `${day} ${clockTime(at, timeZone, locale)}`
}
