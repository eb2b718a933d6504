import type { LonLat } from '../../../shared/geo.ts'
import type { Mode } from '../road/street.ts'

/** Travel from each place to each other: a row a place to leave from, a column a place to reach; null: no way leads there. */
export interface TravelTable {
  seconds: (number | null)[][]
  metres: (number | null)[][]
}

/** A place to leave from, at `speed` in metres a second; absent or null where unknown. */
export interface Departure extends LonLat {
  speed?: number | null
}

/** A routing server of the town's own that answers tables of travel times over HTTP. */
export interface TableEngine {
  readonly name: 'valhalla' | 'osrm'
  /** The means it can time. */
  readonly modes: readonly Mode[]
  /** The most that one request may ask: as its server is set when nobody changed that. */
  readonly limits: { pairs: number; places: number }
  /** Rejects with an `Unanswerable` where a place is on no street it knows, else with what went wrong. */
  table(
    mode: Mode,
    from: readonly Departure[],
    to: readonly LonLat[],
    signal: AbortSignal,
  ): Promise<TravelTable>
}

/** What an engine that is well cannot answer: a place is on no street that it knows, or too much is asked. */
export class Unanswerable extends Error {}

/** Farther from a street than this, in metres, is not by road: as in our own network. */
export const REACH_METRES = 500

/** Checks that an answer is whole: one row for each of `from`, one column for each of `to`. Throws where it is not. */
export function checkWhole(table: TravelTable, from: readonly LonLat[], to: readonly LonLat[]): TravelTable {
  for (const rows of [table.seconds, table.metres])
    if (rows.length !== from.length || rows.some((row) => row.length !== to.length))
      throw new Error(`The answer is not a table of ${from.length} × ${to.length}.`)
  return table
}
