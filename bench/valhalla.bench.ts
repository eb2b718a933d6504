import { startValhalla } from '../server/city/engine/test-valhalla.ts'
import { Valhalla } from '../server/city/engine/valhalla.ts'
import { RoadTimes } from '../server/city/road/road-times.ts'
import type { Street } from '../server/city/road/street.ts'
import { buildStreetNetwork, type StreetNetwork } from '../server/city/road/street-network.ts'
import { extractFile, readExtract } from '../server/city/road/test-streets.ts'
import { type Bench, type Figure, median } from './measure.ts'
import { crewsIn, placeIn, randomFrom, timed } from './travel.bench.ts'
import { MOST_LOCATIONS, valhallaSpeeds } from './valhalla-speeds.ts'

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
  const server = await startValhalla(file, MOST_LOCATIONS)
  try {
    const { streets, restrictions, signals } = await readExtract(file)
    const ours = new RoadTimes(buildStreetNetwork(streets, restrictions, signals), 'Porto')
    const alike = buildStreetNetwork(streets, restrictions, signals)
    await driveAs(server.url, alike, streets)
    const atTheirSpeeds = new RoadTimes(alike, 'Porto')
    // Places are drawn by edge: without the lights, which cut some, so that they are those of the runs before lights were known.
    const network = buildStreetNetwork(streets, restrictions)
    const theirs = new Valhalla(server.url)
    const random = randomFrom(4)
    const values: number[] = []
    const floors: number[] = []
    const lost: number[] = []
    const lostAlike: number[] = []
    for (let index = 0; index < TICKETS; index++) {
      const ticket = placeIn(network, random)
      const crews = crewsIn(network, CREWS, random)
      const named = async (times: RoadTimes) => {
        const [first] = await times.nearest(ticket, crews, 1, anyone)
        return crews.findIndex(({ crewId }) => crewId === first?.crewId)
      }
      let ourFirst = -1
      values.push(
        await timed(async () => {
          ourFirst = await named(ours)
        }),
      )
      let seconds: number[] = []
      floors.push(
        await timed(async () => {
          const table = await theirs.table('car', crews, [ticket], AbortSignal.timeout(LONGEST_MS))
          seconds = table.seconds.map(([one]) => one ?? Number.POSITIVE_INFINITY)
        }),
      )
      const least = Math.min(...seconds)
      if (least === Number.POSITIVE_INFINITY) throw new Error(`Valhalla knows no way to ticket ${index}.`)
      const later = (crew: number) => (seconds[crew] ?? Number.POSITIVE_INFINITY) - least
      lost.push(later(ourFirst))
      lostAlike.push(later(await named(atTheirSpeeds)))
    }
    return [
      ...agreement('Porto', lost, report, 5),
      ...agreement("Porto, at Valhalla's speeds", lostAlike, report),
      {
        name: `Porto: nearest of ${CREWS}; Valhalla`,
        unit: 'ms',
        value: median(values),
        floor: median(floors),
        ratio: median(values.map((value, index) => value / (floors[index] ?? Number.NaN))),
        aim: 1,
      },
    ]
  } finally {
    await server.stop()
  }
}

/** Times every edge at the speed that Valhalla has there, so that what is left to differ on is who may drive where, turns and places. */
async function driveAs(
  url: string,
  { graphs: { car }, lines }: StreetNetwork,
  streets: readonly Street[],
): Promise<void> {
  const speeds = await valhallaSpeeds(url, car, (edge) => streets[lines.streetOf(car.first[edge] ?? 0)]?.id)
  const usual = car.seconds.slice()
  car.retime((edge) => {
    const speed = speeds[edge] ?? null
    return speed === null ? (usual[edge] ?? 0) : ((car.metres[edge] ?? 0) * 3.6) / speed
  })
}

/** `lost`: by Valhalla's own times, how many seconds later the crew that we name arrives than the one that it names. */
function agreement(
  where: string,
  lost: readonly number[],
  report: (line: string) => void,
  aim?: number,
): Figure[] {
  const others = lost.filter((seconds) => seconds > 0)
  const share = (some: readonly number[]) => (100 * some.length) / lost.length
  const late = share(lost.filter((seconds) => seconds > NEAR_TIE_SECONDS))
  report(
    `${where}: the nearest agrees with Valhalla for ${(100 - share(others)).toFixed(1)} % of ${lost.length} tickets`,
  )
  return [
    {
      name: `${where}: another nearest than Valhalla`,
      unit: '%',
      value: share(others),
      ...(aim === undefined ? {} : { aim }),
    },
    { name: `${where}: one more than ${NEAR_TIE_SECONDS} s later`, unit: '%', value: late },
    {
      name: `${where}: lost where another, median`,
      unit: 's',
      value: others.length === 0 ? 0 : median(others),
    },
  ]
}
