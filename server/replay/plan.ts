import type { LonLat } from '../../shared/geo.ts'
import { isRejection, type MappedRow, mapRow, type Rejection, type Row } from './map-row.ts'
import type { ReplayMap } from './replay-map.ts'

/** What a row's unit does on its ticket; `end` is « available ». */
type Step = 'dispatch' | 'en_route' | 'on_scene' | 'end'

/** One thing to do at its time. */
export interface Action {
  at: number
  do: 'receive' | Step | 'close'
  row: MappedRow
}

export interface Plan {
  /** The line of every row read, rejected ones included. */
  lines: number[]
  /** Rows to be played. */
  rows: MappedRow[]
  rejected: Rejection[]
  actions: Action[]
}

/** Reads up to `limit` rows into what will be done, in the order of its time; rows that cannot be used are told apart. */
export async function planReplay(
  rows: AsyncIterable<Row | Rejection>,
  map: ReplayMap,
  onto: LonLat,
  limit: number,
): Promise<Plan> {
  const plan: Plan = { lines: [], rows: [], rejected: [], actions: [] }
  const firstLine = new Map<string, number>()
  for await (const row of rows) {
    plan.lines.push(row.line)
    const mapped = isRejection(row) ? row : mapRow(row, map, onto)
    if (isRejection(mapped)) plan.rejected.push(mapped)
    else {
      const key = JSON.stringify([mapped.id, mapped.movement?.unit])
      const before = firstLine.get(key)
      if (before === undefined) plan.rows.push(mapped)
      else plan.rejected.push({ line: row.line, reason: `duplicate of line ${before}` })
      firstLine.set(key, before ?? row.line)
    }
    if (plan.lines.length >= limit) break
  }
  plan.actions = actionsOf(plan.rows)
  return plan
}

/**
 * A ticket is received with its first row, and closed after its last unit; each row moves its unit. At one same second,
 * a unit leaves one ticket before it is sent to another, and a ticket is closed last.
 */
export function actionsOf(rows: readonly MappedRow[]): Action[] {
  const actions = [...byTicket(rows).values()].flatMap((group): Action[] => {
    const first = group.reduce((a, b) => (b.at < a.at ? b : a))
    const moves = group.flatMap(movesOf)
    const receive: Action = { at: first.at, do: 'receive', row: first }
    if (moves.length === 0) return [receive]
    return [receive, ...moves, { at: Math.max(...moves.map(({ at }) => at)), do: 'close', row: first }]
  })
  return actions.sort((a, b) => a.at - b.at || rank(a) - rank(b) || a.row.line - b.row.line)
}

/** Rows by the file's own id of their ticket. */
export function byTicket(rows: readonly MappedRow[]): Map<string, MappedRow[]> {
  const groups = new Map<string, MappedRow[]>()
  for (const row of rows) {
    const group = groups.get(row.id)
    if (group === undefined) groups.set(row.id, [row])
    else group.push(row)
  }
  return groups
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

const ORDER = ['receive', 'dispatch', 'en_route', 'on_scene', 'end', 'close'] as const

/** Which of two things at the same second comes first. */
function rank({ at, do: what, row: { movement } }: Action): number {
  if (what !== 'end' || movement === null) return ORDER.indexOf(what)
  const before = movement.onScene ?? movement.enRoute ?? movement.dispatched
  return before < at ? -1 : ORDER.indexOf('end')
}
