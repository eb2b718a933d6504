import type { Service } from '../catalogue/service.ts'
import type { Crew } from '../crew/crew.ts'
import { type Instant, SECOND } from '../instant.ts'
import type { Locale } from '../text.ts'
import { HARD, roughDuration, THIN } from '../typography.ts'
import { domainWords } from '../words.ts'
import type { Exclusion, Proposal } from './suggestion.ts'

/** One reason why a crew stands where it does; an exception is said first, and shown as a warning. */
export interface Reason {
  text: string
  exception: boolean
}

/** A position older than this is believed with a warning, in seconds. */
export const AGEING_SECONDS = 30

const WORDS = {
  fr: {
    late: (seconds: number) => `arrive ${roughDuration(seconds)} après l’échéance`,
    position: (age: number) => `position il y a ${roughDuration(age)}`,
    freeFor: (seconds: number) => `libre depuis ${roughDuration(seconds)}`,
    busy: 'engagé',
    members: (count: number) => `${count}${HARD}agent${count > 1 ? 's' : ''}`,
    equipment: 'équipement',
  },
  en: {
    late: (seconds: number) => `arrives ${roughDuration(seconds)} after the deadline`,
    position: (age: number) => `position ${roughDuration(age)} ago`,
    freeFor: (seconds: number) => `free for ${roughDuration(seconds)}`,
    busy: 'engaged',
    members: (count: number) => `${count}${HARD}officer${count > 1 ? 's' : ''}`,
    equipment: 'equipment',
  },
} as const

/** Equipment worth naming for a ticket that needs one of these skills. */
const TELLING: Partial<Record<Service['skills'][number], readonly string[]>> = {
  road_signs: ['balisage', 'traffic cones'],
  electricity: ['nacelle', 'bucket'],
  dog: ['chien', 'dog'],
  cleaning: ['benne', 'tipper'],
}

/** Why `crew` is proposed, in plain words, what is unusual first. Distance and time are shown beside, not repeated. */
export function reasonsOf(
  proposal: Proposal,
  crew: Crew,
  service: Service,
  now: Instant,
  locale: Locale,
): Reason[] {
  const words = WORDS[locale]
  const ageing = proposal.positionAge >= AGEING_SECONDS
  const position = { text: words.position(proposal.positionAge), exception: ageing }
  const free = proposal.freeAt === null ? words.busy : words.freeFor((now - proposal.freeAt) / SECOND)
  const named = service.skills.flatMap((skill) => TELLING[skill] ?? [])
  const equipment = crew.equipment[locale].filter((piece) => named.includes(piece))
  const reasons: Reason[] = [
    position,
    { text: free, exception: proposal.freeAt === null },
    ...equipment.map((piece) => ({ text: `${words.equipment} ${piece}`, exception: false })),
    crew.kind === 'patrol'
      ? { text: words.members(crew.members), exception: false }
      : { text: domainWords[locale].kind[crew.kind], exception: false },
  ]
  if (proposal.breachSeconds > 0)
    reasons.unshift({ text: words.late(proposal.breachSeconds), exception: true })
  return [...reasons.filter(({ exception }) => exception), ...reasons.filter(({ exception }) => !exception)]
}

/** « 18 écartés : 12 engagés, 4 indisponibles, 2 en pause »; null where nobody is. */
export function exclusionSummary(excluded: readonly { cause: Exclusion }[], locale: Locale): string | null {
  if (excluded.length === 0) return null
  const counts = new Map<Exclusion, number>()
  for (const { cause } of excluded) counts.set(cause, (counts.get(cause) ?? 0) + 1)
  const parts = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([cause, count]) => `${count}${THIN}${domainWords[locale].exclusion[cause]}`)
  const head = locale === 'fr' ? `écarté${excluded.length > 1 ? 's' : ''}${HARD}:` : 'excluded:'
  return `${excluded.length}${THIN}${head} ${parts.join(', ')}`
}
