import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import { Catalogues } from '../../shared/catalogue/published.ts'
import { aBoard, aTicket, NOW } from '../../shared/test-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { ensureCity } from '../city/import/ensure-city.ts'
import { RoadEngine } from '../city/road/road-engine.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { projectPath } from '../project.ts'
import { findAlike } from './alike.ts'

const TOULOUSE = projectPath('fixtures/toulouse/')
const catalogue = catalogueSchema.parse(JSON.parse(readFileSync(new URL('catalogue.json', TOULOUSE), 'utf8')))
const catalogues = new KeptCatalogues(new Catalogues(new Map([[1, catalogue]])))

/** On the two banks of the Garonne, between the Pont Neuf and the Pont Saint-Pierre. */
const DAURADE = { lon: 1.4396, lat: 43.6008 }
const FARTHER_ALONG_DAURADE = { lon: 1.4386, lat: 43.6018 }
const VIGUERIE = { lon: 1.4365, lat: 43.5996 }
/** In the river, where only boats are. */
const DRIFTING = { lon: 1.438, lat: 43.6003 }
const DRIFTING_BESIDE = { lon: 1.4381, lat: 43.6003 }

describe('what a report may be one more of, on the streets of Toulouse', () => {
  let database: TestDatabase
  let roads: RoadEngine
  beforeAll(async () => {
    database = await createTestDatabase()
    await ensureCity(database.pool, TOULOUSE)
    const onFault = (error: unknown) => {
      throw error
    }
    roads = new RoadEngine({ databaseUrl: database.url, onFault })
    roads.adopt(await roads.prepare())
  })
  afterAll(async () => {
    await roads?.stop()
    await database?.drop()
  })

  type Place = typeof DAURADE
  const between = async (there: Place, here: Place, serviceCode: string) => {
    const board = aBoard([aTicket(1, { serviceCode, position: there })])
    const told = { serviceCode, catalogueVersion: 1, position: here, receivedAt: NOW }
    const [found] = await findAlike(told, { database: database.pool, live: { board }, catalogues, roads })
    return found && { way: found.way, metres: Math.round(found.metres) }
  }

  it('[DU-14] a dog is not the one across the river, and may be the one farther along the quay', async () => {
    expect(await between(DAURADE, VIGUERIE, 'CHIEN_ERRANT')).toBeUndefined()
    const along = await between(DAURADE, FARTHER_ALONG_DAURADE, 'CHIEN_ERRANT')
    expect(along?.way).toBe('road')
    expect(along?.metres).toBeGreaterThanOrEqual(130)
    expect(along?.metres).toBeLessThan(170)
  })

  it('[DU-14] noise goes as the crow flies, over the water too', async () => {
    expect(await between(DAURADE, { ...DAURADE, lon: 1.4382 }, 'TAPAGE_NOCTURNE')).toMatchObject({
      way: 'straight',
    })
  })

  it('[DU-14] there is as far as back', async () => {
    const places = [
      DAURADE,
      FARTHER_ALONG_DAURADE,
      { lon: 1.4395, lat: 43.6015 },
      { lon: 1.4404, lat: 43.5999 },
    ]
    for (const one of places)
      for (const other of places)
        expect(await between(one, other, 'CHIEN_ERRANT')).toEqual(await between(other, one, 'CHIEN_ERRANT'))
  })

  it('[DU-15] nobody goes ashore to come to what is beside them', async () => {
    expect(await between(DRIFTING, DRIFTING_BESIDE, 'CHIEN_ERRANT')).toEqual({
      way: 'unknown_road',
      metres: 8,
    })
  })
})
