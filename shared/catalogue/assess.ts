import type { Localized } from '../text.ts'
import type { Answer, Answers } from './answer.ts'
import { covers } from './area.ts'
import type { Circumstances } from './circumstances.ts'
import { holds } from './condition.ts'
import type { Question } from './question.ts'
import type { Needs, Priority, Rule, Service } from './service.ts'

/** What of a type answers are weighed by. */
export type Assessed = Pick<Service, 'questions' | 'rules' | 'priority' | 'skills' | 'agency'>

/** What answers come to. */
export interface Assessment {
  priority: Priority
  needs: Needs
  /** To be read out to the caller, in the order of the rules. */
  advice: Localized[]
  /** The questions that are asked, in their order: those that no condition hides. */
  asked: Question[]
  /** Of these, the required ones that have no answer yet. */
  missing: Question[]
}

/**
 * What `answers` to the questions of `service` come to. An answer to a question that is not asked counts for nothing.
 * The first rule that holds and names an agency gives it; priority and needs only rise. Rules of place or hour hold in
 * `circumstances` alone.
 */
export function assess(service: Assessed, answers: Answers, circumstances?: Circumstances): Assessment {
  const { asked, counted } = ask(service.questions, answers)
  const answered = service.rules.filter(({ when }) => holds(when, counted))
  const rules = answered.filter((rule) => applies(rule, circumstances))
  return {
    priority: highest([service.priority, ...rules.flatMap(({ priority = [] }) => priority)]),
    needs: {
      skills: union(service.skills, ...rules.map(({ skills = [] }) => skills)),
      equipment: union(...rules.map(({ equipment = [] }) => equipment)),
      agency: receiver(service, rules),
      ...(service.rules.some(({ where }) => where !== undefined) && {
        rules: answered.map((rule) => service.rules.indexOf(rule) + 1),
      }),
    },
    advice: rules.flatMap(({ advice = [] }) => advice),
    asked,
    missing: asked.filter(({ code, required }) => required && counted[code] === undefined),
  }
}

/** What is needed of a ticket of `service` once its place is known, or another; the very same where that changes nothing. */
export function neededAt<N extends Needs | null>(
  service: Service,
  needs: N,
  circumstances: Circumstances,
): N {
  if (needs === null || needs.rules === undefined) return needs
  const answered = service.rules.filter((_, index) => needs.rules?.includes(index + 1))
  const agency = receiver(
    service,
    answered.filter((rule) => applies(rule, circumstances)),
  )
  return agency === needs.agency ? needs : { ...needs, agency }
}

function receiver({ agency: own }: Pick<Service, 'agency'>, rules: readonly Rule[]): string {
  return rules.find(({ agency }) => agency !== undefined)?.agency ?? own
}

/** Whether the place and the hour are those that a rule is for. */
function applies({ where, hours }: Rule, circumstances: Circumstances | undefined): boolean {
  if (where === undefined && hours === undefined) return true
  if (circumstances === undefined || (where !== undefined && !covers(where, circumstances))) return false
  return hours === undefined || circumstances.isOpen(hours.of) === (hours.are === 'open')
}

/** Which questions are asked, one after the other, and what was answered to them. */
function ask(questions: readonly Question[], answers: Answers): { asked: Question[]; counted: Answers } {
  const asked: Question[] = []
  const counted: Record<string, Answer> = {}
  for (const question of questions) {
    if (!holds(question.when, counted)) continue
    asked.push(question)
    const answer = answers[question.code]
    if (answer !== undefined) counted[question.code] = answer
  }
  return { asked, counted }
}

function union<T>(...lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())]
}

function highest(priorities: readonly Priority[]): Priority {
  return priorities.toSorted()[0] ?? 4
}
