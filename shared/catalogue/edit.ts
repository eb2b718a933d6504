import type { Localized } from '../text.ts'
import type { Catalogue } from './catalogue.ts'
import { type Clause, type Condition, waysOf } from './condition.ts'
import { choicesOf, type Question } from './question.ts'
import type { Service } from './service.ts'

/** What is done to a catalogue while it is written. Each returns another value; what it breaks, `flawsOf` tells. */

const LONGEST_CODE = 32

/** A code made of what something is called: « Trou dans la chaussée » → TROU_DANS_LA_CHAUSSEE. Empty where it has no letter. */
export function codeNamed(name: string, letters: 'capitals' | 'small'): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/œ/gi, 'oe').replace(/æ/gi, 'ae')
  const words = plain.replace(/[^a-z0-9]+/gi, '_').replace(/^[^a-z]+|_+$/gi, '')
  const code = words.slice(0, LONGEST_CODE).replace(/_+$/, '')
  return letters === 'capitals' ? code.toUpperCase() : code.toLowerCase()
}

/** `code`, or with a number where it is taken. */
export function freeCode(code: string, taken: readonly { code: string }[]): string {
  const codes = new Set(taken.map((one) => one.code))
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : `_${number}`
    const free = code.slice(0, LONGEST_CODE - ending.length) + ending
    if (!codes.has(free)) return free
  }
}

/** The code of what is renamed from `before` to `after`: it follows the name as long as it was made of it, or of nothing. */
export function codeFollowing(
  { code, before, after }: { code: string; before: string; after: string },
  others: readonly { code: string }[],
  letters: 'capitals' | 'small',
): string {
  const isOwn = before !== '' && code.replace(/_\d+$/, '') !== codeNamed(before, letters).replace(/_\d+$/, '')
  const named = codeNamed(after, letters)
  return isOwn || named === '' ? code : freeCode(named, others)
}

/** The list with the item at `index` past the next one up or down that is `alike`; the very same where there is none. */
export function moved<T>(
  list: T[],
  index: number,
  step: 1 | -1,
  alike: (one: T, other: T) => boolean = () => true,
): T[] {
  const item = list[index]
  if (item === undefined) return list
  for (let at = index + step; at >= 0 && at < list.length; at += step) {
    const other = list[at]
    if (other !== undefined && alike(item, other)) return list.with(index, other).with(at, item)
  }
  return list
}

export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index)
}

/** A type of request about which nothing is said yet, but what nearly every one has. */
export function newService({ services, families, agencies }: Catalogue, family: string): Service {
  const like = services.find((one) => one.family === family)
  return {
    code: freeCode('NOUVEAU_TYPE', services),
    name: { fr: '', en: '' },
    description: { fr: '', en: '' },
    keywords: { fr: [], en: [] },
    family: family || (families[0]?.code ?? ''),
    theme: like?.theme ?? 'tranquillity',
    agency: like?.agency ?? agencies[0]?.code ?? '',
    priority: 3,
    skills: [],
    deadlines: { acknowledged: 5, onScene: 60 },
    usualMinutesOnScene: 20,
    duplicates: { metres: 100, minutes: 240 },
    questions: [],
    rules: [],
  }
}

/** The same under a code of its own, called a copy in both languages. */
export function copyOf<T extends Pick<Service, 'code' | 'name'>>(one: T, list: readonly T[]): T {
  const name = { fr: `${one.name.fr} (copie)`, en: `${one.name.en} (copy)` }
  return { ...one, code: freeCode(one.code, list), name }
}

export function newQuestion(questions: readonly Question[]): Question {
  return {
    code: freeCode('QUESTION', questions),
    datatype: 'string',
    label: { fr: '', en: '' },
    say: { fr: '', en: '' },
    required: false,
  }
}

const YES_NO = [
  { key: 'OUI', name: { fr: 'oui', en: 'yes' } },
  { key: 'NON', name: { fr: 'non', en: 'no' } },
]

/** The question with another kind of answer: its choices stay as long as there are any to offer. */
export function withDatatype(question: Question, datatype: Question['datatype']): Question {
  const { code, label, say, hint, required, when } = question
  const asked = { code, label, say, required, ...(hint && { hint }), ...(when && { when }) }
  if (datatype !== 'singlevaluelist' && datatype !== 'multivaluelist') return { datatype, ...asked }
  const choices = choicesOf(question)
  return { datatype, ...asked, choices: choices.length > 0 ? choices : YES_NO }
}

/** Whether a service names an agency: as who deals with it, by a rule too, or in whose hours. */
export function namesAgency({ agency, openingHours, rules }: Service, code: string): boolean {
  const named = [agency, openingHours, ...rules.flatMap((rule) => [rule.agency, rule.hours?.of])]
  return named.includes(code)
}

/** The service with another code for an agency, wherever it names it. */
export function renamedAgency(service: Service, before: string, after: string): Service {
  if (before === after || !namesAgency(service, before)) return service
  const follow = (code: string) => (code === before ? after : code)
  const { agency, openingHours, rules } = service
  return {
    ...service,
    agency: follow(agency),
    ...(openingHours !== undefined && { openingHours: follow(openingHours) }),
    rules: rules.map((rule) => ({
      ...rule,
      ...(rule.agency !== undefined && { agency: follow(rule.agency) }),
      ...(rule.hours && { hours: { ...rule.hours, of: follow(rule.hours.of) } }),
    })),
  }
}

/** The service with another code for one of its questions, in the conditions that speak of it too. */
export function renamedQuestion(service: Service, index: number, code: string): Service {
  const before = service.questions[index]?.code
  const questions = service.questions.map((one, at) => (at === index ? { ...one, code } : one))
  const rename = (clause: Clause) => (clause.question === before ? { ...clause, question: code } : clause)
  return withClauses({ ...service, questions }, rename)
}

/** The service with another key for one of the choices of a question, in the conditions that speak of it too. */
export function renamedChoice(
  service: Service,
  { question, choice }: { question: number; choice: number },
  key: string,
): Service {
  const asked = service.questions[question]
  if (asked === undefined || !('choices' in asked)) return service
  const before = asked.choices[choice]?.key
  const choices = asked.choices.map((one, at) => (at === choice ? { ...one, key } : one))
  const rename = (clause: Clause) =>
    'is' in clause && clause.question === asked.code
      ? { ...clause, is: clause.is.map((one) => (one === before ? key : one)) }
      : clause
  const questions = service.questions.with(question, { ...asked, choices })
  return withClauses({ ...service, questions }, rename)
}

/** The service with another name for one of its questions, whose code follows it unless it is `published`. */
export function questionNamed(
  service: Service,
  index: number,
  label: Localized,
  published: Question | undefined,
): Service {
  const question = service.questions[index]
  if (question === undefined) return service
  const named = { ...service, questions: service.questions.with(index, { ...question, label }) }
  if (published !== undefined) return named
  const called = { code: question.code, before: question.label.fr, after: label.fr }
  const code = codeFollowing(called, without(service.questions, index), 'capitals')
  return code === question.code ? named : renamedQuestion(named, index, code)
}

/** The service with another name for a choice of a question, whose key follows it unless the `published` question offers it. */
export function choiceNamed(
  service: Service,
  at: { question: number; choice: number },
  name: Localized,
  published: Question | undefined,
): Service {
  const question = service.questions[at.question]
  if (question === undefined || !('choices' in question)) return service
  const choice = question.choices[at.choice]
  if (choice === undefined) return service
  const choices = question.choices.with(at.choice, { ...choice, name })
  const named = { ...service, questions: service.questions.with(at.question, { ...question, choices }) }
  if (isPublishedChoice(choice.key, published)) return named
  const called = { code: choice.key, before: choice.name.fr, after: name.fr }
  const others = without(question.choices, at.choice).map(({ key }) => ({ code: key }))
  return renamedChoice(named, at, codeFollowing(called, others, 'capitals'))
}

/** Whether a choice is offered in what is published: partners answer by its key. */
export function isPublishedChoice(key: string, published: Question | undefined): boolean {
  return published !== undefined && choicesOf(published).some((one) => one.key === key)
}

function withClauses(service: Service, change: (clause: Clause) => Clause): Service {
  const changed = <T extends { when?: Condition | undefined }>(one: T): T =>
    one.when === undefined
      ? one
      : { ...one, when: conditionOf(waysOf(one.when).map((way) => way.map(change))) }
  return { ...service, questions: service.questions.map(changed), rules: service.rules.map(changed) }
}

/** The condition that is true where all of some of these lists of clauses is; none where there is no clause. */
export function conditionOf(ways: readonly (readonly Clause[])[]): Condition | undefined {
  const conditions = ways.flatMap((way) => allOf(way))
  const [first, ...others] = conditions
  return others.length === 0 ? first : { any: conditions }
}

type All = Clause | { all: Clause[] }

function allOf(way: readonly Clause[]): All[] {
  const [first, ...others] = way
  if (first === undefined) return []
  return others.length === 0 ? [first] : [{ all: [...way] }]
}
