import { type Instant, MINUTE, SECOND } from '../instant.ts'
import type { CrewKind } from './crew.ts'

/** Milliseconds: from when on a position is believed with a warning, and from when on it is not believed. */
interface Ages {
  ageing: number
  stale: number
}

const DRIVING: Ages = { ageing: 30 * SECOND, stale: 5 * MINUTE }
const CYCLING: Ages = { ageing: 45 * SECOND, stale: 8 * MINUTE }
const WALKING: Ages = { ageing: 60 * SECOND, stale: 10 * MINUTE }

/** Who goes slower is longer near where it was. */
const AGES: Record<CrewKind, Ages> = {
  patrol: DRIVING,
  motorcycle: DRIVING,
  bicycle: CYCLING,
  foot: WALKING,
  dog: DRIVING,
  mediation: WALKING,
  roads: DRIVING,
  lighting: DRIVING,
  cleaning: DRIVING,
}

/** How far a position can be believed: `fresh` as it is, `ageing` with a warning, `stale` not any more. */
export type PositionTrust = 'fresh' | 'ageing' | 'stale'

/** What a position of a crew of `kind`, as old as `age` milliseconds, is worth. */
export function trustOf(kind: CrewKind, age: number): PositionTrust {
  const { ageing, stale } = AGES[kind]
  if (age >= stale) return 'stale'
  return age >= ageing ? 'ageing' : 'fresh'
}

/** Milliseconds: younger than that, a position of a crew of `kind` is fresh. */
export function freshFor(kind: CrewKind): number {
  return AGES[kind].ageing
}

/**
 * The seconds by which a crew may be later than its position says: as long as it may have driven away from it. None
 * while the position is fresh.
 */
export function doubtSeconds(kind: CrewKind, at: Instant, now: Instant): number {
  const age = Math.max(0, now - at)
  return trustOf(kind, age) === 'fresh' ? 0 : age / SECOND
}
