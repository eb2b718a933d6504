import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Crew } from '../../shared/crew/crew.ts'
import type { StoredEvent } from '../../shared/event.ts'
import { type Bounds, isWithin } from '../../shared/geo.ts'
import { decodePositions, type FramePosition } from '../../shared/position-frame.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { importCity } from '../city/import/import-city.ts'
import type { OsmElement } from '../city/import/osm-element.ts'
import { silent } from '../city/import/progress.ts'
import { writePbf } from '../city/import/test-pbf.ts'
import { moduleOf } from '../module-of.ts'
import { stopProcess } from '../server-process.ts'
import { aDispatch } from '../test-dispatch.ts'
import { runningServer } from '../test-running-server.ts'
import { simulationSchema } from './arguments.ts'
import type { DoorClient } from './door-client.ts'
import { randomFrom } from './random.ts'
import { SimulatedCrew } from './simulated-crew.ts'
import { SimulatedDispatcher } from './simulated-dispatcher.ts'

/** The bounds in the fixture's city.json. */
const TOULOUSE: Bounds = [1.352, 43.533, 1.508, 43.664]
const CAPITOLE = { lon: 1.444, lat: 43.604 }
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
  const server = runningServer()
  let poste1: DoorClient
  const events: StoredEvent[] = []
  const fixes: FramePosition[] = []
  let simulation: ChildProcess | null = null
  let output = ''

  beforeAll(async () => {
    poste1 = await server.client('poste1')
    poste1.onBatch((items) => {
      for (const item of items) if ('stored' in item) events.push(item.stored)
    })
    const socket = await poste1.connect()
    socket.on('positions', (frame) => {
      fixes.push(...decodePositions(new Uint8Array(frame)).positions)
    })
  })
  afterAll(async () => {
    if (simulation !== null) await stopProcess(simulation)
  })

  const simulated = () => ({ ...server.ready.simulation, url: server.url, speed: 5 })

  /** What `main.ts` starts, and starts again when it ends; five times as fast as time. */
  function simulate(): ChildProcess {
    const child = fork(moduleOf('simulation/simulate'), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, VIGIE_SIMULATION: JSON.stringify(simulated()) },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    child.stdout?.on('data', (text) => {
      output += text
    })
    return child
  }

  async function sure(command: object): Promise<void> {
    expect(await poste1.send(command)).toMatchObject({ status: 'accepted' })
  }

  /** A ticket in Toulouse; with a crew, one that is sent there and as far as its last step. */
  async function receive(crew?: Crew, steps: readonly string[] = []): Promise<string> {
    const [ticketId, assignmentId, id] = [randomUUID(), randomUUID(), randomUUID()]
    const report = { id, description: 'Bruit', firstName: null, lastName: null, phone: null, email: null }
    const ticket = { ticketId, serviceCode: 'TAPAGE_NOCTURNE', channel: 'phone', report }
    await sure({ type: 'receive_ticket', ...ticket, position: CAPITOLE, address: null, district: null })
    if (crew === undefined) return ticketId
    if (poste1.board.crews.get(crew.id)?.duty === 'off')
      await sure({ type: 'come_on_duty', crewId: crew.id, members: 2 })
    await sure(aDispatch({ assignmentId, ticketId, crewId: crew.id }))
    for (const type of steps) await sure({ type, assignmentId })
    return ticketId
  }

  const tickets = (bounds: Bounds) =>
    [...poste1.board.tickets.values()].filter(
      ({ position }) => position !== null && isWithin(bounds, position),
    )
  const isSentIn = (bounds: Bounds) => {
    const ids = new Set(tickets(bounds).map(({ id }) => id))
    return [...poste1.board.assignments.values()].some(({ ticketId }) => ids.has(ticketId))
  }
  const crewsIn = (bounds: Bounds) => {
    const last = new Map(fixes.map((fix) => [fix.crew, fix]))
    return [...last.values()].filter((fix) => isWithin(bounds, fix)).length
  }
  const wait = { timeout: 120_000, interval: 200 }

  it('[S-13] has the tickets of the city before tidied away, but for those that are somebody’s', async () => {
    const crews = [...poste1.board.crews.values()].slice(0, 4)
    const [waiting, watched] = [await receive(), await receive()]
    const underWay = await receive(crews[0], ['acknowledge'])
    const onScene = await receive(crews[1], ['acknowledge', 'go_en_route', 'arrive'])
    const secured = await receive(crews[2], ['acknowledge', 'go_en_route', 'arrive', 'secure'])
    const distress = randomUUID()
    await sure({ type: 'raise_distress', crewId: crews[3]?.id, ticketId: distress, position: CAPITOLE })
    poste1.watch(watched)

    const leaving = new AbortController()
    const dispatcher = new SimulatedDispatcher({
      url: server.url,
      credentials: { userName: 'poste2', password: 'demonstration' },
      random: randomFrom(1),
      speed: 1,
      places: [],
      bounds: PORTO,
      serviceOf: () => undefined,
      attended: new Set(),
      signal: leaving.signal,
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
    leaving.abort()
  }, 300_000)

  it('[S-12] has no crew go back to the city before for a ticket', async () => {
    const leaving = new AbortController()
    const { url, crewAccount: credentials, crews } = simulationSchema.parse(simulated())
    const [told] = crews.slice(5)
    if (told === undefined) throw new Error('The demonstration has no such crew.')
    const crew = new SimulatedCrew({
      ...{ ...told, url, credentials, random: randomFrom(1), speed: 60, bounds: PORTO },
      base: { lon: WEST + STEP, lat: SOUTH + STEP },
      places: [{ lon: WEST + 2 * STEP, lat: SOUTH + STEP }],
      usualMinutesOnScene: () => 1,
      hoursBetweenDistress: null,
      onDistress: () => {},
      signal: leaving.signal,
      onFault: (error) => expect.unreachable(String(error)),
    })
    await crew.start()
    const onBoard = () => [...poste1.board.crews.values()].find(({ id }) => id === told.crewId)
    await expect.poll(() => onBoard()?.duty, wait).toBe('available')
    await receive(onBoard())
    await expect.poll(() => events.some(({ event }) => event.type === 'assignment_cleared'), wait).toBe(true)
    leaving.abort()
    const seen = fixes.filter((fix) => fix.crew === onBoard()?.number)
    expect(seen.length).toBeGreaterThan(2)
    expect(seen.every((fix) => isWithin(PORTO, fix))).toBe(true)
  }, 300_000)

  it('[S-11] [S-12] goes on in the new one: calls are taken there, crews are there and are sent', async () => {
    simulation = simulate()
    await expect.poll(() => tickets(TOULOUSE).length, wait).toBeGreaterThan(4)
    await expect.poll(() => crewsIn(TOULOUSE), wait).toBeGreaterThan(10)
    await expect.poll(() => isSentIn(TOULOUSE), wait).toBe(true)
    // As many places as are written in the fixture.
    expect(output).toContain('"city":"Toulouse","places":240')
    const file = join(mkdtempSync(join(tmpdir(), 'vigie-porto-')), 'porto.osm.pbf')
    await writePbf(file, grid())
    const ended = once(simulation, 'exit')
    output = ''
    await importCity(server.pool, { file, name: 'Porto' }, silent)
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
