import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../shared/instant.ts'
import { aDispatch } from '../test-dispatch.ts'
import { runningServer } from '../test-running-server.ts'
import { simulationSchema } from './arguments.ts'
import { Caller } from './caller.ts'
import { loadFixture } from './city-fixture.ts'
import { demonstrationKey } from './demonstration-door.ts'
import type { DoorClient } from './door-client.ts'
import { randomFrom } from './random.ts'
import { openingCalls } from './scenario.ts'
import { SimulatedCrew } from './simulated-crew.ts'
import { SimulatedDispatcher } from './simulated-dispatcher.ts'

/** The bounds in the fixture's city.json. */
const TOULOUSE = [1.352, 43.533, 1.508, 43.664] as const

/** Callers, crews and a dispatcher against the real server, as in a demonstration but for the speed. */
describe('the simulation', () => {
  const stopping = new AbortController()
  const { signal } = stopping
  setMaxListeners(0, signal)
  const faults: unknown[] = []
  const onFault = (error: unknown) => faults.push(error)
  const server = runningServer()
  let city: Awaited<ReturnType<typeof loadFixture>>
  let poste1: DoorClient

  beforeAll(async () => {
    city = await loadFixture(new URL('../../fixtures/toulouse/', import.meta.url))
    poste1 = await server.client('poste1')
    await poste1.connect()
  })
  afterAll(() => stopping.abort())

  const simulation = () => simulationSchema.parse({ ...server.ready.simulation, url: server.url })

  async function until(what: () => boolean, seconds = 15): Promise<void> {
    const deadline = Date.now() + seconds * 1000
    while (!what() && Date.now() < deadline) await pause(50)
    expect(what()).toBe(true)
  }

  function crew(index: number): SimulatedCrew {
    const { url, crewAccount: credentials, crews } = simulation()
    const [one] = crews.slice(index)
    if (one === undefined) throw new Error('The demonstration has no such crew.')
    return new SimulatedCrew({
      ...one,
      url,
      credentials,
      signal,
      onFault,
      speed: 60,
      bounds: TOULOUSE,
      places: city.places.map(({ point }) => point),
      random: randomFrom(index),
      usualMinutesOnScene: () => 1,
      hoursBetweenDistress: null,
      onDistress: () => {},
    })
  }

  const idOf = (index: number) => simulation().crews[index]?.crewId ?? ''
  const crewNow = (index: number) => [...poste1.board.crews.values()].find(({ id }) => id === idOf(index))

  it('[S-9] posts the opening through Open311, every call of it taken', async () => {
    const refused: unknown[] = []
    const caller = new Caller({
      url: server.url,
      apiKeys: { phone: 'a key from before the server started again' },
      newKey: () => demonstrationKey(server.url),
      speed: 60,
      signal,
      onRefused: (...why) => refused.push(why),
    })
    const now = instant(Date.now())
    await caller.play(openingCalls({ ...city, bounds: TOULOUSE, random: randomFrom(4), busy: 1 }, now), now)
    expect([caller.posted, refused]).toEqual([12, []])
    const { rows } = await server.pool.query<{ priority: number; status: string }>(
      'select priority, status from ticket',
    )
    expect([rows.length, new Set(rows.map(({ priority }) => priority)).size]).toEqual([12, 4])
    // What is not urgent and another's went to its list.
    const open = rows.filter(({ status }) => status === 'open').length
    await until(() => poste1.board.tickets.size === open)
  })

  it('[S-10] leaves its call sign to a person who takes it, and goes on when they leave', async () => {
    crew(1).start().catch(onFault)
    await until(() => crewNow(1)?.duty === 'available')
    const person = await server.client('equipage')
    expect(await person.takeCallSign(idOf(1))).toBe(false)
    expect(await person.takeCallSign(idOf(1), true)).toBe(true)
    await person.connect()
    await until(() => person.sessions === 2)
    const [ticket] = [...poste1.board.tickets.values()].filter(({ position }) => position !== null)
    await poste1.send(aDispatch({ ticketId: ticket?.id ?? '', crewId: idOf(1) }))
    const mine = () => [...person.board.assignments.values()][0]
    await until(() => mine() !== undefined)
    // At ×60 it would have answered within a second.
    await pause(3_000)
    expect(mine()?.status).toBe('dispatched')
    person.close()
    const status = () =>
      [...poste1.board.assignments.values()].find(({ crewId }) => crewId === idOf(1))?.status
    await until(() => status() !== 'dispatched')
    expect(faults).toEqual([])
  })

  it('[S-9] [S-15] sends the nearest crew where nobody did, joins what is surely one thing, and the crew deals with it', async () => {
    crew(0).start().catch(onFault)
    await until(() => crewNow(0)?.duty === 'available')
    const { dispatcherAccount } = simulation()
    if (dispatcherAccount === undefined) throw new Error('The demonstration has no dispatcher.')
    const dispatcher = new SimulatedDispatcher({
      url: server.url,
      credentials: dispatcherAccount,
      random: randomFrom(1),
      speed: 60,
      places: city.places,
      bounds: TOULOUSE,
      serviceOf: ({ serviceCode }) => city.services.find(({ code }) => code === serviceCode),
      attended: new Set(),
      signal,
      onFault,
    })
    for (const lat of [43.6045, 43.6046]) await poste1.send(noiseAt(lat))
    await dispatcher.connect()
    dispatcher.work().catch(onFault)
    const seen = new Set<string>()
    poste1.onBatch((items) => {
      for (const item of items) if ('stored' in item) seen.add(item.stored.event.type)
    })
    const whole = [
      'crew_dispatched',
      'assignment_acknowledged',
      'crew_en_route',
      'crew_on_scene',
      'ticket_located',
      'ticket_joined',
    ]
    await until(() => whole.every((type) => seen.has(type)), 25)
    await until(() => seen.has('assignment_cleared') || seen.has('spot_secured'), 25)
    expect(dispatcher.sent).toBeGreaterThan(0)
  })
})

function noiseAt(lat: number) {
  const words = { description: null, firstName: null, lastName: null, phone: null, email: null }
  return {
    type: 'receive_ticket',
    ticketId: randomUUID(),
    serviceCode: 'TAPAGE_NOCTURNE',
    position: { lon: 1.4442, lat },
    address: null,
    district: null,
    channel: 'phone',
    report: { id: randomUUID(), ...words },
  }
}
