import { startValhalla } from '../server/city/engine/test-valhalla.ts'
import { Valhalla } from '../server/city/engine/valhalla.ts'
import { RoadTimes } from '../server/city/road/road-times.ts'
import { buildStreetNetwork } from '../server/city/road/street-network.ts'
import { extractFile, readExtract } from '../server/city/road/test-streets.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { crewsIn, placeIn, randomFrom, timed } from './travel.bench.ts'

const TICKETS = 200
const CREWS = 100
const LONGEST_MS = 60_000
/** Two crews that arrive this close together are nearly as near: no engine's figures are so sure. */
const NEAR_TIE_SECONDS = 10
const anyone = { maxSeconds: Number.POSITIVE_INFINITY }

/**
 * Ours beside a real Valhalla on Porto: whether both name the same nearest crew, and what each needs to say so. Its Node
 * binding opens Valhalla's tiles anew for each question, which its own server does not: its time here is more than its own.
 */
export const valhalla: Bench = {
  name: 'valhalla',
  what: 'the nearest crew on Porto by our streets and by a real Valhalla',
  async run(report) {
    const file = extractFile('Porto')
    if (file !== null) return compare(file, report)
    report('Porto is left out: its shared extract is not here.')
    return []
  },
}

async function compare(file: string, report: (line: string) => void): Promise<Figure[]> {
  const server = await startValhalla(file)
  try {
    const { streets, restrictions, signals } = await readExtract(file)
    const ours = new RoadTimes(buildStreetNetwork(streets, restrictions, signals), 'Porto')
    // Places are drawn by edge: without the lights, which cut some, so that they are those of the runs before lights were known.
    const network = buildStreetNetwork(streets, restrictions)
    const theirs = new Valhalla(server.url)
    const random = randomFrom(4)
    const values: number[] = []
    const floors: number[] = []
    const lost: number[] = []
    for (let index = 0; index < TICKETS; index++) {
      const ticket = placeIn(network, random)
      const crews = crewsIn(network, CREWS, random)
      let named = -1
      values.push(
        await timed(async () => {
          const [first] = await ours.nearest(ticket, crews, 1, anyone)
          named = crews.findIndex(({ crewId }) => crewId === first?.crewId)
        }),
      )
      let seconds: number[] = []
      floors.push(
        await timed(async () => {
          const table = await theirs.table('car', crews, [ticket], AbortSignal.timeout(LONGEST_MS))
          seconds = table.seconds.map(([one]) => one ?? Number.POSITIVE_INFINITY)
        }),
      )
      lost.push((seconds[named] ?? Number.POSITIVE_INFINITY) - Math.min(...seconds))
    }
    return figuresOf(values, floors, lost, report)
  } finally {
    await server.stop()
  }
}

/** `lost`: by Valhalla's own times, how many seconds later the crew that we name arrives than the one that it names. */
function figuresOf(
  values: readonly number[],
  floors: readonly number[],
  lost: readonly number[],
  report: (line: string) => void,
): Figure[] {
  const others = lost.filter((seconds) => seconds > 0)
  const share = (some: readonly number[]) => (100 * some.length) / lost.length
  const agreement = 100 - share(others)
  const late = share(lost.filter((seconds) => seconds > NEAR_TIE_SECONDS))
  report(
    `Porto: the nearest agrees with Valhalla for ${agreement.toFixed(1)} % of ${lost.length} tickets (aim: 95 or more)`,
  )
  report(`Porto: Valhalla over HTTP, p95 ${quantile(floors, 0.95).toFixed(0)} ms`)
  return [
    { name: 'Porto: another nearest than Valhalla', unit: '%', value: 100 - agreement, aim: 5 },
    { name: `Porto: one more than ${NEAR_TIE_SECONDS} s later`, unit: '%', value: late },
    { name: 'Porto: lost where another, median', unit: 's', value: others.length === 0 ? 0 : median(others) },
    {
      name: `Porto: nearest of ${CREWS}; Valhalla`,
      unit: 'ms',
      value: median(values),
      floor: median(floors),
      ratio: median(values.map((value, index) => value / (floors[index] ?? Number.NaN))),
      aim: 1,
    },
  ]
}
