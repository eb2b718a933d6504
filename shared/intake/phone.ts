/** What separates the digits of a number that a person writes: blanks, points, dashes, strokes and brackets. */
const SEPARATORS = /[\s.\-/()\u2010-\u2015]/g
/** The zero that is dialled at home alone: « +33 (0)6 ». */
const TRUNK = /\(\s*0\s*\)/g
const LONGEST = 40
const HOME = '33'

/**
 * A telephone number as it is compared, E.164: « 06 12 34 56 78 », « 0033 6… » and « +33 (0)6… » are one. Null for what
 * is none, short numbers and extensions included. The database's `phone_key` reads it in the same way.
 */
export function phoneKey(written: string): string | null {
  if (written.length > LONGEST) return null
  const bare = written.replace(TRUNK, '').replace(SEPARATORS, '')
  const key = bare
    .replace(/^00/, '+')
    .replace(/^0([1-9]\d{8})$/, `+${HOME}$1`)
    .replace(/^\+330([1-9]\d{8})$/, `+${HOME}$1`)
  if (key.startsWith(`+${HOME}`) && !/^\+33[1-9]\d{8}$/.test(key)) return null
  return /^\+[1-9]\d{7,14}$/.test(key) ? key : null
}

/** A number as people read it: « 06 12 34 56 78 », « +41791234567 ». */
export function phoneText(key: string): string {
  const own = /^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(key)
  return own === null ? key : `0${own.slice(1).join(' ')}`
}

/** Enough to know one's number again, and no more: « 06 ·· ·· ·· 78 ». */
export function phoneHint(key: string): string {
  const text = phoneText(key)
  const groups = text.split(' ')
  if (groups.length === 1) return `${text.slice(0, 3)} ·· ${text.slice(-2)}`
  return groups.map((group, index) => (index === 0 || index === groups.length - 1 ? group : '··')).join(' ')
}
