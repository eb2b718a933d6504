import { type Clause, type Condition, waysOf } from '../../shared/catalogue/condition.ts'
import { choicesOf, type Question } from '../../shared/catalogue/question.ts'
import type { Locale } from '../../shared/text.ts'
import { wordsIn } from '../store/words.ts'

/** « Arme = couteau ou arme à feu, ou Nombre ≥ 10 »; what it names and is not there is called by its code. */
export function conditionText(condition: Condition, questions: readonly Question[], locale: Locale): string {
  const words = wordsIn(locale).catalogue.condition
  const ways = waysOf(condition).map((way) =>
    way.map((clause) => clauseText(clause, questions, locale)).join(` ${words.and} `),
  )
  return ways.join(`, ${words.or} `)
}

function clauseText(clause: Clause, questions: readonly Question[], locale: Locale): string {
  const words = wordsIn(locale).catalogue.condition
  const question = questions.find(({ code }) => code === clause.question)
  const label = question?.label[locale] || clause.question
  if ('atLeast' in clause) return words.one.atLeast(label, clause.atLeast)
  if ('answered' in clause) return words.one.answered(label)
  const names = question === undefined ? [] : choicesOf(question)
  const chosen = clause.is.map((key) => names.find((one) => one.key === key)?.name[locale] || key)
  return words.one.is(label, chosen.join(words.orChoice))
}
