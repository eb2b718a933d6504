import type { PersonId, TurnId } from '../id.ts'
import type { Instant } from '../instant.ts'
import { common, holds, type Span, uncovered } from './span.ts'
import type { OnCallDomain, Turn } from './turn.ts'

/** Turns in any order. */
export type Rota = readonly Turn[]

/** Who is on call, by which turn, in which order, and until when that person is. */
export interface OnCall {
  turnId: TurnId
  personId: PersonId
  order: number
  until: Instant
}

/** A part of a turn that one person has. */
export interface Watch extends Span {
  personId: PersonId
  /** Null where it is the turn's own person. */
  swapId: Turn['swaps'][number]['id'] | null
}

/** Two turns that cannot both be meant: `order`, the same place in the same domain; `person`, one person twice. */
export type Overlap = Span & { turns: readonly [Turn, Turn] } & (
    | { why: 'order' }
    | { why: 'person'; personId: PersonId }
  )

/** A turn part by part, in order: whoever took a part of it, and its own person for the rest. */
export function watchesOf({ personId, swaps, ...turn }: Turn): Watch[] {
  const own = uncovered(turn, swaps).map((span): Watch => ({ ...span, personId, swapId: null }))
  const taken = swaps.map(({ id, ...swap }): Watch => ({ ...swap, swapId: id }))
  return [...own, ...taken].sort((a, b) => a.from - b.from)
}

/** Whom to call for a domain at an instant, the first first; nobody where there is a hole. */
export function onCallAt(rota: Rota, domain: OnCallDomain, at: Instant): OnCall[] {
  return rota
    .filter((turn) => turn.domain === domain && holds(turn, at))
    .flatMap((turn) =>
      watchesOf(turn)
        .filter((watch) => holds(watch, at))
        .map(({ personId, until }) => ({ turnId: turn.id, personId, order: turn.order, until })),
    )
    .sort((a, b) => a.order - b.order || (a.turnId < b.turnId ? -1 : 1))
}

/** When nobody is on call for a domain, in order. */
export function holes(rota: Rota, domain: OnCallDomain, within: Span): Span[] {
  return uncovered(
    within,
    rota.filter((turn) => turn.domain === domain),
  )
}

/** Turns that get in each other's way for a part of `within`, the earliest first. */
export function overlaps(rota: Rota, within: Span): Overlap[] {
  const turns = rota.filter((turn) => common(turn, within) !== null)
  const found: Overlap[] = []
  for (const [index, one] of turns.entries()) {
    for (const other of turns.slice(index + 1)) {
      const both = common(one, other)
      const shared = both && common(both, within)
      if (shared === null) continue
      if (one.domain === other.domain && one.order === other.order)
        found.push({ ...shared, why: 'order', turns: [one, other] })
      else found.push(...twiceOnCall(one, other, shared))
    }
  }
  return found.sort((a, b) => a.from - b.from)
}

/** When one person has both turns. */
function twiceOnCall(one: Turn, other: Turn, within: Span): Overlap[] {
  return watchesOf(one).flatMap(({ personId, ...watch }) =>
    watchesOf(other).flatMap((elsewhere): Overlap[] => {
      const both = personId === elsewhere.personId ? common(watch, elsewhere) : null
      const shared = both && common(both, within)
      return shared === null ? [] : [{ ...shared, why: 'person', personId, turns: [one, other] }]
    }),
  )
}
