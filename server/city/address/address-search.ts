import { type LonLat, metresBetween } from '../../../shared/geo.ts'
import { type Hit, hitOf, isSure, ONE_PLACE_METRES } from './address-hit.ts'
import type { AddressIndex, Entry } from './address-index.ts'
import { type CrossingReading, crossingsOf, type Reading, readingsOf } from './address-query.ts'
import { meetingPoints } from './meeting-points.ts'
import { matchNames, type NameMatch, nameOfWords } from './name-match.ts'

/** Below this a name has too little in common with what was asked. */
const LEAST_SCORE = 0.45
/** Names looked at closely, of those that share the most trigrams. */
const CANDIDATES = 60
const READINGS = 12
/** Streets tried on each side of a crossing. */
const SIDE_CANDIDATES = 6
/** Scores that differ by less are the same match: the nearer place comes first. */
const SCORE_STEP = 0.05

export interface SearchHit extends Hit {
  sure: boolean
}

/** What a text may mean, best first: by match, then by nearness to `near`. Never throws, whatever the text. */
export function searchIndex(
  index: AddressIndex,
  text: string,
  { near, limit, inside }: { near: LonLat | null; limit: number; inside: (point: LonLat) => boolean },
): SearchHit[] {
  const match = matcher(index)
  const readings = readingsOf(text, index.municipalities).slice(0, READINGS)
  const simple = readings.flatMap((reading) =>
    match(reading).map(([entry, found]) => hitOf(reading, entry, found, index)),
  )
  const crossings = crossingsOf(text, index.municipalities).flatMap((sides) =>
    crossingHits(sides, match, index),
  )
  const hits = distinct([...simple, ...crossings].filter(({ score }) => score >= LEAST_SCORE))
  return ranked(hits, near)
    .slice(0, limit)
    .map((hit) => ({ ...hit, sure: isSure(hit, hits, inside) }))
}

type Matcher = (reading: Reading) => [Entry, NameMatch][]

/** Finds the entries whose name a reading may mean; several readings of one text often have the same name. */
function matcher(index: AddressIndex): Matcher {
  const known = new Map<string, [Entry, NameMatch][]>()
  return ({ words }) => {
    const key = words.join(' ')
    const found = known.get(key) ?? matchesOf(index, words)
    known.set(key, found)
    return found
  }
}

function matchesOf(index: AddressIndex, words: readonly string[]): [Entry, NameMatch][] {
  const asked = nameOfWords(words)
  return index.likely(words, CANDIDATES).flatMap(({ name, entries }) => {
    const match = matchNames(asked, name)
    return match.score < LEAST_SCORE ? [] : entries.map((entry): [Entry, NameMatch] => [entry, match])
  })
}

/** The crossings of the streets that each side may mean; where they do not meet, the streets themselves, far down. */
function crossingHits([left, right]: CrossingReading, match: Matcher, index: AddressIndex): Hit[] {
  const streets = (reading: Reading) =>
    match(reading)
      .filter(([entry]) => entry.kind === 'street')
      .map(([entry, found]) => hitOf({ ...reading, house: null }, entry, found, index))
      .sort((a, b) => b.score - a.score)
      .slice(0, SIDE_CANDIDATES)
  const [lefts, rights] = [streets(left), streets(right)]
  // A town said once, after the second street, holds for both.
  const hits = lefts.flatMap((a) => rights.flatMap((b) => (a.entry === b.entry ? [] : meetings(a, b))))
  return hits.length > 0
    ? hits
    : [...lefts, ...rights].map((hit) => ({ ...hit, score: hit.score * 0.6, consistent: false }))
}

function meetings(a: Hit, b: Hit): Hit[] {
  const { points, shared } = meetingPoints(a.entry, b.entry)
  const exact = shared && a.match !== null && b.match !== null
  return points.map((point) => ({
    ...a,
    ...point,
    kind: 'crossing' as const,
    label: `${a.label} / ${b.label}`,
    score: Math.min(a.score, b.score) * (shared ? 1 : 0.9),
    match: exact ? ('whole' as const) : null,
    houseExact: true,
    consistent: a.consistent && b.consistent,
    details: a.details || b.details,
  }))
}

/** Each thing once, as the best of the readings has it; a square that is a street and a named place too counts once. */
function distinct(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = []
  const entries = new Set<Entry>()
  for (const hit of hits.toSorted((a, b) => worth(b) - worth(a))) {
    if (hit.kind !== 'crossing') {
      if (entries.has(hit.entry)) continue
      entries.add(hit.entry)
    }
    const twin = kept.some((one) => one.label === hit.label && metresBetween(one, hit) <= ONE_PLACE_METRES)
    if (!twin) kept.push(hit)
  }
  return kept
}

function worth({ score, consistent }: Hit): number {
  return score + (consistent ? 0.001 : 0)
}

function ranked(hits: readonly Hit[], near: LonLat | null): Hit[] {
  const step = ({ score }: Hit) => Math.round(score / SCORE_STEP)
  const far = new Map(hits.map((hit) => [hit, near === null ? 0 : metresBetween(near, hit)]))
  const metres = (hit: Hit) => far.get(hit) ?? 0
  return hits.toSorted((a, b) =>
    near === null ? b.score - a.score : step(b) - step(a) || metres(a) - metres(b) || b.score - a.score,
  )
}
