import { z } from 'zod'
import type { LonLat } from '../../../shared/geo.ts'
import type { Mode } from '../road/street.ts'
import { askJson } from './ask-json.ts'
import { checkWhole, REACH_METRES, type TableEngine, type TravelTable, Unanswerable } from './table-engine.ts'

const COSTING: Record<Mode, string> = { car: 'auto', bicycle: 'bicycle', foot: 'pedestrian' }

const cells = z.array(z.array(z.number().min(0).nullable()))
const answerSchema = z.object({
  sources_to_targets: z.object({ durations: cells, distances: cells }),
  units: z.literal('kilometers'),
})
const refusalSchema = z.object({ error_code: z.int() })

/** « Locations are in unconnected regions », « No suitable edges near location ». */
const NOT_ON_STREETS = [170, 171]

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
    from: readonly LonLat[],
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
    if (status !== 200) throw refusal(status, body)
    const { durations, distances } = answerSchema.parse(body).sources_to_targets
    const metres = distances.map((row) => row.map((one) => (one === null ? null : one * 1_000)))
    return checkWhole({ seconds: durations, metres }, from, to)
  }
}

function locationOf({ lon, lat }: LonLat) {
  return { lon, lat, search_cutoff: REACH_METRES }
}

function refusal(status: number, body: unknown): Error {
  const code = refusalSchema.safeParse(body).data?.error_code
  if (code !== undefined && NOT_ON_STREETS.includes(code))
    return new Unanswerable('A place is on no street that Valhalla knows.')
  return new Error(`Valhalla answered HTTP ${status}, error_code ${code ?? 'unknown'}.`)
}
