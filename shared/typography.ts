import { type Locale, plainText } from './text.ts'

/** A space that does not break: thin before units, plain inside call signs. */
export const THIN = '\u202f'
export const HARD = '\u00a0'

/** « 42 s », « 6 min 42 » under ten minutes, « 12 min », « 1 h 05 ». `seconds` is rounded down; negative counts as 0. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const minutes = Math.floor(whole / 60)
  if (minutes === 0) return `${whole}${THIN}s`
  if (minutes >= 60) return `${Math.floor(minutes / 60)}${THIN}h${THIN}${twoDigits(minutes % 60)}`
  if (minutes >= 10) return `${minutes}${THIN}min`
  return `${minutes}${THIN}min${THIN}${twoDigits(whole % 60)}`
}

/** As `duration`, in whole minutes from one minute on: ages and times in a status. */
export function roughDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return whole < 60 || whole >= 3600 ? duration(whole) : `${Math.floor(whole / 60)}${THIN}min`
}

/** « 350 m », « 1,2 km »; a point for the decimals in English. In tens of metres below a kilometre. */
export function distance(metres: number, locale: Locale): string {
  if (metres < 995) return `${Math.round(metres / 10) * 10}${THIN}m`
  const kilometres = (metres / 1000).toFixed(1)
  return `${locale === 'fr' ? kilometres.replace('.', ',') : kilometres}${THIN}km`
}

/** A length that someone measures: « 347 m », « 1,24 km ». Whole metres below a kilometre, then tens of metres. */
export function measuredLength(metres: number, locale: Locale): string {
  if (metres < 999.5) return `${Math.round(metres)}${THIN}m`
  const kilometres = (metres / 1000).toFixed(2)
  return `${locale === 'fr' ? kilometres.replace('.', ',') : kilometres}${THIN}km`
}

/** A number that says how many or how much, and is no name: « 3 889 », « 0,5 »; « 3,889 », « 0.5 » in English. */
export function figure(number: number, locale: Locale): string {
  const [whole = '', decimals] = String(number).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, locale === 'fr' ? THIN : ',')
  return decimals === undefined ? grouped : `${grouped}${locale === 'fr' ? ',' : '.'}${decimals}`
}

/** « 13ᵉ », « 13th ». */
export function ordinal(number: number, locale: Locale): string {
  const text = figure(number, locale)
  if (locale === 'fr') return number === 1 ? '1ᵉʳ' : `${text}ᵉ`
  const lastTwo = number % 100
  if (lastTwo >= 11 && lastTwo <= 13) return `${text}th`
  return `${text}${{ 1: 'st', 2: 'nd', 3: 'rd' }[number % 10] ?? 'th'}`
}

/** A call sign never breaks between its word and its number. */
export function unbroken(text: string): string {
  return plainText(text).replaceAll(' ', HARD)
}

/** Text from outside on one line of a sentence. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ')
}

/** A word of the software's own inside a sentence: « sur place ». */
export function quoted(text: string): string {
  return `«${THIN}${text}${THIN}»`
}

/** « 07 ». */
export function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** A share from 0 to 1, in hundredths: « 0,94 »; a point in English. */
export function share(value: number, locale: Locale): string {
  const hundredths = value.toFixed(2)
  return locale === 'fr' ? hundredths.replace('.', ',') : hundredths
}
