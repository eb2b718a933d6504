import type { PersonId } from '../../../shared/id.ts'
import type { Instant } from '../../../shared/instant.ts'
import { restOf, type Worked } from '../../../shared/on-call/rest.ts'
import type { Locale } from '../../../shared/text.ts'
import { timeToCome } from '../../design/format.ts'
import type { Words } from '../../words/fr.ts'

/** « repos dû jusqu’à 9 h », « en intervention »; null for someone who is rested. */
export function restText(
  worked: readonly Worked[],
  personId: PersonId,
  now: Instant,
  { words, locale, timeZone }: { words: Words; locale: Locale; timeZone: string },
): string | null {
  const rest = restOf(
    worked.filter((one) => one.personId === personId),
    now,
  )
  if (rest.state === 'rested') return null
  if (rest.state === 'at_work') return words.onCall.atWork
  return words.onCall.restOwed(timeToCome(rest.until, now, timeZone, locale))
}
