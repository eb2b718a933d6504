import type { CrewKind } from '../../shared/crew/crew.ts'
import { freshFor } from '../../shared/crew/position-age.ts'
import { isPointed } from '../design/crew-glyph.ts'
import type { CrewMark } from '../layers/rows.ts'
import { appearanceAt, type CrewRow } from '../store/crew-row.ts'

/** What the mark of a crew is made of beside its row. */
export interface Seen extends Pick<CrewMark, 'still' | 'onTicket'> {
  /** Instants of its fix and of now, ms since 1970. */
  at: number
  now: number
  /** Those that keep their strength while a crew is in distress; null where none is. */
  strong: ReadonlySet<string> | null
}

/** Metres a second that a kind may have driven since its last fix. */
const DOUBT: Record<CrewKind, number> = {
  patrol: 8,
  motorcycle: 10,
  bicycle: 4,
  foot: 1.4,
  dog: 8,
  mediation: 1.4,
  roads: 8,
  lighting: 8,
  cleaning: 8,
}

/** What a crew is until it is looked at. */
export function unseen({ crew: { id, number, callSign } }: CrewRow): CrewMark {
  const nothing = {
    appearance: 'free',
    age: 0,
    doubt: 0,
    still: true,
    onTicket: false,
    dimmed: false,
  } as const
  return { id, number, callSign, ...nothing }
}

/** The mark of a crew: the one that it has, where that would be the same. */
export function markOf(row: CrewRow, before: CrewMark, seen: Seen): CrewMark {
  const { id, number, callSign, kind } = row.crew
  const { still, onTicket, now, strong, at } = seen
  const aged = Math.max(0, now - at)
  const fresh = aged < freshFor(kind)
  const age = fresh ? 0 : aged / 1000
  const appearance = fresh ? row.appearance : appearanceAt(row, at, now)
  const dimmed = strong !== null && !strong.has(id)
  const same =
    before.appearance === appearance &&
    before.age === age &&
    before.still === still &&
    before.onTicket === onTicket &&
    before.dimmed === dimmed &&
    before.callSign === callSign
  if (same) return before
  return { id, number, callSign, appearance, age, doubt: age * DOUBT[kind], still, onTicket, dimmed }
}

/**
 * Whether a crew points where it goes, is not near a ticket that it may cover, and has nothing drawn around it: only age and
 * heading can then change its mark.
 */
export function isPlain({ appearance }: CrewRow, mark: CrewMark): boolean {
  const still = appearance === 'on_scene' || appearance === 'secured' || appearance === 'distress'
  return !still && mark.doubt === 0 && isPointed(appearance)
}
