import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredEvent } from '../../shared/event.ts'
import { type Bounds, isWithin, type LonLat } from '../../shared/geo.ts'
import { decodePositions } from '../../shared/position-frame.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { importCity } from '../city/import/import-city.ts'
import type { OsmElement } from '../city/import/osm-element.ts'
import { silent } from '../city/import/progress.ts'
import { writePbf } from '../city/import/test-pbf.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { moduleOf } from '../module-of.ts'
import type { Ready } from '../ready.ts'
import { type Started, startServer, stopProcess } from '../server-process.ts'
import { DoorClient } from './door-client.ts'
import { randomFrom } from './random.ts'
import { SimulatedDispatcher } from './simulated-dispatcher.ts'

/** The bounds in the fixture's city.json. */
const TOULOUSE: Bounds = [1.352, 43.533, 1.508, 43.664]
const WEST = -8.62
const SOUTH = 41.15
const ACROSS = 8
const STEP = 0.002
const LAST = (ACROSS - 1) * STEP
const PORTO: Bounds = [WEST - 0.0001, SOUTH - 0.0001, WEST + LAST + 0.0001, SOUTH + LAST + 0.0001]

/** Eight streets each way, some 200 m apart, all named. */
function grid(): OsmElement[] {
  const steps = Array.from({ length: ACROSS }, (_, step) => step)
  const idOf = (x: number, y: number) => 1 + x + ACROSS * y
  const nodes = steps.flatMap((x) =>
    steps.map((y): OsmElement => {
      return { type: 'node', id: idOf(x, y), lon: WEST + x * STEP, lat: SOUTH + y * STEP }
    }),
  )
  const street = (id: number, name: string, refs: number[]): OsmElement => {
    return { type: 'way', id, refs, tags: { highway: 'residential', name } }
  }
  return [
    ...nodes,
    ...steps.map((x) =>
      street(
        1 + x,
        `Rua ${x + 1}`,
        steps.map((y) => idOf(x, y)),
      ),
    ),
    ...steps.map((y) =>
      street(
        101 + y,
        `Travessa ${y + 1}`,
        steps.map((x) => idOf(x, y)),
      ),
    ),
  ]
}

describe('a demonstration whose city changes', () => {
  const stopping = new AbortController()
  let database: TestDatabase
  let server: Started<Ready>
  let poste1: DoorClient
  const events: StoredEvent[] = []
  const places = new Map<string, LonLat>()
  let simulation: ChildProcess | null = null
  let output = ''

  beforeAll(async () => {
    database = await createTestDatabase()
    server = await startServer(database.url)
    poste1 = await clientOf('poste1')
    poste1.onBatch((items) => {
      for (const item of items) if ('stored' in item) events.push(item.stored)
    })
    const socket = await poste1.connect()
    socket.on('positions', (frame) => {
      for (const { crew, lon, lat } of decodePositions(new Uint8Array(frame)).positions)
        places.set(String(crew), { lon, lat })
    })
  })
  afterAll(async () => {
    stopping.abort()
    if (simulation !== null) await stopProcess(simulation)
    poste1.close()
    await server.stop()
    await database.drop()
  })

  async function clientOf(userName: string): Promise<DoorClient> {
    const client = new DoorClient(server.ready.address)
    await client.login({ userName, password: 'demonstration' })
    return client
  }

  /** What `main.ts` starts, and starts again when it ends; five times as fast as time. */
  function simulate(): ChildProcess {
    const told = { ...server.ready.simulation, url: server.ready.address, speed: 5 }
    const child = fork(moduleOf('simulation/simulate'), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, VIGIE_SIMULATION: JSON.stringify(told) },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    child.stdout?.on('data', (text) => {
      output += text
    })
    return child
  }

  const tickets = (bounds: Bounds) =>
    [...poste1.board.tickets.values()].filter(
      ({ position }) => position !== null && isWithin(bounds, position),
    )
  const isSentIn = (bounds: Bounds) => {
    const ids = new Set(tickets(bounds).map(({ id }) => id))
    return [...poste1.board.assignments.values()].some(({ ticketId }) => ids.has(ticketId))
  }
  const crewsIn = (bounds: Bounds) => [...places.values()].filter((place) => isWithin(bounds, place)).length
  const wait = { timeout: 120_000, interval: 200 }

  it('[S-13] has the tickets of the city before tidied away, but for those that are somebody’s', async () => {
    const crews = [...poste1.board.crews.values()].slice(0, 4)
    const receive = async (steps: readonly string[], crew = crews[0]) => {
      const ticketId = randomUUID()
      const assignmentId = randomUUID()
      const report = { id: randomUUID(), description: 'Bruit', firstName: null, lastName: null, phone: null }
      const send = async (command: object) =>
        expect(await poste1.send(command)).toMatchObject({ status: 'accepted' })
      await send({
        ...{ type: 'receive_ticket', ticketId, serviceCode: 'TAPAGE_NOCTURNE', channel: 'phone' },
        ...{ position: { lon: 1.44, lat: 43.6 }, address: null, district: null },
        report: { ...report, email: null },
      })
      if (steps.length === 0 || crew === undefined) return ticketId
      const sent = { mode: 'send', alongside: [], suggestion: null, crewId: crew.id }
      await send({ type: 'come_on_duty', crewId: crew.id, members: 2 })
      await send({ type: 'dispatch_crew', assignmentId, ticketId, ...sent })
      for (const type of steps) await send({ type, assignmentId })
      return ticketId
    }
    const [waiting, watched] = [await receive([]), await receive([])]
    const underWay = await receive(['acknowledge'], crews[0])
    const onScene = await receive(['acknowledge', 'go_en_route', 'arrive'], crews[1])
    const secured = await receive(['acknowledge', 'go_en_route', 'arrive', 'secure'], crews[2])
    const distress = randomUUID()
    const position = { lon: 1.44, lat: 43.6 }
    await poste1.send({ type: 'raise_distress', crewId: crews[3]?.id, ticketId: distress, position })
    poste1.watch(watched)

    const dispatcher = new SimulatedDispatcher({
      url: server.ready.address,
      credentials: { userName: 'poste2', password: 'demonstration' },
      random: randomFrom(1),
      speed: 1,
      places: [],
      bounds: PORTO,
      themeOf: () => undefined,
      signal: stopping.signal,
      onFault: (error) => expect.unreachable(String(error)),
    })
    await dispatcher.connect()
    expect(dispatcher.open).toBe(0)
    dispatcher.work()
    await expect.poll(() => dispatcher.cancelled, wait).toBe(3)
    // Longer than it takes for one more.
    await pause(4_000)
    const left = [...poste1.board.tickets.keys()].sort()
    expect(left).toEqual([watched, secured, distress].sort())
    const ended = events.flatMap(({ event }) => (event.type === 'ticket_cancelled' ? [event] : []))
    expect(ended.map(({ ticketId }) => ticketId).sort()).toEqual([waiting, underWay, onScene].sort())
    expect(new Set(ended.map(({ reason }) => reason))).toEqual(new Set(['hors du territoire chargé']))
    poste1.watch(null)
  }, 300_000)

  it('[S-12] goes on in the new one: calls are taken there, crews are there and are sent', async () => {
    simulation = simulate()
    await expect.poll(() => tickets(TOULOUSE).length, wait).toBeGreaterThan(4)
    await expect.poll(() => crewsIn(TOULOUSE), wait).toBeGreaterThan(10)
    await expect.poll(() => isSentIn(TOULOUSE), wait).toBe(true)
    const file = join(mkdtempSync(join(tmpdir(), 'vigie-porto-')), 'porto.osm.pbf')
    await writePbf(file, grid())
    const ended = once(simulation, 'exit')
    output = ''
    await importCity(database.pool, { file, name: 'Porto' }, silent)
    expect(await ended).toEqual([0, null])

    simulation = simulate()
    await expect.poll(() => tickets(PORTO).length, wait).toBeGreaterThan(7)
    const named = tickets(PORTO).filter(({ address }: Ticket) => /^(Rua|Travessa) [1-8]$/.test(address ?? ''))
    expect(named.length).toBeGreaterThan(7)
    await expect.poll(() => isSentIn(PORTO), wait).toBe(true)
    await expect.poll(() => crewsIn(PORTO), wait).toBeGreaterThan(20)
    expect(output).toContain('"city":"Porto"')
    expect(
      output.split('\n').filter((line) => line.includes('refused') && !line.includes('"refused":0')),
    ).toEqual([])
  }, 300_000)
})
