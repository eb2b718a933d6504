import { type Tags, textOf } from './osm-element.ts'

/** One house number of a street. */
export interface Address {
  number: number
  suffix: string | null
  street: string
  postcode: string | null
  municipality: string | null
}

/**
 * The addresses that an element with these tags has: « 12 », « 12 bis », « 12A », « 12;14 » (two), « 12-16 » (its ends).
 * `street` is the name that a relation associatedStreet gives. None without a street or without a number.
 */
export function addressesOf(tags: Tags, street?: string): Address[] {
  const name = textOf(tags['addr:street']) ?? textOf(tags['addr:place']) ?? textOf(street)
  const numbers = tags['addr:housenumber']
  if (name === null || numbers === undefined) return []
  return numbers
    .split(/[;,]|(?<=\d\s?)[-–](?=\s?\d)/)
    .map(houseNumberOf)
    .filter((one) => one !== null)
    .map((one) => ({
      ...one,
      street: name,
      postcode: textOf(tags['addr:postcode']),
      municipality: textOf(tags['addr:city']),
    }))
}

/** « 12 bis » → 12 and « bis »; null for what does not begin with a number. */
export function houseNumberOf(text: string): { number: number; suffix: string | null } | null {
  const [, digits, rest = ''] = /^\s*(\d{1,6})\s*[-/.]?\s*(\p{L}[\p{L}\d ]{0,9}|1\/2)?\s*$/u.exec(text) ?? []
  if (digits === undefined) return null
  return { number: Number(digits), suffix: textOf(rest.toLowerCase()) }
}
