import { importCity } from '../server/city/import/import-city.ts'
import { silent } from '../server/city/import/progress.ts'
import { readStreets } from '../server/city/road/read-streets.ts'
import { RoadTimes } from '../server/city/road/road-times.ts'
import { buildStreetNetwork } from '../server/city/road/street-network.ts'
import type { Extract } from '../server/city/road/test-streets.ts'
import type { Located } from '../server/city/road/travel-times.ts'
import { findPostgres } from '../server/db/find-postgres.ts'
import { installPackages } from '../server/db/install.ts'
import type { Database } from '../server/db/pool.ts'
import { measureCities, withDatabase } from './extracts.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { loadPgRouting, PgRouting } from './pg-routing.ts'
import { crewsIn, placeIn, randomFrom, timed } from './travel.bench.ts'

const TICKETS = 100
const CREWS = 100
const WANTED = 5
const anyone = { maxSeconds: Number.POSITIVE_INFINITY }

/**
 * Ours beside pgRouting in the database: the same streets, speeds and places on them, the same question. pgRouting's plain
 * searches know no turn restrictions: whether both name the same crews is told by our network without them too.
 */
export const pgrouting: Bench = {
  name: 'pgrouting',
  what: `the ${WANTED} nearest of ${CREWS} crews by our streets and by pgRouting in PostgreSQL`,
  run: (report) =>
    measureCities(['Porto', 'Toulouse'], report, ({ extract, file, databaseUrl }) =>
      withDatabase(databaseUrl, async (database) => {
        if (!(await isAvailable(database, report))) return []
        await importCity(database, { file }, silent)
        return compare(extract, database, report)
      }),
    ),
}

/** Whether PostgreSQL has pgRouting, installed now where this process may; why not is reported. */
async function isAvailable(database: Database, report: (line: string) => void): Promise<boolean> {
  const asked = "select from pg_available_extensions where name = 'pgrouting'"
  if ((await database.query(asked)).rowCount === 1) return true
  try {
    installPackages([`postgresql-${findPostgres()?.version}-pgrouting`], 'pgRouting', report)
    return true
  } catch (error) {
    report(`Nothing is compared. ${error instanceof Error ? error.message : error}`)
    return false
  }
}

async function compare(
  extract: Extract,
  database: Database,
  report: (line: string) => void,
): Promise<Figure[]> {
  const { streets, restrictions } = await readStreets(database)
  const network = buildStreetNetwork(streets, restrictions)
  const plain = buildStreetNetwork(streets, [])
  const ours = { served: new RoadTimes(network, extract), plain: new RoadTimes(plain, extract) }
  const edges = await loadPgRouting(database, plain)
  const random = randomFrom(5)
  const crews = crewsIn(plain, CREWS, random)
  const theirs = await PgRouting.withCrews(database, plain, crews)
  const rounds: Round[] = []
  // The first finds crews their places, and what the database reads from its disk.
  for (let index = -1; index < TICKETS; index++) {
    const ticket = placeIn(plain, random)
    const round = await ask(ticket, crews, ours, theirs)
    if (index >= 0) rounds.push(round)
  }
  report(`${extract}: ${edges.toLocaleString('en')} edges, ${restrictions.length} turn restrictions`)
  return figuresOf(extract, rounds, report)
}

/** One ticket: what each side needed, and whom it named. */
interface Round {
  ours: number
  theirs: number
  /** Our first with the turn restrictions, without them, and theirs. */
  named: { served: string; plain: string; theirs: string }
  /** Seconds by which the five times of both differ at the most, without restrictions. */
  difference: number
}

async function ask(
  ticket: { lon: number; lat: number },
  crews: readonly Located[],
  ours: { served: RoadTimes; plain: RoadTimes },
  theirs: PgRouting,
): Promise<Round> {
  const taken = { ours: 0, theirs: 0 }
  const plain = await ours.plain.nearest(ticket, crews, WANTED, anyone)
  let served: typeof plain = []
  let found: Awaited<ReturnType<PgRouting['nearest']>> = []
  taken.ours = await timed(async () => {
    served = await ours.served.nearest(ticket, crews, WANTED, anyone)
  })
  taken.theirs = await timed(async () => {
    found = await theirs.nearest(ticket, WANTED)
  })
  const differences = plain.map(({ seconds }, place) =>
    Math.abs(seconds - (found[place]?.seconds ?? Number.NaN)),
  )
  const first = (one: readonly { crewId: string }[]) => one[0]?.crewId ?? ''
  return {
    ...taken,
    named: { served: first(served), plain: first(plain), theirs: first(found) },
    difference: Math.max(...differences),
  }
}

function figuresOf(extract: Extract, rounds: readonly Round[], report: (line: string) => void): Figure[] {
  const share = (isSo: (round: Round) => boolean) => (100 * rounds.filter(isSo).length) / rounds.length
  const agree = share(({ named }) => named.served === named.theirs)
  const plainly = share(({ named }) => named.plain === named.theirs)
  const [ours, theirs] = [rounds.map((round) => round.ours), rounds.map((round) => round.theirs)]
  report(
    `${extract}: both name the same first crew for ${agree.toFixed(1)} % of ${rounds.length} tickets, without turn ` +
      `restrictions in ours for ${plainly.toFixed(1)} %; their times then differ by ` +
      `${Math.max(...rounds.map(({ difference }) => difference)).toFixed(2)} s at most (ours are whole seconds)`,
  )
  report(
    `${extract}: p95 ours ${quantile(ours, 0.95).toFixed(2)} ms, pgRouting ${quantile(theirs, 0.95).toFixed(0)} ms`,
  )
  return [
    {
      name: `${extract}: ${WANTED} of ${CREWS} crews; pgRouting`,
      unit: 'ms',
      value: median(ours),
      floor: median(theirs),
      ratio: median(rounds.map((round) => round.ours / round.theirs)),
      aim: 1,
    },
    { name: `${extract}: another first crew than pgRouting`, unit: '%', value: 100 - agree },
    { name: `${extract}: the same, no turn restrictions`, unit: '%', value: 100 - plainly, aim: 0 },
  ]
}
