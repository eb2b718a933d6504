import { z } from 'zod'
import { settles } from '../assignment/assignment.ts'
import type { Area } from './area.ts'
import type { Catalogue } from './catalogue.ts'
import { type Clause, type Condition, waysOf } from './condition.ts'
import { choicesOf, type Question } from './question.ts'
import { Reach } from './reach.ts'
import { DISTRESS, type Rule, type Service } from './service.ts'

export const problemCodes = [
  'code_twice',
  'reserved_code',
  'unknown_family',
  'unknown_agency',
  'empty_family',
  'deadlines_out_of_order',
  'outcome_twice',
  'details_never_told',
  'unknown_question',
  'not_earlier',
  'unknown_choice',
  'not_a_list',
  'not_a_number',
  'never_asked',
  'never_holds',
  'changes_nothing',
  'raises_nothing',
  'no_list_of_its_own',
  'taken_nowhere',
  'unknown_district',
  'unknown_jurisdiction',
  'unknown_hours',
  'place_or_hour_raises',
  'never_settled',
] as const

/** What is not filled in well: a draft may have such problems, what is published has none. */
export const formCodes = [
  'empty',
  'no_code',
  'too_few',
  'too_small',
  'not_above',
  'too_large',
  'too_long',
  'not_offered',
  'missing',
  'wrong_kind',
  'unknown_field',
  'not_json',
] as const
export type ProblemCode = (typeof problemCodes)[number] | (typeof formCodes)[number]

/** What is wrong in a catalogue. `place` leads to it by codes: « services.RIXE.questions.WEAPON.when ». */
export const problemSchema = z.object({
  code: z.enum([...problemCodes, ...formCodes]),
  place: z.string(),
  /** The code that is wrong there; null where the place says it all. */
  about: z.string().nullable(),
})
export type Problem = z.infer<typeof problemSchema>

/** What of the town is known to whoever checks; what is not said is not looked at. */
export interface KnownTown {
  districts?: readonly string[]
  jurisdictions?: readonly string[]
  /** The agencies whose opening hours the town has. */
  agencies?: readonly string[]
}

type Report = (code: ProblemCode, place: string, about?: string) => void

/** Everything that keeps a catalogue from being published in a town, in the order of the file; nothing where it is sound. */
export function checkCatalogue(catalogue: Catalogue, town: KnownTown = {}): Problem[] {
  const problems: Problem[] = []
  const report: Report = (code, place, about) => problems.push({ code, place, about: about ?? null })
  const { families, agencies, services } = catalogue
  for (const [place, list] of Object.entries({ families, agencies, services }))
    once(list, ({ code }) => code, place, report)
  for (const { code } of families) {
    if (!services.some(({ family }) => family === code)) report('empty_family', `families.${code}`)
  }
  for (const { code, kind, workList } of agencies) {
    if (workList && kind !== 'city_service') report('no_list_of_its_own', `agencies.${code}.workList`)
  }
  for (const service of services) {
    checkService(service, catalogue, report)
    checkPlacesAndHours(service, catalogue, town, report)
  }
  return problems
}

function checkService(service: Service, { families, agencies }: Catalogue, report: Report): void {
  const place = `services.${service.code}`
  const { questions, rules, deadlines, outcomes, details } = service
  if (service.code === DISTRESS.code) report('reserved_code', place)
  if (!families.some(({ code }) => code === service.family))
    report('unknown_family', `${place}.family`, service.family)
  const knownAgency = (code: string, where: string) => {
    if (!agencies.some((agency) => agency.code === code)) report('unknown_agency', where, code)
  }
  knownAgency(service.agency, `${place}.agency`)
  const { acknowledged, onScene, secured = Number.POSITIVE_INFINITY } = deadlines
  if (!(acknowledged <= onScene && onScene <= secured)) report('deadlines_out_of_order', `${place}.deadlines`)
  for (const outcome of repeated(outcomes ?? [])) report('outcome_twice', `${place}.outcomes`, outcome)
  if (outcomes !== undefined && !outcomes.some(settles)) report('never_settled', `${place}.outcomes`)
  once(details ?? [], ({ code }) => code, `${place}.details`, report)
  if (details !== undefined && outcomes !== undefined && !outcomes.includes('done'))
    report('details_never_told', `${place}.details`)
  once(questions, ({ code }) => code, `${place}.questions`, report)
  const reach = new Reach(questions)
  for (const [index, question] of questions.entries()) {
    const where = `${place}.questions.${question.code}`
    once(choicesOf(question), ({ key }) => key, `${where}.choices`, report)
    const sound = checkCondition(question.when, questions, index, `${where}.when`, report)
    if (sound && !reach.canHold(question.when)) report('never_asked', where)
  }
  for (const [index, rule] of rules.entries()) {
    const where = `${place}.rules.${index + 1}`
    const sound = checkCondition(rule.when, questions, questions.length, `${where}.when`, report)
    if (sound && !reach.canHold(rule.when)) report('never_holds', where)
    if (rule.agency !== undefined) knownAgency(rule.agency, `${where}.agency`)
    checkEffect(rule, service, where, report)
  }
}

/** Places and hours that a type, or a rule of it, goes by. */
function checkPlacesAndHours(
  service: Service,
  { agencies }: Catalogue,
  town: KnownTown,
  report: Report,
): void {
  const place = `services.${service.code}`
  const { territory, openingHours, rules } = service
  if (territory !== undefined) checkArea(territory, town, `${place}.territory`, report)
  const hours = (code: string, where: string) => {
    if (!agencies.some((agency) => agency.code === code)) report('unknown_agency', where, code)
    else if (town.agencies?.includes(code) === false) report('unknown_hours', where, code)
  }
  if (openingHours !== undefined) hours(openingHours, `${place}.openingHours`)
  for (const [index, { where, hours: during, priority, skills, equipment }] of rules.entries()) {
    const rule = `${place}.rules.${index + 1}`
    if (where !== undefined) checkArea(where, town, `${rule}.where`, report)
    if (during !== undefined) hours(during.of, `${rule}.hours`)
    const goesByThem = where !== undefined || during !== undefined
    if (goesByThem && [priority, skills, equipment].some((effect) => effect !== undefined))
      report('place_or_hour_raises', rule)
  }
}

function checkArea({ districts, jurisdictions }: Area, town: KnownTown, place: string, report: Report): void {
  if (districts.length + jurisdictions.length === 0) report('taken_nowhere', place)
  for (const code of districts) {
    if (town.districts?.includes(code) === false) report('unknown_district', `${place}.districts`, code)
  }
  for (const id of jurisdictions) {
    if (town.jurisdictions?.includes(id) === false)
      report('unknown_jurisdiction', `${place}.jurisdictions`, id)
  }
}

function checkEffect(rule: Rule, service: Service, place: string, report: Report): void {
  const { when: _when, where: _where, hours: _hours, ...effects } = rule
  if (Object.values(effects).every((effect) => effect === undefined)) report('changes_nothing', place)
  if (rule.priority !== undefined && rule.priority >= service.priority)
    report('raises_nothing', `${place}.priority`)
}

/** Whether a condition speaks of nothing but the first `count` of the questions, and of choices that they have. */
function checkCondition(
  when: Condition | undefined,
  questions: readonly Question[],
  count: number,
  place: string,
  report: Report,
): boolean {
  const clauses = when === undefined ? [] : waysOf(when).flat()
  return clauses.map((clause) => checkClause(clause, questions, count, place, report)).every(Boolean)
}

function checkClause(
  clause: Clause,
  questions: readonly Question[],
  count: number,
  place: string,
  report: Report,
): boolean {
  const at = questions.findIndex(({ code }) => code === clause.question)
  const question = questions[at]
  const wrong = (code: ProblemCode, about: string = clause.question) => {
    report(code, place, about)
    return false
  }
  if (question === undefined) return wrong('unknown_question')
  if (at >= count) return wrong('not_earlier')
  if ('atLeast' in clause) return question.datatype === 'number' || wrong('not_a_number')
  if (!('is' in clause)) return true
  const keys = choicesOf(question).map(({ key }) => key)
  if (keys.length === 0) return wrong('not_a_list')
  const unknown = clause.is.filter((key) => !keys.includes(key))
  for (const key of unknown) wrong('unknown_choice', `${clause.question} = ${key}`)
  return unknown.length === 0
}

function once<T>(list: readonly T[], nameOf: (one: T) => string, place: string, report: Report): void {
  for (const name of repeated(list.map(nameOf))) report('code_twice', place, name)
}

function repeated<T>(list: readonly T[]): T[] {
  return [...new Set(list.filter((one, index) => list.indexOf(one) !== index))]
}
