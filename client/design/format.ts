import type { Locale } from '../../shared/text.ts'
import { HARD, THIN } from '../../shared/typography.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function partsOf(at: number, timeZone: string): Record<string, string> {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('fr-FR', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
  formats.set(timeZone, format)
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
}

/** « 22 h 47 » in French, « 22:47 » in English, where the city is. `at` in milliseconds since 1970. */
export function clockTime(at: number, timeZone: string, locale: Locale): string {
  const { hour = '', minute = '' } = partsOf(at, timeZone)
  return locale === 'fr' ? `${hour}${THIN}h${THIN}${minute}` : `${hour}:${minute}`
}

/** « 27 mai 2027 », « May 27, 2027 », where the city is; it does not break. */
export function dayText(at: number, timeZone: string, locale: Locale): string {
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' }).format(at)
  return (locale === 'fr' ? day.replace(/^1 /, '1er ') : day).replaceAll(' ', HARD)
}

/** The seconds of an instant, « 18 ». */
export function clockSeconds(at: number, timeZone: string): string {
  return partsOf(at, timeZone).second ?? ''
}

/** « 22:46:38 », for logs. */
export function logTime(at: number, timeZone: string): string {
  const { hour = '', minute = '', second = '' } = partsOf(at, timeZone)
  return `${hour}:${minute}:${second}`
}
