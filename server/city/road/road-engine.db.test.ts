import { execSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { crewId } from '../../../shared/test-board.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { projectPath } from '../../project.ts'
import { startServer } from '../../server-process.ts'
import { makeSmallCity } from '../small-city.ts'
import { readStreets } from './read-streets.ts'
import { RoadEngine } from './road-engine.ts'
import { aStreet } from './test-streets.ts'
import type { Located } from './travel-times.ts'

const south: Located = { crewId: crewId(1), kind: 'patrol', lon: 1.44, lat: 43.6002 }
const ticket = { lon: 1.44, lat: 43.6018 }
/** A thread that reads its sources starts slowly on a busy machine. */
const WAIT = { timeout: 25_000 }
const anyone = { maxSeconds: 3_600 }

let database: TestDatabase
let engine: RoadEngine
let faults: string[]
let changes: number

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
afterEach(() => engine?.stop())

function anEngine(): RoadEngine {
  faults = []
  changes = 0
  engine = new RoadEngine({
    databaseUrl: database.url,
    onFault: (_error, what) => faults.push(what),
    onChange: () => {
      changes += 1
    },
  })
  return engine
}
const basisNow = async () => (await engine.nearest(ticket, [south], 1, anyone))[0]?.basis

describe('road times in a thread of their own', () => {
  it('[R-14] answer as the crow flies until there is a city, then along its streets', async () => {
    anEngine().start()
    expect(await basisNow()).toBe('straight')
    expect([engine.dataVersion, (await engine.route(south, ticket))?.basis]).toEqual(['straight', 'straight'])
    await expect
      .poll(() => faults, WAIT)
      .toContain('the thread of road times could not be started; trying again')
    await makeSmallCity(database.pool, 'city')
    await expect.poll(basisNow, WAIT).toBe('road')
    expect(engine.dataVersion).toBe('v1+0')
    const route = await engine.route(south, ticket)
    expect(route).toMatchObject({ basis: 'road' })
    expect(route?.line.length).toBeGreaterThanOrEqual(2)
    const [seconds] = await engine.matrix([south], [ticket])
    expect(seconds).toBe(route?.seconds)
  })

  it('[R-15] a thread that dies is started again; meanwhile the straight line answers, and says so', async () => {
    const thread = await anEngine().prepare()
    engine.adopt(thread)
    expect(await basisNow()).toBe('road')
    const asked = basisNow()
    await Promise.all([asked, thread.end()])
    expect(await basisNow()).toBe('straight')
    expect(faults).toContain('the thread of road times died; starting another, the straight line answers')
    await expect.poll(basisNow, WAIT).toBe('road')
    expect(changes).toBe(3)
  })

  it('[R-16] a thread that is too slow is not waited for', async () => {
    const slow = await anEngine().prepare()
    engine.adopt(slow)
    slow.ask = () => Promise.reject(new Error('The thread of road times did not answer within 500 ms.'))
    expect(await basisNow()).toBe('straight')
    expect(faults).toEqual(['road times: the straight line answers instead'])
    const patient = await engine.prepare()
    const many = { crews: Array.from({ length: 300 }, () => south), tickets: Array(300).fill(ticket) }
    await expect(patient.ask('matrix', many, 1)).rejects.toThrow('did not answer « matrix » within 1 ms')
    await patient.end()
  })

  it('[R-17] what is closed stays closed in the next network too, until it is reopened', async () => {
    const ring = [
      [1.439, 43.6005],
      [1.441, 43.6005],
      [1.441, 43.601],
      [1.439, 43.601],
    ] as const
    anEngine().close({ id: 'x', modes: ['car'], shape: { kind: 'zone', ring } })
    engine.adopt(await engine.prepare())
    expect((await engine.nearest(ticket, [south], 1, anyone))[0]?.basis).not.toBe('road')
    engine.adopt(await engine.prepare())
    expect(await basisNow()).not.toBe('road')
    engine.reopen('x')
    expect(await basisNow()).toBe('road')
  })

  it('[R-18] the tables are read as the importer wrote them', async () => {
    await database.pool.query('insert into city.signal values (2, -1)')
    const { version, streets, restrictions, signals } = await readStreets(database.pool)
    expect([version, restrictions, signals]).toEqual(['v1', [], [{ node: 2, direction: -1 }]])
    const line = [
      [1.44, 43.6],
      [1.44, 43.602],
    ] as const
    expect(streets).toEqual([aStreet(1, [1, 2], line, { name: 'Rue des Lois' })])
  })

  it('[R-46] a city imported before surfaces and lights were kept is read without them', async () => {
    const before = await readStreets(database.pool)
    await database.pool.query('drop table city.signal; alter table city.street drop surface, drop service')
    expect(await readStreets(database.pool)).toEqual({ ...before, signals: [] })
  })

  it.each(['sources', 'build'] as const)(
    '[R-19] the server times by road, run from its %s',
    { timeout: 90_000 },
    async (from) => {
      const root = fileURLToPath(projectPath('.'))
      const out = mkdtempSync(join(root, 'dist-'))
      const build: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts[
        'build:server'
      ]
      if (from === 'build')
        execSync(build.replace('dist/server', out), { cwd: root, env: withBinaries(root) })
      const module = from === 'build' ? { module: pathToFileURL(join(out, 'serve.js')) } : {}
      const server = await startServer(database.url, module)
      try {
        const health = () => fetch(`${server.ready.address}/api/health`).then((answer) => answer.text())
        await expect.poll(health, WAIT).toContain('"travel":"road"')
      } finally {
        await server.stop()
        rmSync(out, { recursive: true })
      }
    },
  )
})

function withBinaries(root: string): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` }
}
