import type { LonLat } from '../../shared/geo.ts'
import { isRejection, type MappedRow, mapRow, type Rejection, type Row } from './map-row.ts'
import type { ReplayMap } from './replay-map.ts'

export type Step = 'dispatch' | 'en_route' | 'on_scene' | 'end'

/** One thing to do at its time. */
export type Action =
  | { at: number; do: 'receive'; row: MappedRow }
  | { at: number; do: Step; row: MappedRow }
  | { at: number; do: 'close'; row: MappedRow }

/** Which of two things at the same second comes first. */
const ORDER = ['receive', 'dispatch', 'en_route', 'on_scene', 'end', 'close'] as const

export interface Plan {
  rows: number
  accepted: MappedRow[]
  rejected: Rejection[]
  actions: Action[]
}

/** Reads every row into what will be done, in the order of its time; rows that cannot be used are told apart. */
export async function planReplay(
  rows: AsyncIterable<Row>,
  map: ReplayMap,
  onto: LonLat,
  limit: number,
): Promise<Plan> {
  const plan: Plan = { rows: 0, accepted: [], rejected: [], actions: [] }
  const firstLine = new Map<string, number>()
  for await (const row of rows) {
    if (plan.rows >= limit) break
    plan.rows += 1
    const mapped = mapRow(row, map, onto)
    const key = isRejection(mapped) ? '' : `${mapped.id} ${mapped.movement?.unit ?? ''}`
    const before = firstLine.get(key)
    if (isRejection(mapped)) plan.rejected.push(mapped)
    else if (before !== undefined)
      plan.rejected.push({ line: row.line, reason: `duplicate of line ${before}` })
    else {
      firstLine.set(key, row.line)
      plan.accepted.push(mapped)
    }
  }
  plan.actions = actionsOf(plan.accepted)
  return plan
}

/** A ticket is received with its first row, and closed after its last unit; each row moves its unit. */
export function actionsOf(rows: readonly MappedRow[]): Action[] {
  const byTicket = new Map<string, MappedRow[]>()
  for (const row of rows) byTicket.set(row.id, [...(byTicket.get(row.id) ?? []), row])
  const actions = [...byTicket.values()].flatMap((group): Action[] => {
    const first = group.reduce((a, b) => (b.at < a.at ? b : a))
    const moves = group.flatMap(movesOf)
    const last = Math.max(...moves.map(({ at }) => at))
    const close: Action[] = moves.length === 0 ? [] : [{ at: last, do: 'close', row: first }]
    return [{ at: first.at, do: 'receive', row: first }, ...moves, ...close]
  })
  return actions.sort(
    (a, b) => a.at - b.at || ORDER.indexOf(a.do) - ORDER.indexOf(b.do) || a.row.line - b.row.line,
  )
}

function movesOf(row: MappedRow): Action[] {
  const { movement } = row
  if (movement === null) return []
  const { dispatched, enRoute, onScene, available } = movement
  return [
    { at: dispatched, do: 'dispatch', row },
    ...(enRoute === null ? [] : [{ at: enRoute, do: 'en_route' as const, row }]),
    ...(onScene === null ? [] : [{ at: onScene, do: 'on_scene' as const, row }]),
    { at: available, do: 'end', row },
  ]
}
