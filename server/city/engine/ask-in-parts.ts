import type { LonLat } from '../../../shared/geo.ts'
import type { Mode } from '../road/street.ts'
import { type Departure, type TableEngine, type TravelTable, Unanswerable } from './table-engine.ts'

/** More requests than this for one question, in one mode, are not made. */
const MOST_REQUESTS = 20
/** Columns of one request, so that a request for many places to reach still has room for places to leave from. */
const MOST_COLUMNS = 25

/**
 * A table of any size, asked for in as many requests at once as the engine's limits make necessary. Rejects as the engine
 * does, and with an `Unanswerable` where they would be more than 20.
 */
export async function askInParts(
  engine: TableEngine,
  mode: Mode,
  from: readonly Departure[],
  to: readonly LonLat[],
  signal: AbortSignal,
): Promise<TravelTable> {
  const columns = parts(to, MOST_COLUMNS)
  const widest = Math.min(to.length, MOST_COLUMNS)
  const { pairs, places } = engine.limits
  const rows = parts(from, Math.min(Math.floor(pairs / widest), places - widest))
  const requests = rows.length * columns.length
  if (requests > MOST_REQUESTS)
    throw new Unanswerable(`${from.length} × ${to.length} pairs would take ${requests} requests.`)
  const bands = await Promise.all(
    rows.map((some) => Promise.all(columns.map((others) => engine.table(mode, some, others, signal)))),
  )
  return { seconds: joined(bands, 'seconds'), metres: joined(bands, 'metres') }
}

function parts<T>(all: readonly T[], most: number): T[][] {
  const count = Math.ceil(all.length / most)
  return Array.from({ length: count }, (_, index) => all.slice(index * most, (index + 1) * most))
}

/** Tables above each other, and in each band beside each other, as one. */
function joined(bands: readonly TravelTable[][], figure: keyof TravelTable): (number | null)[][] {
  return bands.flatMap(
    ([first, ...others]) =>
      first?.[figure].map((row, index) => row.concat(...others.map((table) => table[figure][index] ?? []))) ??
      [],
  )
}
