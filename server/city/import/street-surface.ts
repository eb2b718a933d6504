import type { Surface } from '../road/street.ts'
import type { Tags } from './osm-element.ts'

const SETTS = new Set(['sett', 'cobblestone', 'cobblestone:flattened', 'unhewn_cobblestone'])
const UNPAVED = new Set([
  'unpaved',
  'gravel',
  'pebblestone',
  'ground',
  'dirt',
  'earth',
  'soil',
  'clay',
  'grass',
  'sand',
  'mud',
  'rock',
])
/** Driven as asphalt is; « compacted » and « fine_gravel » are as even. */
const EVEN = new Set([
  'paved',
  'asphalt',
  'chipseal',
  'concrete',
  'concrete:plates',
  'concrete:lanes',
  'paving_stones',
  'bricks',
  'compacted',
  'fine_gravel',
])
/** No better than unpaved, whatever it is of. */
const ROUGH = new Set(['very_bad', 'horrible', 'very_horrible', 'impassable'])

/**
 * What slows cars down on a street, by its `smoothness`, `surface` (the slowest of several) and `tracktype`; null for what is
 * even, or not known. A track is unpaved unless it is known to be even.
 */
export function surfaceOf(streetClass: string, tags: Tags): Surface | null {
  if (ROUGH.has(tags.smoothness ?? '')) return 'unpaved'
  const named = (tags.surface ?? '').split(';').map((one) => one.trim().toLowerCase())
  if (named.some((one) => UNPAVED.has(one))) return 'unpaved'
  if (named.some((one) => SETTS.has(one))) return 'setts'
  if (named.some((one) => EVEN.has(one)) || tags.tracktype === 'grade1') return null
  return streetClass === 'track' || /^grade[2-5]$/.test(tags.tracktype ?? '') ? 'unpaved' : null
}
