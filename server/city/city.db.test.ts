import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { projectPath } from '../project.ts'
import { Addresses } from './address/addresses.ts'
import { LoadedCity } from './city.ts'
import { CityListener } from './city-listener.ts'
import { type Deployment, loadDeployment } from './deployment.ts'
import { RoadEngine } from './road/road-engine.ts'
import { makeSmallCity } from './small-city.ts'

const WAIT = { timeout: 25_000 }
const inside = { lon: 1.4401, lat: 43.6011 }

let database: TestDatabase
let deployment: Deployment
let addresses: Addresses
let roads: RoadEngine
let city: LoadedCity
let listener: CityListener
let faults: string[]
let changes: string[]

beforeEach(async () => {
  database = await createTestDatabase()
  await makeSmallCity(database.pool, 'city')
  deployment = await loadDeployment(projectPath('fixtures/toulouse/'))
  addresses = new Addresses(database.pool, 'city')
  faults = []
  changes = []
  const onFault = (_error: unknown, what: string) => faults.push(what)
  roads = new RoadEngine({ databaseUrl: database.url, onFault })
  const onChange = () => {
    changes.push(
      `${city.view.name} ${city.view.mapVersion.split('.')[0]} ${addresses.version} ${roads.dataVersion}`,
    )
  }
  city = await LoadedCity.open({ database: database.pool, deployment, addresses, roads, onChange, onFault })
  listener = new CityListener(database.url, () => city.check(), onFault)
  await listener.start()
})
afterEach(async () => {
  await listener.stop()
  await city.stop()
  await roads.stop()
  await database.drop()
})

/** Puts another city in the place of the first, as an import does: all in one, then the channel is told. */
async function load(name: string, version: string, more = ''): Promise<void> {
  await makeSmallCity(database.pool, 'city_next')
  await database.pool.query(`
    update city_next.city set name = '${name}', version = '${version}';
    ${more};
    begin; drop schema city cascade; alter schema city_next rename to city;
    select pg_notify('city', '${version}'); commit`)
}

describe('the loaded city', () => {
  it('[CI-15] rules: its name, bounds, districts and streets are those of its tables', () => {
    expect(city.view).toMatchObject({
      name: 'Villeneuve',
      jurisdiction: deployment.jurisdictions.first.id,
      center: [1.44, 43.6],
      bounds: [1, 43, 2, 44],
      label: { fr: '', en: '' },
      districts: [{ code: '1.1', name: 'Centre', short: 'Centre' }],
    })
    expect(city.view.zoom).toBeGreaterThanOrEqual(10)
    expect([city.streetNear(inside), city.districtOf(inside)]).toEqual(['Rue des Lois', '1.1'])
    expect([
      city.within(inside),
      city.within({ lon: 1.9, lat: 43.9 }),
      city.within({ lon: 2.1, lat: 43.6 }),
    ]).toEqual([true, true, false])
  })

  it('[CI-15] serves the territory where there is one, and beyond the antimeridian', async () => {
    await load('Taveuni', 'v2', `update city_next.city set west = 179, east = -179`)
    await expect.poll(() => changes.length, WAIT).toBe(1)
    const at = (lon: number) => city.within({ lon, lat: 43.5 })
    expect([at(179.5), at(-179.5), at(0)]).toEqual([true, true, false])
    await load(
      'Taveuni',
      'v3',
      `insert into city_next.boundary values (st_multi(st_makeenvelope(1.43, 43.59, 1.45, 43.61, 4326)))`,
    )
    await expect.poll(() => changes.length, WAIT).toBe(2)
    expect([city.within(inside), city.within({ lon: 1.9, lat: 43.9 })]).toEqual([true, false])
  })

  it('[CI-16] gives way to a new one all at once: view, addresses and streets are of one version', async () => {
    await load('Neuville', 'v2', `update city_next.street set name = 'Rue Neuve'`)
    await expect.poll(() => changes, WAIT).toEqual(['Neuville v2 v2 v2'])
    expect(city.streetNear(inside)).toBe('Rue Neuve')
    expect(faults).toEqual([])
  })

  it('[CI-17] stays where the new one cannot be made ready, and says so', async () => {
    await load('Ruine', 'v2', `update city_next.street set nodes = '{1}'`)
    await expect.poll(() => faults, WAIT).toEqual(['the new city could not be made ready; the old one stays'])
    expect([city.view.name, addresses.version, changes]).toEqual(['Villeneuve', 'v1', []])
    await load('Neuville', 'v3')
    await expect.poll(() => changes, WAIT).toEqual(['Neuville v3 v3 v3'])
  })
})
