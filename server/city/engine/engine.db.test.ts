import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../../shared/instant.ts'
import { crewId } from '../../../shared/test-board.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { startServer } from '../../server-process.ts'
import { RoadEngine } from '../road/road-engine.ts'
import type { Located } from '../road/travel-times.ts'
import { makeSmallCity } from '../small-city.ts'
import { EngineTimes } from './engine-times.ts'
import { type EngineServer, startEngineServer } from './test-engine-server.ts'
import { Valhalla } from './valhalla.ts'

const south: Located = { crewId: crewId(1), kind: 'patrol', lon: 1.44, lat: 43.6002 }
const ticket = { lon: 1.44, lat: 43.6018 }
const ring = [
  [1.5, 43.6005],
  [1.501, 43.6005],
  [1.501, 43.601],
] as const

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await makeSmallCity(database.pool, 'city')
})
afterAll(() => database.drop())

/** It needs a minute for the 600 m to everywhere. */
function startEngine(): Promise<EngineServer> {
  const answer = { sources_to_targets: { durations: [[60]], distances: [[0.6]] }, units: 'kilometers' }
  return startEngineServer((_request, response) => void response.end(JSON.stringify(answer)))
}

describe('an engine of the town’s own beside our streets', () => {
  it('[R-29] [R-31] gives way to our streets while one is closed and when it is gone, and they to the straight line', async () => {
    const onFault = () => {}
    const own = new RoadEngine({ databaseUrl: database.url, onFault })
    const engine = await startEngine()
    let clock = 0
    const times = new EngineTimes({
      engine: new Valhalla(engine.url),
      own,
      longestWaitMs: 20_000,
      now: () => instant(clock),
      onFault,
      onChange: () => {},
    })
    const basis = async () => (await times.nearest(ticket, [south], 1, { maxSeconds: 3_600 }))[0]?.basis
    try {
      own.adopt(await own.prepare())
      expect([await basis(), times.dataVersion]).toEqual(['valhalla', 'valhalla+v1'])
      expect((await times.route(south, ticket))?.basis).toBe('road')
      own.close({ id: 'far away', modes: ['car'], shape: { kind: 'zone', ring } })
      expect(await basis()).toBe('road')
      own.reopen('far away')
      expect(await basis()).toBe('valhalla')
      await engine.stop()
      expect(await basis()).toBe('road')
      await own.stop()
      expect(await basis()).toBe('straight')
      clock = 5_001
      expect([await basis(), times.health.state]).toEqual(['straight', 'resting'])
    } finally {
      await own.stop()
    }
  })

  it('[E-9] is named by the server’s health', { timeout: 90_000 }, async () => {
    const engine = await startEngine()
    const environment = { VIGIE_ROUTING: `valhalla:${engine.url}/` }
    const vigie = await startServer(database.url, { environment })
    try {
      const health = await fetch(`${vigie.ready.address}/api/health`).then((answer) => answer.json())
      expect(health).toMatchObject({ status: 'ok', engine: { name: 'valhalla', state: 'untried' } })
    } finally {
      await vigie.stop()
      await engine.stop()
    }
  })
})
