import { RoadTimes } from '../server/city/road/road-times.ts'
import { buildStreetNetwork, type StreetNetwork } from '../server/city/road/street-network.ts'
import { type Extract, extractFile, readExtract } from '../server/city/road/test-streets.ts'
import { type Located, StraightLine } from '../server/city/road/travel-times.ts'
import type { LonLat } from '../shared/geo.ts'
import { crewId } from '../shared/test-board.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'

const TICKETS = 300
/** Each search is timed so often and its best taken: what other programs took from the processor is not the search's. */
const ROUNDS = 5
const anyone = { maxSeconds: Number.POSITIVE_INFINITY }

/** Who is near, by road and in a straight line, and how often the two name different crews. */
export const travel: Bench = {
  name: 'travel',
  what: 'the nearest crews by road on real street networks',
  async run(report) {
    const figures: Figure[] = []
    for (const extract of ['Porto', 'Toulouse'] as const) {
      const file = extractFile(extract)
      if (file === null) report(`${extract} is left out: its shared extract is not here.`)
      else figures.push(...(await byRoad(extract, file, report)))
    }
    return figures
  },
}

async function byRoad(extract: Extract, file: string, report: (line: string) => void): Promise<Figure[]> {
  const { streets, restrictions, signals } = await readExtract(file)
  const started = performance.now()
  const network = buildStreetNetwork(streets, restrictions, signals)
  const built = (performance.now() - started) / 1_000
  const figures: Figure[] = [
    { name: `${extract}: network in memory`, unit: 'MB', value: network.bytes / 1e6, aim: 20 },
    { name: `${extract}: network built`, unit: 's', value: built },
  ]
  const random = randomFrom(1)
  const tickets = Array.from({ length: TICKETS }, () => placeIn(network, random))
  for (const [k, count, aim] of [
    [5, 100, 0.5],
    [5, 1_000, 0.5],
    [1_000, 1_000, 10],
  ] as const) {
    const times = new RoadTimes(network, extract)
    const crews = crewsIn(network, count, random)
    const first = structuredClone(crews)
    const cold = await timed(() => times.nearest(tickets[0] as LonLat, first, k, anyone))
    const best: number[] = []
    for (const ticket of k === count ? tickets.slice(0, 30) : tickets)
      best.push(await bestOf(times, ticket, crews, k))
    const name = `${extract}: ${k === count ? 'all' : k} of ${count} crews`
    report(
      `${name}: p95 ${quantile(best, 0.95).toFixed(2)} ms; the first, which places them, ${cold.toFixed(1)} ms`,
    )
    figures.push({ name: `${name}, median`, unit: 'ms', value: median(best), aim })
  }
  figures.push(...(await learnedSpeeds(extract, network, tickets, random)))
  figures.push(...(await disagreement(extract, network, extract === 'Porto' ? 100 : 40, report)))
  return figures
}

/** Milliseconds of a question's quickest round. The thread of road times is sent its crews anew with each question. */
async function bestOf(
  times: RoadTimes,
  ticket: LonLat,
  crews: readonly Located[],
  k: number,
): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const sent = structuredClone(crews)
    rounds.push(await timed(() => times.nearest(ticket, sent, k, anyone)))
  }
  return Math.min(...rounds)
}

/** Another hour's learned speeds put into the standing network, and the nearest found by them; the table's are put back. */
async function learnedSpeeds(
  extract: Extract,
  network: StreetNetwork,
  tickets: readonly LonLat[],
  random: () => number,
): Promise<Figure[]> {
  const times = new RoadTimes(network, extract)
  const corrections = Object.fromEntries(Object.keys(network.speeds.car).map((name) => [name, 0.9]))
  const taken: number[] = []
  for (let round = 0; round < ROUNDS; round++)
    taken.push(await timed(async () => times.correct(round % 2 === 0 ? corrections : {})))
  const crews = crewsIn(network, 100, random)
  const best: number[] = []
  for (const ticket of tickets) best.push(await bestOf(times, ticket, crews, 5))
  times.correct({})
  return [
    { name: `${extract}: speeds of another hour put in`, unit: 'ms', value: median(taken) },
    {
      name: `${extract}: 5 of 100 crews by learned speeds, median`,
      unit: 'ms',
      value: median(best),
      aim: 0.5,
    },
  ]
}

/** How often the nearest in a straight line is not the nearest by road, and what sending it would cost. */
async function disagreement(
  extract: Extract,
  network: StreetNetwork,
  count: number,
  report: (line: string) => void,
): Promise<Figure[]> {
  const random = randomFrom(2)
  const road = new RoadTimes(network, extract)
  const straight = new StraightLine()
  const lost: number[] = []
  const tickets = 1_000
  for (let ticket = 0; ticket < tickets; ticket++) {
    const place = placeIn(network, random)
    const crews = crewsIn(network, count, random)
    const [first] = await road.nearest(place, crews, 1, anyone)
    const [named] = await straight.nearest(place, crews, 1, anyone)
    const chosen = crews.filter(({ crewId: id }) => id === named?.crewId)
    const [sent] = await road.nearest(place, chosen, 1, anyone)
    if (first !== undefined && sent !== undefined && sent.seconds > first.seconds)
      lost.push(sent.seconds - first.seconds)
  }
  const mean = lost.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, lost.length)
  const wrong = (100 * lost.length) / tickets
  report(
    `${extract}, ${count} crews: the straight line names another crew for ${wrong.toFixed(1)} % of ${tickets} tickets; ` +
      `${mean.toFixed(0)} s lost on average then, ${Math.max(0, ...lost).toFixed(0)} s at most`,
  )
  return [
    { name: `${extract}: straight line wrong, ${count} crews`, unit: '%', value: wrong },
    { name: `${extract}: lost where wrong, mean`, unit: 's', value: mean },
  ]
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

export function crewsIn(network: StreetNetwork, count: number, random: () => number): Located[] {
  return Array.from({ length: count }, (_, index) => ({
    ...placeIn(network, random),
    crewId: crewId(index),
    kind: 'patrol',
  }))
}

/** A place a few metres from a random point of the streets that cars can take. */
export function placeIn({ graphs: { car }, lines }: StreetNetwork, random: () => number): LonLat {
  const { lon, lat } = lines.lonLat(car.first[Math.floor(random() * car.edges)] ?? 0)
  return { lon: lon + (random() - 0.5) * 2e-4, lat: lat + (random() - 0.5) * 2e-4 }
}

/** The same numbers from 0 to 1 on each run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
