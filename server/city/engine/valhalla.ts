import { z } from 'zod'
import type { LonLat } from '../../../shared/geo.ts'
import type { Mode } from '../road/street.ts'
import { moves } from '../road/street-placement.ts'
import { askJson } from './ask-json.ts'
import {
  checkWhole,
  type Departure,
  REACH_METRES,
  type TableEngine,
  type TravelTable,
  Unanswerable,
} from './table-engine.ts'

const COSTING: Record<Mode, string> = { car: 'auto', bicycle: 'bicycle', foot: 'pedestrian' }

const cells = z.array(z.array(z.number().min(0).nullable()))
const answerSchema = z.object({
  sources_to_targets: z.object({ durations: cells, distances: cells }),
  units: z.literal('kilometers'),
})
const refusalSchema = z.object({ error_code: z.int() })

/** « Locations are in unconnected regions », « No suitable edges near location ». */
const NOT_ON_STREETS = [170, 171]
/** « No path could be found for input »: from none of the places to any. */
const NO_WAY = 442

/**
 * Valhalla's time-distance matrix, in its short form (`verbose: false`), which knows cars, bicycles and feet. A place
 * farther than 500 m from every street of a mode is refused by it, and with it the whole question.
 * https://valhalla.github.io/valhalla/api/matrix/api-reference/
 */
export class Valhalla implements TableEngine {
  readonly name = 'valhalla'
  readonly modes = ['car', 'bicycle', 'foot'] as const
  /** Its `max_matrix_location_pairs`. */
  readonly limits = { pairs: 2_500, places: 2_500 }

  constructor(private readonly url: string) {}

  async table(
    mode: Mode,
    from: readonly Departure[],
    to: readonly LonLat[],
    signal: AbortSignal,
  ): Promise<TravelTable> {
    const question = {
      sources: from.map(locationOf),
      targets: to.map(locationOf),
      costing: COSTING[mode],
      units: 'kilometers',
      verbose: false,
    }
    const { status, body } = await askJson(new URL(`${this.url}/sources_to_targets`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      signal,
    })
    if (status !== 200) return withoutWay(status, body, from, to)
    const { durations, distances } = answerSchema.parse(body).sources_to_targets
    const metres = distances.map((row) => row.map((one) => (one === null ? null : one * 1_000)))
    return checkWhole({ seconds: durations, metres }, from, to)
  }
}

/**
 * As on our own streets, only who moves is put on a motorway or trunk road, however near one runs above a street or below
 * it. Slip roads too: Valhalla gives those of a motorway the class of the street that they lead to.
 */
const STANDING = { max_road_class: 'primary', exclude_ramp: true }

function locationOf({ lon, lat, speed = null }: Departure) {
  return { lon, lat, search_cutoff: REACH_METRES, ...(moves(speed) ? {} : { search_filter: STANDING }) }
}

/** The answer where no way leads from any place to any other, which comes as an error; throws every other. */
function withoutWay(
  status: number,
  body: unknown,
  from: readonly LonLat[],
  to: readonly LonLat[],
): TravelTable {
  const code = refusalSchema.safeParse(body).data?.error_code
  if (code === NO_WAY) {
    const none = from.map(() => to.map(() => null))
    return { seconds: none, metres: none }
  }
  if (code !== undefined && NOT_ON_STREETS.includes(code))
    throw new Unanswerable('A place is on no street that Valhalla knows.')
  throw new Error(`Valhalla answered HTTP ${status}, error_code ${code ?? 'unknown'}.`)
}
