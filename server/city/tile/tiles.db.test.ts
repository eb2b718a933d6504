import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import express from 'express'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TILE_EXTENT, TILE_LAYERS, type TileLayer } from '../../../shared/tile-layers.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { sessionRequired } from '../../intake/http/session.ts'
import { tilesRouter } from '../../intake/http/tiles.ts'
import { createAccount } from '../../session/accounts.ts'
import { openSession } from '../../session/session.ts'
import { Tiles } from './tiles.ts'

/** The tile around the town at each zoom. */
function tileAt(zoom: number, lon = 1.4442, lat = 43.6045): [number, number, number] {
  const side = 2 ** zoom
  const sine = Math.sin((lat * Math.PI) / 180)
  const row = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side
  return [zoom, Math.floor(((lon + 180) / 360) * side), Math.floor(row)]
}

/** A town of a few streets around (1.4442, 43.6045); each within one tile of zoom 17 but for the avenue. */
const TOWN = `
  insert into city.city values ('Essai', 'essai.osm.pbf', false, '©', '©', 'one', now(),
    'srid=4326;point(1.4442 43.6045)', 1.40, 43.57, 1.48, 43.64, '{}');
  insert into city.street (id, name, class, oneway, bridge, car, bicycle, foot, nodes, geom)
  select id, name, class, oneway, bridge, true, true, true, '{1,2}', geom from (values
    (1, 'Avenue Longue', 'primary', 1, false, 'srid=4326;linestring(1.42 43.6045, 1.4442 43.6046)'::geometry),
    (2, 'Avenue Longue', 'primary', 1, false, 'srid=4326;linestring(1.4442 43.6046, 1.47 43.6044)'),
    (3, 'Rue Petite', 'residential', -1, false, 'srid=4326;linestring(1.4440 43.6044, 1.4446 43.6047)'),
    (4, 'Pont Vieux', 'secondary', 0, true, 'srid=4326;linestring(1.4442 43.6040, 1.4442 43.6052)'),
    (5, null, 'service', 0, false, 'srid=4326;linestring(1.4441 43.6044, 1.4443 43.6045)'),
    (6, 'Sente', 'footway', 0, false, 'srid=4326;linestring(1.4441 43.6045, 1.4445 43.6045)')
  ) as street (id, name, class, oneway, bridge, geom);
  insert into city.area (id, kind, class, name, geom) values
    (1, 'water', 'lake', 'Le Lac', ST_Multi(ST_MakeEnvelope(1.440, 43.600, 1.450, 43.6046, 4326))),
    (2, 'green', 'park', 'Le Parc', ST_Multi(ST_Buffer('srid=4326;point(1.4442 43.6060)'::geometry, 0.003, 64))),
    (3, 'building', null, null, ST_Multi(ST_MakeEnvelope(1.4443, 43.6044, 1.4445, 43.6046, 4326))),
    (4, 'square', null, 'La Place', ST_Multi(ST_MakeEnvelope(1.4436, 43.6043, 1.4446, 43.6049, 4326)));
  insert into city.line (id, kind, class, name, geom) values
    (1, 'water', 'canal', 'Le Canal', 'srid=4326;linestring(1.4400 43.6042, 1.4480 43.6050)'),
    (2, 'rail', 'rail', null, 'srid=4326;linestring(1.4400 43.6050, 1.4480 43.6042)');
  insert into city.place values (1, 'museum', 'Le Musée', 'srid=4326;point(1.4442 43.6045)');
  insert into city.address values (1, 12, 'bis', 'Rue Petite', null, null, 'osm', 'srid=4326;point(1.4442 43.6045)');
  insert into city.district values
    ('1', 'Nord', 'Nord', ST_Multi(ST_MakeEnvelope(1.4400, 43.6044, 1.4484, 43.6060, 4326))),
    ('2', 'Sud', 'Sud', ST_Multi(ST_MakeEnvelope(1.4400, 43.6028, 1.4484, 43.6044, 4326)));
  insert into city.boundary values (ST_Multi(ST_MakeEnvelope(1.41, 43.6044, 1.48, 43.64, 4326)));
`

describe('vector tiles out of the city', () => {
  let database: TestDatabase
  let tiles: Tiles

  beforeAll(async () => {
    database = await createTestDatabase()
    const schema = readFileSync(new URL('../schema.sql', import.meta.url), 'utf8')
    await database.pool.query(schema.replaceAll(':schema', 'city'))
    await database.pool.query(TOWN)
    for (const table of ['street', 'area', 'line', 'place', 'address'])
      await database.pool.query(`create index on city.${table} using gist (geom)`)
  })
  beforeEach(() => {
    tiles = new Tiles(database.pool)
  })
  afterAll(() => database.drop())

  async function decoded(zoom: number): Promise<VectorTile> {
    const tile = await tiles.tile(...tileAt(zoom))
    return new VectorTile(new PbfReader(gunzipSync(tile?.gzip ?? new Uint8Array())))
  }

  async function features(zoom: number, layer: TileLayer): Promise<VectorTileFeature[]> {
    const found = (await decoded(zoom)).layers[layer]
    return found === undefined ? [] : Array.from({ length: found.length }, (_, index) => found.feature(index))
  }

  it('[MT-1] has every layer when near', async () => {
    expect(Object.keys((await decoded(17)).layers).sort()).toEqual(Object.keys(TILE_LAYERS).sort())
  })

  it.each([9, 11, 12, 13, 14, 15, 16])('[MT-1] has no layer before its zoom: %i', async (zoom) => {
    const { layers } = await decoded(zoom)
    expect(Object.keys(layers).filter((layer) => TILE_LAYERS[layer as TileLayer] > zoom)).toEqual([])
    expect(layers.road?.extent).toBe(TILE_EXTENT)
  })

  it.each([
    [9, ['primary']],
    [11, ['primary', 'secondary']],
    [13, ['primary', 'residential', 'secondary']],
    [15, ['primary', 'residential', 'secondary', 'service']],
    [16, ['path', 'primary', 'residential', 'secondary', 'service']],
  ])('[MT-2] at zoom %i has the roads that are drawn there', async (zoom, classes) => {
    const drawn = (await features(zoom, 'road')).map(({ properties }) => properties.class)
    expect([...new Set(drawn)].sort()).toEqual(classes)
  })

  it('[MT-3] says of a street when near what is drawn along it', async () => {
    const roads = await features(16, 'road')
    const little = roads.find(({ properties }) => properties.class === 'residential')
    expect(little?.properties).toMatchObject({ oneway: -1, bridge: false, tunnel: false, link: false })
    expect(roads.find(({ properties }) => properties.class === 'secondary')?.properties.bridge).toBe(true)
  })

  it('[MT-4] names a street once, along all its pieces', async () => {
    const avenue = (await features(14, 'road_name')).filter(
      ({ properties }) => properties.name === 'Avenue Longue',
    )
    expect(avenue).toHaveLength(1)
    expect(avenue[0]?.loadGeometry()).toHaveLength(1)
  })

  it('[MT-5] draws fewer points from afar', async () => {
    const points = async (zoom: number) =>
      (await features(zoom, 'green'))[0]?.loadGeometry().flat().length ?? 0
    expect(await points(12)).toBeLessThan((await points(14)) / 1.5)
    expect(await points(12)).toBeGreaterThan(3)
  })

  it('[MT-6] draws the border of two districts once', async () => {
    const lines = (await features(16, 'district')).flatMap((feature) => feature.loadGeometry())
    const level = (line: { y: number }[]) => line.every(({ y }) => Math.abs(y - (line[0]?.y ?? 0)) < 2)
    expect(lines.filter(level)).toHaveLength(1)
  })

  it('[MT-7] puts a point where it is, to a unit of the tile', async () => {
    const [zoom, x, y] = tileAt(17)
    const [number] = await features(17, 'house_number')
    expect(number?.properties).toEqual({ number: '12bis' })
    const place = number?.toGeoJSON(x, y, zoom).geometry
    if (place?.type !== 'Point') throw new Error('no point')
    expect(place.coordinates[0]).toBeCloseTo(1.4442, 5)
    expect(place.coordinates[1]).toBeCloseTo(43.6045, 5)
  })

  it('[MT-8] has no tile outside the world, deeper than 17, or at half a number', async () => {
    for (const [z, x, y] of [
      [30, 0, 0],
      [-1, 0, 0],
      [3, 8, 0],
      [3, 0, 8],
      [3, -1, 0],
      [3, 0.5, 0],
      [Number.NaN, 0, 0],
    ] as const)
      expect(await tiles.tile(z, x, y), `${z}/${x}/${y}`).toBeNull()
    expect((await tiles.tile(17, 0, 0))?.gzip).toHaveLength(0)
  })

  it('[MT-9] asks once for what several want at once, and not again for what it keeps', async () => {
    let asked = 0
    const counting = new Proxy(database.pool, {
      get: (pool, name) => {
        if (name !== 'query') return Reflect.get(pool, name)
        return (text: string, values: unknown[]) => {
          if (text.includes('ST_AsMVT')) asked++
          return pool.query(text, values)
        }
      },
    })
    const counted = new Tiles(counting)
    const all = await Promise.all([1, 2, 3].map(() => counted.tile(...tileAt(15))))
    expect(new Set(all.map((tile) => tile?.gzip)).size).toBe(1)
    await counted.tile(...tileAt(15))
    expect(asked).toBe(1)
  })

  describe('over HTTP', () => {
    let server: Server
    let url: string
    let cookie: string

    beforeAll(async () => {
      const who = {
        userName: 'plan',
        role: 'dispatcher',
        post: 'Poste 1',
        password: 'un mot de passe long',
      } as const
      const { rows } = await database.pool
        .query('select 1')
        .then(() => createAccount(database.pool, who))
        .then(() => database.pool.query<{ id: string }>("select id from account where user_name = 'plan'"))
      cookie = `vigie_session=${await openSession(database.pool, rows[0]?.id ?? '')}`
    })
    beforeEach(async () => {
      const web = express().use('/tiles', tilesRouter({ admit: sessionRequired(database.pool), tiles }))
      server = web.listen(0, '127.0.0.1')
      await new Promise((settle) => server.once('listening', settle))
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tiles`
      return () => new Promise((settle) => server.close(settle))
    })

    const get = (path: string, headers = {}) => fetch(`${url}/${path}`, { headers: { cookie, ...headers } })

    it('[MT-10] answers those alone who are logged in', async () => {
      expect((await fetch(`${url}/14/8257/5982`)).status).toBe(401)
    })

    it.each(['30/0/0', '-1/0/0', '3/8/0', '3/0/8', '3/1.5/0', '3/0x1/0', '3/01/0', 'a/b/c', '3/1e0/1'])(
      '[MT-8] answers 404 to %s',
      async (path) => {
        expect((await get(path)).status).toBe(404)
      },
    )

    it('[MT-8] answers 204 where there is nothing', async () => {
      expect((await get('17/0/0')).status).toBe(204)
      for (const [zoom, x, y] of [0, 4, 8].map((zoom) => tileAt(zoom)))
        expect((await get(`${zoom}/${x}/${y}`)).status, `zoom ${zoom}`).toBe(204)
    })

    it('[MT-11] lets a browser keep a tile whose address names its version, and asks about any other', async () => {
      const path = tileAt(15).join('/')
      const current = await get(`${path}?v=${await tiles.version()}`)
      expect(current.headers.get('cache-control')).toContain('immutable')
      expect(current.headers.get('content-encoding')).toBe('gzip')
      expect(
        new VectorTile(new PbfReader(new Uint8Array(await current.arrayBuffer()))).layers.road,
      ).toBeDefined()
      const unnamed = await get(path)
      expect(unnamed.headers.get('cache-control')).toBe('private, no-cache')
      const etag = unnamed.headers.get('etag') ?? ''
      expect((await get(path, { 'if-none-match': etag, 'cache-control': 'max-age=0' })).status).toBe(304)
    })

    it('[MT-12] gives another city another ETag', async () => {
      const path = tileAt(15).join('/')
      const before = (await get(path)).headers.get('etag') ?? ''
      await database.pool.query("update city.city set version = 'two'")
      const later = new Tiles(database.pool)
      expect((await later.tile(...tileAt(15)))?.version).not.toBe((await tiles.tile(...tileAt(15)))?.version)
      await expect
        .poll(() => get(path).then(({ headers }) => headers.get('etag')), { timeout: 10_000 })
        .not.toBe(before)
      expect((await get(path, { 'if-none-match': before, 'cache-control': 'max-age=0' })).status).toBe(200)
      await database.pool.query("update city.city set version = 'one'")
    })
  })
})
