import { type LonLat, metresBetween } from '../../../shared/geo.ts'
import type { AddressIndex, Entry } from './address-index.ts'
import type { House, Reading } from './address-query.ts'
import type { HouseRow } from './address-row.ts'
import { wordsOf } from './address-words.ts'
import type { NameMatch } from './name-match.ts'

/** One place that a text may mean. */
export interface Hit extends LonLat {
  kind: 'address' | 'street' | 'crossing' | 'district' | 'place'
  label: string
  entry: Entry
  score: number
  match: NameMatch['exact']
  /** The number is there as asked, or none was asked for. */
  houseExact: boolean
  /** Nothing that was said contradicts it or is left unexplained. */
  consistent: boolean
  /** The text says more than the place. */
  details: boolean
}

/** Nearer than this two hits are one place for who drives there. */
export const ONE_PLACE_METRES = 150
/** What an inexact name must stay behind by, for the other to be sure. */
const MARGIN = 0.1
/** A missing number is looked for among its neighbours on the same side no farther than this. */
const NEIGHBOURS = 10

/** Places that are areas: their point is a label's, not where something happens. */
const AREAS = new Set(
  'city borough suburb quarter neighbourhood town village hamlet isolated_dwelling municipality locality island islet square_area'.split(
    ' ',
  ),
)
/** Names that many places have, though the map may name but one so. */
const GENERIC = new Set(
  `bibliotheque bureau centre cimetiere college commerciale creche ecole eglise elementaire gare gymnase halle halte
  hopital hotel jardin lycee mairie marche maternelle mediatheque metro parc pharmacie piscine police poste primaire
  public square stade station supermarche temple ville`.split(/\s+/),
)

/** What a reading means if its name is this entry's. */
export function hitOf(reading: Reading, entry: Entry, match: NameMatch, index: AddressIndex): Hit {
  const { town, fits } = townFit(reading, entry, index)
  const found = reading.house === null ? null : houseOf(entry, reading.house)
  const house = found?.house ?? null
  const asked = reading.house !== null
  const factor = !asked
    ? 1
    : entry.kind !== 'street'
      ? 0.6
      : found === null || !found.same
        ? 0.85
        : found.exact
          ? 1
          : 0.9
  const isAddress = house !== null && found?.same === true
  return {
    kind: isAddress ? 'address' : entry.kind,
    label: isAddress ? plate(house) : entry.label,
    lon: house?.lon ?? entry.lon,
    lat: house?.lat ?? entry.lat,
    entry,
    score: match.score * factor * town,
    match: match.exact,
    houseExact: !asked || found?.exact === true,
    consistent: fits && reading.whole,
    details: reading.details,
  }
}

/** What a house's plate and its street's say: « 12 bis Rue des Lois », « 12 B Rue des Lois ». */
export function plate({ number, suffix, street }: HouseRow): string {
  const shown = suffix === null ? '' : ` ${suffix.length === 1 ? suffix.toUpperCase() : suffix.toLowerCase()}`
  return `${number}${shown} ${street}`
}

/**
 * Whether a hit is surely what was meant: the name is exactly its own, with the number if one was given; nothing that
 * was said is unexplained; nothing else in the territory has as good a claim; and it is a spot, not an area or a long
 * street.
 */
export function isSure(hit: Hit, hits: readonly Hit[], inside: (point: LonLat) => boolean): boolean {
  if (hit.match === null || !hit.consistent || !hit.houseExact || !inside(hit) || !isSpot(hit)) return false
  return !hits.some((other) => rivals(hit, other) && inside(other))
}

function rivals(hit: Hit, other: Hit): boolean {
  if (other === hit || !other.consistent || metresBetween(hit, other) <= ONE_PLACE_METRES) return false
  if (hit.kind === 'address' && other.entry.kind !== 'street') return false
  if (hit.match === 'untyped' || hit.kind === 'crossing') return other.score >= hit.score - MARGIN
  const sameTown = hit.entry.municipality !== null && other.entry.municipality === hit.entry.municipality
  return other.match === 'whole' && (other.houseExact || !sameTown)
}

function isSpot({ kind, entry, label }: Hit): boolean {
  if (kind === 'district') return false
  if (kind === 'street') return entry.reach <= ONE_PLACE_METRES
  if (kind !== 'place') return true
  return !AREAS.has(entry.class ?? '') && wordsOf(label).some((word) => word.length > 3 && !GENERIC.has(word))
}

/** How the town and the postcode that were said fit: a factor for the score, and whether all of it is borne out. */
function townFit({ municipality, postcode }: Reading, entry: Entry, { cityKey }: AddressIndex) {
  const named = entry.municipality ?? null
  const townFits = municipality === null || municipality === (named ?? cityKey)
  const codeFits =
    postcode === null ||
    entry.postcodes.has(postcode) ||
    (entry.postcodes.size === 0 && municipality !== null)
  const contradicted = municipality !== null && named !== null && municipality !== named
  const otherCode = postcode !== null && entry.postcodes.size > 0 && !entry.postcodes.has(postcode)
  return { town: (contradicted ? 0.8 : 1) * (otherCode ? 0.85 : 1), fits: townFits && codeFits }
}

/** The house asked for (`exact`), else one of its number (`same`), else its neighbour on the same side; or nothing. */
function houseOf({ houses }: Entry, { number, suffix }: House) {
  const same = houses.filter((house) => house.number === number)
  const wanted = suffixKey(suffix)
  const exact =
    same.find((house) => (house.suffix?.toLowerCase() ?? null) === suffix) ??
    same.find((house) => suffixKey(house.suffix) === wanted)
  if (exact !== undefined) {
    const apart = same.some(
      (one) => suffixKey(one.suffix) === wanted && metresBetween(one, exact) > ONE_PLACE_METRES,
    )
    return { house: exact, same: true, exact: !apart }
  }
  if (same[0] !== undefined) return { house: same[0], same: true, exact: false }
  const distance = (house: HouseRow) => Math.abs(house.number - number)
  const near = houses.filter((house) => distance(house) <= NEIGHBOURS && (house.number - number) % 2 === 0)
  const [nearest] = near.toSorted((a, b) => distance(a) - distance(b))
  return nearest === undefined ? null : { house: nearest, same: false, exact: false }
}

/** The land register writes B for bis, T for ter and Q for quater. */
function suffixKey(suffix: string | null): string | null {
  const lower = suffix?.toLowerCase() ?? null
  return { bis: 'b', ter: 't', quater: 'q' }[lower ?? ''] ?? lower
}
