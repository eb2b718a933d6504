import { z } from 'zod'
import type { LonLat } from '../../../shared/geo.ts'
import type { Mode } from '../road/street.ts'
import { askJson } from './ask-json.ts'
import { checkWhole, REACH_METRES, type TableEngine, type TravelTable, Unanswerable } from './table-engine.ts'

const cells = z.array(z.array(z.number().min(0).nullable()))
const answerSchema = z.object({ code: z.literal('Ok'), durations: cells, distances: cells })
const refusalSchema = z.object({ code: z.string().regex(/^[A-Za-z]{1,40}$/) })

const NOT_ON_STREETS = ['NoSegment', 'NoTable']

/**
 * OSRM's table service. A server of it was built for one profile, whatever the address asks: for cars, as we take it. The
 * service has no other way than to write positions into the address. https://project-osrm.org/docs/ (Table service)
 */
export class Osrm implements TableEngine {
  readonly name = 'osrm'
  readonly modes = ['car'] as const
  /** `places`: its `--max-table-size`, which also keeps the address under 8 kB. */
  readonly limits = { pairs: 10_000, places: 100 }

  constructor(private readonly url: string) {}

  async table(
    _mode: Mode,
    from: readonly LonLat[],
    to: readonly LonLat[],
    signal: AbortSignal,
  ): Promise<TravelTable> {
    const { status, body } = await askJson(this.addressOf(from, to), { signal })
    if (status !== 200) throw refusal(status, body)
    const { durations, distances } = answerSchema.parse(body)
    return checkWhole({ seconds: durations, metres: distances }, from, to)
  }

  private addressOf(from: readonly LonLat[], to: readonly LonLat[]): URL {
    const places = [...from, ...to]
    const indices = places.map((_, index) => index)
    const coordinates = places.map(({ lon, lat }) => `${lon.toFixed(6)},${lat.toFixed(6)}`)
    const url = new URL(`${this.url}/table/v1/driving/${coordinates.join(';')}`)
    url.search = [
      `sources=${indices.slice(0, from.length).join(';')}`,
      `destinations=${indices.slice(from.length).join(';')}`,
      `radiuses=${places.map(() => REACH_METRES).join(';')}`,
      'annotations=duration,distance',
    ].join('&')
    return url
  }
}

function refusal(status: number, body: unknown): Error {
  const code = refusalSchema.safeParse(body).data?.code
  if (code !== undefined && NOT_ON_STREETS.includes(code))
    return new Unanswerable('A place is on no street that OSRM knows.')
  return new Error(`OSRM answered HTTP ${status}, code ${code ?? 'unknown'}.`)
}
