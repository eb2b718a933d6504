import type { PersonId } from '../../shared/id.ts'
import { type Rota, watchesOf } from '../../shared/on-call/rota.ts'
import type { OnCallDomain, Turn } from '../../shared/on-call/turn.ts'
import type { OnCallContact } from '../../shared/protocol/on-call.ts'
import type { Locale } from '../../shared/text.ts'
import { domainWords } from '../../shared/words.ts'
import type { CalendarEntry } from '../intake/http/icalendar.ts'

/** Whose calendar it is. */
export type CalendarOf = { domain: OnCallDomain } | { person: PersonId }

/** Each part of a turn that one person has, under an id that a later calendar gives it again. */
export function onCallEntries(
  rota: Rota,
  of: CalendarOf,
  contacts: readonly OnCallContact[],
  locale: Locale,
): CalendarEntry[] {
  const names = new Map(contacts.map(({ id, name }) => [id, name]))
  const entries = rota.flatMap((turn) => {
    if ('domain' in of && turn.domain !== of.domain) return []
    let own = 0
    return watchesOf(turn).flatMap(({ personId, swapId, from, until }): CalendarEntry[] => {
      const uid = swapId ?? (own === 0 ? turn.id : `${turn.id}-${own}`)
      if (swapId === null) own += 1
      if ('person' in of && personId !== of.person) return []
      const who = 'person' in of ? null : (names.get(personId) ?? '?')
      return [{ uid, from, until, summary: summaryOf(turn, who, locale) }]
    })
  })
  return entries.sort((a, b) => a.from - b.from)
}

/** « Astreinte voirie 1, Nadia Verbrugge ». */
function summaryOf({ domain, order }: Turn, who: string | null, locale: Locale): string {
  const what = { fr: 'Astreinte', en: 'On call' }[locale]
  const place = `${what} ${domainWords[locale].onCall[domain].toLowerCase()} ${order}`
  return who === null ? place : `${place}, ${who}`
}
