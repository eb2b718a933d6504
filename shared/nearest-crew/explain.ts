import type { Service } from '../catalogue/service.ts'
import type { Crew } from '../crew/crew.ts'
import { type Fleet, nameIn } from '../crew/fleet.ts'
import type { EquipmentCode } from '../crew/outfit.ts'
import { trustOf } from '../crew/position-age.ts'
import { type Instant, SECOND } from '../instant.ts'
import type { Locale } from '../text.ts'
import { distance, figure, HARD, roughDuration } from '../typography.ts'
import { domainWords } from '../words.ts'
import { type Exclusion, exclusionSchema, type Proposal } from './suggestion.ts'

/** One reason why a crew stands where it does; an exception is said first, and shown as a warning. */
export interface Reason {
  text: string
  exception: boolean
}

const WORDS = {
  fr: {
    late: (seconds: number) => `arrive ${roughDuration(seconds)} après l’échéance`,
    position: (age: number) => `position il y a ${roughDuration(age)}`,
    freeFor: (seconds: number) => `libre depuis ${roughDuration(seconds)}`,
    busy: 'engagé',
    members: (count: number) => `${figure(count, 'fr')}${HARD}agent${count > 1 ? 's' : ''}`,
    equipment: 'équipement',
    learned: 'vitesses apprises',
    excluded: (count: number) => `${counted(count, 'écarté')}${HARD}:`,
    others: (count: number) => counted(count, 'autre'),
  },
  en: {
    late: (seconds: number) => `arrives ${roughDuration(seconds)} after the deadline`,
    position: (age: number) => `position ${roughDuration(age)} ago`,
    freeFor: (seconds: number) => `free for ${roughDuration(seconds)}`,
    busy: 'engaged',
    members: (count: number) => `${figure(count, 'en')}${HARD}officer${count > 1 ? 's' : ''}`,
    equipment: 'equipment',
    learned: 'learned speeds',
    excluded: (count: number) => `${figure(count, 'en')}${HARD}excluded:`,
    others: (count: number) => `${figure(count, 'en')}${HARD}other${count > 1 ? 's' : ''}`,
  },
} as const

/** Equipment worth naming for a ticket that needs one of these skills. */
const TELLING: Partial<Record<Service['skills'][number], EquipmentCode>> = {
  road_signs: 'cones',
  electricity: 'bucket',
  dog: 'dog',
  cleaning: 'tipper',
}

/**
 * Why `crew` is proposed, in plain words, what is unusual first. Distance, time and basis are shown beside, not
 * repeated: `reasonLine` says them too. `now` on the server's clock.
 */
export function reasonsOf(
  proposal: Proposal,
  crew: Crew,
  service: Service,
  fleet: Fleet,
  now: Instant,
  locale: Locale,
): Reason[] {
  const words = WORDS[locale]
  const late: Reason[] =
    proposal.breachSeconds > 0 ? [{ text: words.late(proposal.breachSeconds), exception: true }] : []
  const position = {
    text: words.position(proposal.positionAge),
    exception: trustOf(crew.kind, proposal.positionAge * SECOND) !== 'fresh',
  }
  const free =
    proposal.freeAt === null
      ? { text: words.busy, exception: true }
      : { text: words.freeFor((now - proposal.freeAt) / SECOND), exception: false }
  const named = service.skills.flatMap((skill) => TELLING[skill] ?? [])
  const equipment = crew.equipment
    .filter((code) => named.includes(code))
    .map((code) => ({
      text: `${words.equipment} ${nameIn(fleet.equipment, code, locale)}`,
      exception: false,
    }))
  const who = crew.kind === 'patrol' ? words.members(crew.members) : domainWords[locale].kind[crew.kind]
  const learned = proposal.learned ? [{ text: words.learned, exception: false }] : []
  return exceptionsFirst([...late, position, ...learned, free, ...equipment, { text: who, exception: false }])
}

/** All there is to say of a proposal in one line, where no figure stands beside it: read aloud, logged, in a message. */
export function reasonLine(
  proposal: Proposal,
  crew: Crew,
  service: Service,
  fleet: Fleet,
  now: Instant,
  locale: Locale,
): string {
  const travel: Reason[] = [
    { text: distance(proposal.metres, locale), exception: false },
    { text: roughDuration(proposal.seconds), exception: false },
  ]
  const reasons = reasonsOf(proposal, crew, service, fleet, now, locale)
  const basis: Reason[] =
    proposal.basis === 'road' ? [] : [{ text: domainWords[locale].basis[proposal.basis], exception: true }]
  const exceptions = reasons.filter(({ exception }) => exception)
  const others = reasons.filter(({ exception }) => !exception)
  return [...exceptions, ...basis, ...travel, ...others].map(({ text }) => text).join(' · ')
}

function exceptionsFirst(reasons: readonly Reason[]): Reason[] {
  return [...reasons.filter(({ exception }) => exception), ...reasons.filter(({ exception }) => !exception)]
}

/** Causes named in a summary; with more of them, the rest is « autres ». */
const NAMED = 3

/** « 18 écartés : 12 engagés, 4 indisponibles, 2 autres », the most frequent cause first; null where nobody is. */
export function exclusionSummary(excluded: readonly { cause: Exclusion }[], locale: Locale): string | null {
  if (excluded.length === 0) return null
  const counts = exclusionSchema.options
    .map((cause) => ({ cause, count: excluded.filter((one) => one.cause === cause).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  const named = counts.length > NAMED ? counts.slice(0, NAMED - 1) : counts
  const parts = named.map(({ cause, count }) => countedCause(count, cause, locale))
  const others = excluded.length - named.reduce((sum, { count }) => sum + count, 0)
  if (others > 0) parts.push(WORDS[locale].others(others))
  return `${WORDS[locale].excluded(excluded.length)} ${parts.join(', ')}`
}

/** Causes that agree in number in French; the others are adverbs. */
const AGREES = new Set<Exclusion>(['engaged', 'unavailable'])

function countedCause(count: number, cause: Exclusion, locale: Locale): string {
  const word = domainWords[locale].exclusion[cause]
  return locale === 'fr' && AGREES.has(cause)
    ? counted(count, word)
    : `${figure(count, locale)}${HARD}${word}`
}

/** « 1 autre », « 2 autres »: a regular French plural, from two on. */
function counted(count: number, word: string): string {
  return `${figure(count, 'fr')}${HARD}${word}${count > 1 ? 's' : ''}`
}
