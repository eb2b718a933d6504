import type { Outlook } from '../../shared/intake/outlook.ts'
import type { Locale } from '../../shared/text.ts'
import { duration } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime, timeToCome } from '../design/format.ts'
import { wordsIn } from '../store/words.ts'

export interface OutlookContext {
  agencyName: string
  timeZone: string
  locale: Locale
  now: number
}

/** What will happen, in words: the fact, then by when it is promised. */
export function outlookText(
  outlook: Outlook,
  { agencyName, timeZone, locale, now }: OutlookContext,
): { title: string; detail: string } {
  const words = wordsIn(locale).intake.outlook
  const { priority, minutes } = outlook
  const due = dueText(outlook, { timeZone, locale, now })
  const promised = words.promised(priority, due)
  switch (outlook.kind) {
    case 'crew':
      return { title: words.crew(priority, duration(minutes * 60)), detail: words.sentence(due) }
    case 'service': {
      const { until } = outlook
      const title =
        until === null
          ? words.service(agencyName)
          : words.open(agencyName, clockTime(until, timeZone, locale))
      return { title, detail: promised }
    }
    case 'on_call': {
      const { domain } = outlook
      const name = domainWords[locale].onCall[domain].toLowerCase()
      return { title: domain === 'managers' ? words.managers : words.onCall(name), detail: promised }
    }
    case 'nobody_on_call':
      return {
        title: words.nobody(domainWords[locale].onCall[outlook.domain].toLowerCase()),
        detail: promised,
      }
    case 'at_opening': {
      const { opensAt } = outlook
      const when = opensAt === null ? null : timeToCome(opensAt, now, timeZone, locale)
      return {
        title: when === null ? words.closed(agencyName) : words.opens(agencyName, when),
        detail: promised,
      }
    }
    case 'elsewhere':
      return { title: words.elsewhere, detail: outlook.turnTo[locale] }
    case 'closed': {
      const { opensAt } = outlook
      const when = opensAt === null ? null : timeToCome(opensAt, now, timeZone, locale)
      return { title: words.shut(when), detail: words.shutDetail(agencyName) }
    }
    case 'outside':
      return {
        title: words.outside(agencyName),
        detail: outlook.handed ? words.outsideHanded : words.outsideDetail,
      }
  }
}

type Promised = Pick<Outlook, 'priority' | 'target' | 'dueAt'>
type Clocks = Pick<OutlookContext, 'timeZone' | 'locale' | 'now'>

/** « Priorité 2, sur place avant 14 h 17. » */
export function promisedText(promised: Promised, clocks: Clocks): string {
  return wordsIn(clocks.locale).intake.outlook.promised(promised.priority, dueText(promised, clocks))
}

function dueText({ target, dueAt }: Promised, { timeZone, locale, now }: Clocks): string {
  return wordsIn(locale).intake.outlook.due[target](timeToDue(dueAt, now, timeZone, locale))
}

/** « 14 h 17 » today, « ven. 12 h » later. */
function timeToDue(at: number, now: number, timeZone: string, locale: Locale): string {
  const soon = at - now < 12 * 3_600_000
  return soon ? clockTime(at, timeZone, locale) : timeToCome(at, now, timeZone, locale)
}
