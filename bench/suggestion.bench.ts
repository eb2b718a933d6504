import { LiveBoard } from '../server/broadcast/live-board.ts'
import { Positions } from '../server/broadcast/positions.ts'
import { SuggestionWatch } from '../server/broadcast/suggestion-watch.ts'
import { importCity } from '../server/city/import/import-city.ts'
import { silent } from '../server/city/import/progress.ts'
import { readStreets } from '../server/city/road/read-streets.ts'
import { RoadEngine } from '../server/city/road/road-engine.ts'
import { buildStreetNetwork } from '../server/city/road/street-network.ts'
import { StraightLine, type TravelTimes } from '../server/city/road/travel-times.ts'
import type { Database } from '../server/db/pool.ts'
import { pick, type Random, randomFrom } from '../server/simulation/random.ts'
import type { Board } from '../shared/board.ts'
import type { Crew, CrewKind } from '../shared/crew/crew.ts'
import type { LonLat } from '../shared/geo.ts'
import type { TicketId } from '../shared/id.ts'
import { instant } from '../shared/instant.ts'
import type { Suggestion } from '../shared/nearest-crew/suggestion.ts'
import { aBoard, aCrew, anAssignment, aTicket, HOLE, NOISE, published } from '../shared/test-board.ts'
import { measureCities, withDatabase } from './extracts.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'
import { placeIn } from './travel.bench.ts'

const TICKETS = 2_000
const CREWS = [300, 1_000] as const
/** Tickets asked for, after some to warm up. */
const ROUNDS = 300
const WARM_UP = 30
/** Each ticket is asked for so often and its best taken: what other programs took from the processor is not the server's. */
const TRIES = 3
const AIM_MS = 10
/** Most drive; of every ten crews, three are on their way to a ticket that is less urgent than half of the others. */
const KINDS: readonly CrewKind[] = [...Array(7).fill('patrol'), 'motorcycle', 'bicycle', 'foot']
const isEngaged = (index: number) => index % 10 < 3
const now = () => instant(Date.now())

/**
 * From a post's question about a ticket to the suggestion sent: the watch, who is eligible, the road thread and back,
 * the ranking, the five ways to draw. Floor: the same from the straight line, which has no thread and no ways.
 */
export const suggestion: Bench = {
  name: 'suggestion',
  what: `the whole suggestion on the server, Porto's roads, ${TICKETS.toLocaleString('en')} open tickets`,
  run: (report) =>
    measureCities(['Porto'], report, async ({ file, databaseUrl }) => {
      const placeOf = await withDatabase(databaseUrl, (database) => load(database, file))
      const roads = new RoadEngine({ databaseUrl, onFault: (error) => report(String(error)) })
      roads.adopt(await roads.prepare())
      const figures: Figure[] = []
      for (const crews of CREWS) figures.push(...(await measure(crews, placeOf, roads, report)))
      await roads.stop()
      return figures
    }),
}

/** Imports the city, and gives what finds random places near its streets. */
async function load(database: Database, file: string): Promise<(random: Random) => LonLat> {
  await importCity(database, { file }, silent)
  const { streets, restrictions, signals } = await readStreets(database)
  const network = buildStreetNetwork(streets, restrictions, signals)
  return (random) => placeIn(network, random)
}

async function measure(
  count: number,
  placeOf: (random: Random) => LonLat,
  roads: RoadEngine,
  report: (line: string) => void,
): Promise<Figure[]> {
  const random = randomFrom(6)
  const board = boardOf(count, () => placeOf(random))
  const crews = [...board.crews.values()]
  const positions = new Positions()
  const places = new Map(crews.map(({ id }) => [id, placeOf(random)]))
  const tickets = [...board.tickets.keys()]
  const sides = {
    roads: new Asked(board, positions, roads),
    straight: new Asked(board, positions, new StraightLine()),
  }
  const putAll = () => {
    for (const crew of crews) put(crew, places.get(crew.id), positions, random)
  }
  putAll()
  const figures: Figure[] = []
  for (const moves of [false, true]) {
    const taken = { roads: [] as number[], straight: [] as number[] }
    let byRoad = 0
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const ticket = pick(random, tickets)
      const tries = { roads: [] as number[], straight: [] as number[] }
      for (let attempt = 0; attempt < TRIES; attempt++) {
        if (moves) putAll()
        for (const side of ['roads', 'straight'] as const) {
          const [sent, milliseconds] = await sides[side].ask(ticket)
          tries[side].push(milliseconds)
          if (round >= 0 && side === 'roads' && sent.proposals[0]?.basis === 'road') byRoad += 1
        }
      }
      if (round < 0) continue
      for (const side of ['roads', 'straight'] as const) taken[side].push(Math.min(...tries[side]))
    }
    const name = `${count.toLocaleString('en')} crews ${moves ? 'that all moved since' : 'standing'}`
    if (byRoad < ROUNDS * TRIES) report(`${name}: ${ROUNDS * TRIES - byRoad} suggestions were not by road`)
    figures.push(...figuresOf(name, taken))
  }
  for (const side of Object.values(sides)) side.stop()
  return figures
}

function figuresOf(name: string, { roads, straight }: Record<'roads' | 'straight', number[]>): Figure[] {
  return [
    { name: `${name}, p50`, unit: 'ms', value: median(roads), floor: median(straight) },
    {
      name: `${name}, p95`,
      unit: 'ms',
      value: quantile(roads, 0.95),
      floor: quantile(straight, 0.95),
      aim: AIM_MS,
    },
  ]
}

/** One watch of suggestions, as the server has it, asked as a post asks. */
class Asked {
  private readonly watch: SuggestionWatch
  private settle: (sent: Suggestion) => void = () => {}
  private fail: (error: unknown) => void = () => {}

  constructor(board: Board, positions: Positions, travelTimes: TravelTimes) {
    const live = new LiveBoard({ logId: 'bench', seq: 0, board })
    this.watch = new SuggestionWatch(
      {
        live,
        positions,
        travelTimes,
        serviceOf: published(NOISE, HOLE).serviceOf,
        usualTimes: () => new Map(),
        now,
      },
      (_, sent) => this.settle(sent),
      (error) => this.fail(error),
    )
  }

  /** What is sent to a post that begins to look at the ticket, and after how many milliseconds. */
  async ask(ticketId: TicketId): Promise<[Suggestion, number]> {
    const started = performance.now()
    const sent = await new Promise<Suggestion>((settle, fail) => {
      Object.assign(this, { settle, fail })
      this.watch.watch('post', ticketId)
    })
    const milliseconds = performance.now() - started
    this.watch.unwatch('post')
    return [sent, milliseconds]
  }

  stop(): void {
    this.watch.stop()
  }
}

function boardOf(count: number, place: () => LonLat): Board {
  const tickets = Array.from({ length: TICKETS }, (_, index) => {
    const service = index % 2 === 0 ? HOLE : NOISE
    const given = { position: place(), serviceCode: service.code, priority: service.priority, district: null }
    return aTicket(index, given)
  })
  const skills = [...NOISE.skills, ...HOLE.skills]
  const crews = Array.from({ length: count }, (_, index) =>
    aCrew(index, { kind: KINDS[Math.floor(index / 10) % KINDS.length] ?? 'patrol', skills, freeAt: now() }),
  )
  const assignments = crews.flatMap((crew, index) => {
    const ticket = tickets[2 * index]
    return isEngaged(index) && ticket !== undefined
      ? [anAssignment(index, 'en_route', { ticketId: ticket.id, crewId: crew.id })]
      : []
  })
  return aBoard(tickets, crews, assignments)
}

/** A fix of now, within some metres of the crew's place. */
function put({ id, number }: Crew, place: LonLat | undefined, positions: Positions, random: Random): void {
  const { lon, lat } = place ?? { lon: 0, lat: 0 }
  const moved = { lon: lon + (random() - 0.5) * 1e-4, lat: lat + (random() - 0.5) * 1e-4 }
  const device = { accuracy: 5, heading: null, speed: 8, clockAhead: false, newerApart: false }
  positions.put({ ...moved, ...device, crewId: id, crew: number, at: now(), receivedAt: now() })
}
