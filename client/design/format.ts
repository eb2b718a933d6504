import { DAY } from '../../shared/instant.ts'
import type { Locale } from '../../shared/text.ts'
import { HARD, THIN, twoDigits } from '../../shared/typography.ts'
import { startOfDay, wallTime } from '../../shared/wall-clock.ts'

function clockParts(at: number, timeZone: string): Record<'hour' | 'minute' | 'second', string> {
  const { hour, minute, second } = wallTime(at, timeZone)
  return { hour: twoDigits(hour), minute: twoDigits(minute), second: twoDigits(second) }
}

/** « 22 h 47 » in French, « 22:47 » in English, where the city is. `at` in milliseconds since 1970. */
export function clockTime(at: number, timeZone: string, locale: Locale): string {
  const { hour, minute } = clockParts(at, timeZone)
  return locale === 'fr' ? `${hour}${THIN}h${THIN}${minute}` : `${hour}:${minute}`
}

const LANGUAGE = { fr: 'fr-FR', en: 'en-GB' } as const

/** « 27 mai 2027 », « 27 May 2027 », where the city is; it does not break. */
export function dayText(at: number, timeZone: string, locale: Locale): string {
  const day = new Intl.DateTimeFormat(LANGUAGE[locale], { timeZone, dateStyle: 'long' }).format(at)
  return (locale === 'fr' ? day.replace(/^1 /, '1er ') : day).replaceAll(' ', HARD)
}

/** The seconds of an instant, « 18 ». */
export function clockSeconds(at: number, timeZone: string): string {
  return clockParts(at, timeZone).second
}

/** « 22:46:38 », for logs. */
export function logTime(at: number, timeZone: string): string {
  const { hour, minute, second } = clockParts(at, timeZone)
  return `${hour}:${minute}:${second}`
}

/** « 8 h », « 8 h 30 » in French, « 08:30 » in English, where the city is: for what is planned, not for what happened. */
export function plannedHour(at: number, timeZone: string, locale: Locale): string {
  const { hour, minute } = clockParts(at, timeZone)
  if (locale === 'en') return `${hour}:${minute}`
  const whole = `${Number(hour)}${THIN}h`
  return minute === '00' ? whole : `${whole}${THIN}${minute}`
}

/** « 4 déc. », « 4 Dec ». */
export function shortDate(at: number, timeZone: string, locale: Locale): string {
  const { day = '', month = '' } = dateParts(at, timeZone, locale)
  return `${day}${HARD}${month}`
}

/** « ven. 12 h », for what is within one week. */
export function dayAndHour(at: number, timeZone: string, locale: Locale): string {
  const { weekday = '' } = dateParts(at, timeZone, locale)
  return `${weekday}${HARD}${plannedHour(at, timeZone, locale)}`
}

/** « ven. 4 déc. 12 h », for what may be any week. */
export function dateAndHour(at: number, timeZone: string, locale: Locale): string {
  const { weekday = '' } = dateParts(at, timeZone, locale)
  return `${weekday}${HARD}${shortDate(at, timeZone, locale)} ${plannedHour(at, timeZone, locale)}`
}

const SOON = 6 * DAY

/** « 12 h » for what comes today, « ven. 12 h » within six days, « ven. 4 déc. 12 h » later. */
export function timeToCome(at: number, now: number, timeZone: string, locale: Locale): string {
  if (startOfDay(at, timeZone) === startOfDay(now, timeZone)) return plannedHour(at, timeZone, locale)
  return at - now < SOON ? dayAndHour(at, timeZone, locale) : dateAndHour(at, timeZone, locale)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function dateParts(at: number, timeZone: string, locale: Locale): Record<string, string> {
  const key = `${locale} ${timeZone}`
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(LANGUAGE[locale], { timeZone, weekday: 'short', day: 'numeric', month: 'short' })
  formats.set(key, format)
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
}
