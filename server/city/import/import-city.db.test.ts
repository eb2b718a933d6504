import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { projectPath } from '../../project.ts'
import { readBoundary, readCity, readDistricts } from '../read-city.ts'
import { checkFiles } from './check-files.ts'
import { ensureCity } from './ensure-city.ts'
import { type ImportRequest, importCity } from './import-city.ts'
import type { OsmElement, OsmNode, Tags } from './osm-element.ts'
import { silent } from './progress.ts'
import { pbfOf, writePbf } from './test-pbf.ts'

const folder = mkdtempSync(join(tmpdir(), 'vigie-city-'))
const path = (name: string) => join(folder, name)
const cityFolder = projectPath('fixtures/toulouse/')
const HEADER =
  'id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;code_insee_ancienne_commune;nom_ancienne_commune;x;y;lon;lat'

/** Node `id` at these thousandths of a degree from (1.44, 43.6). */
const node = (id: number, x: number, y: number, tags?: Tags): OsmNode => {
  const place = { type: 'node' as const, id, lon: 1.44 + x / 1_000, lat: 43.6 + y / 1_000 }
  return tags === undefined ? place : { ...place, tags }
}
const way = (id: number, refs: number[], tags?: Tags): OsmElement =>
  tags === undefined ? { type: 'way', id, refs } : { type: 'way', id, refs, tags }
const member = (type: 'node' | 'way', ref: number, role: string) => ({ type, ref, role })

/** A square of 4 nodes from `id`, `size` wide. */
const square = (id: number, x: number, y: number, size: number) => [
  node(id, x, y),
  node(id + 1, x + size, y),
  node(id + 2, x + size, y + size),
  node(id + 3, x, y + size),
]
const ringOf = (id: number) => [id, id + 1, id + 2, id + 3, id]

const town: OsmElement[] = [
  ...[
    node(1, 0, 0),
    node(2, 1, 0, { highway: 'traffic_signals', 'traffic_signals:direction': 'forward' }),
    node(3, 2, 0),
    node(4, 1, 1),
    node(5, 9, 9, { place: 'suburb', name: 'Nord' }),
    node(7, 9, 8, { highway: 'traffic_signals' }),
  ],
  node(6, 0, 0.1, { 'addr:housenumber': '12 bis', 'addr:street': 'Rue de l’Été', 'addr:postcode': '31000' }),
  ...[...square(10, 0, 0, 10), ...square(20, 2, 2, 2), ...square(30, 4, 2, 2), ...square(40, 2.5, 2.5, 1)],
  ...square(50, 20, 20, 1),
  way(100, [1, 2, 3], { highway: 'residential', name: 'Rue de l’Été' }),
  way(101, [2, 4], { highway: 'service', service: 'alley', surface: 'sett', oneway: 'yes', maxspeed: '30' }),
  way(102, [1, 999, 3, 4], { highway: 'footway' }),
  way(103, [998, 997], { highway: 'footway' }),
  way(110, [10, 11, 12]),
  way(111, [10, 13, 12]),
  way(120, ringOf(20)),
  way(130, ringOf(30)),
  way(140, ringOf(40)),
  way(150, ringOf(50), { building: 'yes', 'addr:housenumber': '7', 'addr:street': 'Rue B', name: 'Halle' }),
  way(151, [50, 52, 51, 53, 50], { leisure: 'park' }),
  way(160, [1, 4], { railway: 'tram' }),
  {
    type: 'relation',
    id: 200,
    tags: { type: 'multipolygon', natural: 'water', name: 'Lac' },
    members: [
      ...[member('way', 110, 'outer'), member('way', 111, 'outer'), member('way', 120, 'inner')],
      ...[member('way', 130, 'inner'), member('way', 140, 'outer'), member('way', 996, 'outer')],
    ],
  },
  {
    type: 'relation',
    id: 201,
    tags: { type: 'restriction', restriction: 'no_left_turn' },
    members: [member('way', 100, 'from'), member('node', 2, 'via'), member('way', 101, 'to')],
  },
  {
    type: 'relation',
    id: 202,
    tags: { type: 'restriction', restriction: 'no_left_turn' },
    members: [member('way', 100, 'from'), member('node', 2, 'via'), member('way', 995, 'to')],
  },
]

let database: TestDatabase
const load = (request: ImportRequest) => importCity(database.pool, request, silent)
const rows = async (sql: string) => (await database.pool.query(sql)).rows

beforeAll(async () => {
  database = await createTestDatabase()
  await writePbf(path('town.osm.pbf'), town)
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a city made of an OSM extract', () => {
  beforeAll(async () => {
    await load({ file: path('town.osm.pbf'), name: 'Ville' })
  })

  it('[CI-1] has every street with its nodes; one with a missing node is cut there, not bridged', async () => {
    const streets = await rows(
      'select id::int, name, oneway, max_speed, nodes::text, st_npoints(geom) as points from city.street order by id',
    )
    expect(streets).toEqual([
      { id: 100, name: 'Rue de l’Été', oneway: 0, max_speed: null, nodes: '{1,2,3}', points: 3 },
      { id: 101, name: null, oneway: 1, max_speed: 30, nodes: '{2,4}', points: 2 },
      { id: 102, name: null, oneway: 0, max_speed: null, nodes: '{3,4}', points: 2 },
    ])
    expect((await readCity(database.pool))?.counts).toMatchObject({ missingNodes: 3, openRings: 0 })
  })

  it('[R-43] [R-44] [R-45] keeps surfaces, kinds of service streets, and the lights that stand on its streets', async () => {
    expect(await rows('select id::int, service, surface from city.street order by id')).toEqual([
      { id: 100, service: null, surface: null },
      { id: 101, service: 'alley', surface: 'setts' },
      { id: 102, service: null, surface: null },
    ])
    expect(await rows('select node::int, direction from city.signal')).toEqual([{ node: 2, direction: 1 }])
    expect((await readCity(database.pool))?.counts).toMatchObject({ signals: 1 })
  })

  it('[CI-4] cuts islands out of a lake, touching ones and a pond on one included, and mends what crosses itself', async () => {
    const areas = await rows(
      'select kind, round((st_area(geom) * 1e6)::numeric, 1)::float as area, st_isvalid(geom) as valid from city.area order by kind',
    )
    expect(areas).toEqual([
      { kind: 'building', area: 1, valid: true },
      { kind: 'green', area: 0.5, valid: true },
      { kind: 'water', area: 100 - 4 - 4 + 1, valid: true },
    ])
  })

  it('[CI-5] has the house numbers of nodes and buildings, the places, the lines', async () => {
    expect(
      await rows('select number, suffix, street, postcode, source from city.address order by number'),
    ).toEqual([
      { number: 7, suffix: null, street: 'Rue B', postcode: null, source: 'osm' },
      { number: 12, suffix: 'bis', street: 'Rue de l’Été', postcode: '31000', source: 'osm' },
    ])
    expect(await rows('select class, name from city.place')).toEqual([{ class: 'suburb', name: 'Nord' }])
    expect(await rows('select kind, class from city.line')).toEqual([{ kind: 'rail', class: 'tram' }])
  })

  it('[CI-6] keeps a turn restriction whose streets are there, and drops the others', async () => {
    expect(
      await rows('select kind, from_street::int, via_node::int, to_street::int from city.restriction'),
    ).toEqual([{ kind: 'no', from_street: 100, via_node: 2, to_street: 101 }])
  })

  it('[CI-7] is the same city with the same version when imported twice, another with other files', async () => {
    const content = () => rows('select * from city.street order by id').then(JSON.stringify)
    const before = [(await readCity(database.pool))?.version, await content()]
    await load({ file: path('town.osm.pbf'), name: 'Ville' })
    expect([(await readCity(database.pool))?.version, await content()]).toEqual(before)
    const { version } = await load({ file: path('town.osm.pbf'), name: 'Ville', clip: '1.4,43.5,1.6,43.7' })
    expect(version).not.toBe(before[0])
  })

  it('[CI-8] takes what touches the clip, whole, and serves a GeoJSON outline as its territory', async () => {
    const ring = [
      [1.4395, 43.5995],
      [1.4405, 43.5995],
      [1.4405, 43.6005],
      [1.4395, 43.6005],
      [1.4395, 43.5995],
    ]
    writeFileSync(path('clip.geojson'), JSON.stringify({ type: 'Polygon', coordinates: [ring] }))
    await load({ file: path('town.osm.pbf'), clip: path('clip.geojson') })
    expect(await rows('select id::int, st_npoints(geom) as points from city.street order by id')).toEqual([
      { id: 100, points: 3 },
      { id: 102, points: 2 },
    ])
    expect(await rows('select kind from city.area')).toEqual([{ kind: 'water' }])
    expect((await readBoundary(database.pool))?.coordinates).toEqual([[ring]])
  })

  it('[CI-1] crosses the antimeridian: the two halves of a street share a node, an area has two parts', async () => {
    const island: OsmElement[] = [
      ...[
        [1, 179.99, -17],
        [2, -179.99, -17.01],
        [3, -179.99, -17.03],
        [4, 179.99, -17.03],
      ].map(([id = 0, lon = 0, lat = 0]) => ({ type: 'node' as const, id, lon, lat })),
      way(10, [1, 2], { highway: 'primary' }),
      way(11, [1, 2, 3, 4, 1], { natural: 'water', name: 'Lagon' }),
    ]
    await writePbf(path('fiji.osm.pbf'), island)
    await load({ file: path('fiji.osm.pbf') })
    const streets = await rows(
      'select nodes::text, st_length(geom) as length from city.street order by id desc',
    )
    expect(streets.map(({ nodes }) => nodes)).toEqual(['{1,-10001}', '{-10001,2}'])
    for (const { length } of streets) expect(length).toBeLessThan(0.02)
    expect(
      await rows('select st_numgeometries(geom) as parts, st_area(geom) < 1 as small from city.area'),
    ).toEqual([{ parts: 2, small: true }])
    const city = await readCity(database.pool)
    expect(city?.bounds).toEqual([179.99, -17.01, -179.99, -17])
    expect(Math.abs(city?.center.lon ?? 0)).toBeCloseTo(179.995, 5)
    expect(city?.center.lat).toBeCloseTo(-17, 1)
  })

  it('[CI-18] opens where its streets are, not in the middle of the box that one far road makes', async () => {
    const nodes = [
      [1, 1.44, 43.6],
      [2, 1.441, 43.6],
      [3, 1.448, 43.601],
      [4, 1.9, 43.9],
    ].map(([id = 0, lon = 0, lat = 0]) => ({ type: 'node' as const, id, lon, lat }))
    const streets = [
      way(10, [1, 2], { highway: 'residential' }),
      way(11, [2, 3], { highway: 'residential' }),
      way(12, [4, 3], { highway: 'primary' }),
    ]
    await writePbf(path('far.osm.pbf'), [...nodes, ...streets])
    await load({ file: path('far.osm.pbf') })
    expect((await readCity(database.pool))?.center).toEqual({ lon: 1.441, lat: 43.6 })
  })
})

describe('addresses of the BAN', () => {
  const line = (id: string, number: string, rep: string, street: string, lon: string, lat: string) =>
    `${id};;${number};${rep};${street};31000;31555;Toulouse;;;0;0;${lon};${lat}`
  const good = [
    HEADER,
    line('a', '12', 'bis', "Rue de l'Ete", '1.4401', '43.6001'),
    line('b', '3', '', 'Rue « B »', '1.4402', '43.6001'),
    line('b', '3', '', 'Rue « B »', '1.4403', '43.6001'),
    line('c', '4', '', 'Rue Loin', '2.5', '43.6'),
    line('d', '', '', 'Rue Sans', '1.44', '43.6'),
    line('e', '5', '', 'Rue NaN', 'NaN', '43.6'),
  ].join('\n')

  it('[CI-9] stand where both have one, each once; those elsewhere and without a point are counted', async () => {
    writeFileSync(path('ban.csv'), good)
    writeFileSync(path('ban.csv.gz'), gzipSync(good))
    const { version, counts } = await load({ file: path('town.osm.pbf'), addresses: path('ban.csv') })
    expect(counts).toMatchObject({ addresses: 3, banOutside: 1, banUnusable: 2 })
    expect(await rows('select number, suffix, street, source from city.address order by number')).toEqual([
      { number: 3, suffix: null, street: 'Rue « B »', source: 'ban' },
      { number: 7, suffix: null, street: 'Rue B', source: 'osm' },
      { number: 12, suffix: 'bis', street: "Rue de l'Ete", source: 'ban' },
    ])
    expect(await load({ file: path('town.osm.pbf'), addresses: path('ban.csv.gz') })).toMatchObject({
      version,
    })
    expect((await readCity(database.pool))?.credit.fr).toContain('Base Adresse Nationale')
  })

  it.each([
    ['latin', Buffer.from(good, 'latin1'), /line 3: this is not UTF-8.*Latin-1/],
    ['columns', 'a;b;c\n1;2;3', /line 1: column numero, rep, nom_voie.*is missing/],
    ['comma', good.replaceAll(';', ','), /line 1: column .* is missing/],
    ['short', `${HEADER}\na;b;c`, /line 2/],
    ['empty', '', /empty \(0 bytes\)/],
    ['gzip', gzipSync(good).subarray(0, 60), /damaged/],
    [
      'elsewhere',
      good.replaceAll(';1.44', ';2.44'),
      /no address in the city: \d+ are elsewhere, \d+ have no number or no point/,
    ],
  ])('[CI-9] refuses a BAN file that is wrong (%s), naming the line', async (name, content, message) => {
    writeFileSync(path(`${name}.csv`), content)
    const before = await readCity(database.pool)
    await expect(load({ file: path('town.osm.pbf'), addresses: path(`${name}.csv`) })).rejects.toThrow(
      message,
    )
    expect(await readCity(database.pool)).toEqual(before)
  })
})

describe('a file that cannot be a city', () => {
  it('[CI-11] changes nothing and says what is wrong and where', async () => {
    await load({ file: path('town.osm.pbf') })
    const before = await readCity(database.pool)
    const whole = pbfOf(town)
    const refused = async (name: string, bytes: Buffer, message: RegExp) => {
      writeFileSync(path(name), bytes)
      await expect(load({ file: path(name) }), name).rejects.toThrow(message)
      expect(await readCity(database.pool)).toEqual(before)
    }
    for (const length of [1, 3, 10, 60, Math.floor(whole.length / 2), whole.length - 1])
      await refused('cut.osm.pbf', whole.subarray(0, length), /block \d+, at byte \d+, is cut short/)
    const flipped = Buffer.from(whole)
    flipped.writeUInt8(flipped.readUInt8(whole.length - 20) ^ 0xff, whole.length - 20)
    await refused('flipped.osm.pbf', flipped, /block 3, at byte \d+, is damaged/)
    await refused('random.osm.pbf', Buffer.from('This is a web page, not a map.'), /no OSM PBF file/)
    await refused('empty.osm.pbf', Buffer.alloc(0), /empty \(0 bytes\)/)
    await refused('roadless.osm.pbf', pbfOf([node(1, 0, 0)]), /no street that a car may use/)
    await refused(
      'history.osm.pbf',
      pbfOf(town, 'HistoricalInformation'),
      /« HistoricalInformation », which is not supported/,
    )
    expect(await rows("select nspname from pg_namespace where nspname like 'city%'")).toEqual([
      { nspname: 'city' },
    ])
  })

  it.each([
    ['1,2,3', /is no box/],
    ['5,43,4,x', /is no box/],
    ['10,50,11,51', /has nothing inside --clip/],
  ])('[CI-8] refuses --clip=%s', async (clip, message) => {
    await expect(load({ file: path('town.osm.pbf'), clip })).rejects.toThrow(message)
  })

  it.each([
    ['no.geojson', '{', /is no GeoJSON/],
    [
      'points.geojson',
      '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}]}',
      /features\.0\.geometry/,
    ],
    [
      'lambert.geojson',
      '{"type":"Polygon","coordinates":[[[574000,6279000],[574100,6279000],[574100,6279100],[574000,6279000]]]}',
      /WGS 84/,
    ],
    [
      'nameless.geojson',
      '{"type":"Polygon","coordinates":[[[1,43],[2,43],[2,44],[1,43]]]}',
      /polygon 1 has no name/,
    ],
    [
      'swapped.geojson',
      '{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Polygon","coordinates":[[[43,1],[44,1],[44,2],[43,1]]]}}',
      /no street of the city is in any of the districts.*longitude, latitude/,
    ],
  ])('[CI-12] refuses districts in %s', async (name, text, message) => {
    writeFileSync(path(name), text)
    const before = await readCity(database.pool)
    await expect(load({ file: path('town.osm.pbf'), districts: path(name) })).rejects.toThrow(message)
    expect(await readCity(database.pool)).toEqual(before)
  })

  it('[CI-19] tells what is wrong with the other files before the region is read', async () => {
    writeFileSync(path('columns.csv'), 'a;b;c\n1;2;3')
    writeFileSync(
      path('nameless.geojson'),
      '{"type":"Polygon","coordinates":[[[1,43],[2,43],[2,44],[1,43]]]}',
    )
    const phases: string[] = []
    const progress = {
      phase: (name: string) => {
        phases.push(name)
        return () => {}
      },
    }
    const refused = (request: Partial<ImportRequest>, message: RegExp) =>
      expect(importCity(database.pool, { file: path('town.osm.pbf'), ...request }, progress)).rejects.toThrow(
        message,
      )
    await refused({ addresses: path('columns.csv') }, /line 1: column .* is missing/)
    await refused({ districts: path('nameless.geojson') }, /has no name/)
    expect(phases).toEqual([])
  })

  it('[CI-19] says of what is no file which it is', async () => {
    for (const request of [
      { file: path('nowhere.osm.pbf') },
      { file: path('town.osm.pbf'), addresses: path('nowhere.csv') },
      { file: path('town.osm.pbf'), districts: path('nowhere.geojson') },
      { file: path('town.osm.pbf'), clip: path('nowhere.geojson') },
    ])
      await expect(checkFiles(request)).rejects.toThrow(/nowhere\.[a-z.]+ is not there/)
    await expect(checkFiles({ file: folder })).rejects.toThrow(/is a folder/)
    await expect(
      checkFiles({
        file: 'https://download.example/a.osm.pbf',
        addresses: 'http://download.example/b.csv',
        clip: '1,43,2,44',
      }),
    ).resolves.toBeUndefined()
  })

  it('[CI-13] refuses a second import while one is running, and tells who listens the version', async () => {
    const listener = await database.pool.connect()
    const told = new Promise<string | undefined>((settle) =>
      listener.once('notification', ({ payload }) => settle(payload)),
    )
    await listener.query('listen city')
    const results = await Promise.allSettled([
      load({ file: path('town.osm.pbf') }),
      load({ file: path('town.osm.pbf') }),
    ])
    const done = results.filter((one) => one.status === 'fulfilled')
    const failed = results.filter((one) => one.status === 'rejected')
    expect(failed.map(({ reason }) => reason.message)).toEqual([
      expect.stringContaining('Another import is running'),
    ])
    expect(await told).toBe(done[0]?.value.version)
    listener.release(true)
  })
})

describe('the schematic city', () => {
  it('[CI-10] fills the same tables where there is none, with streets that all connect, and only then', async () => {
    await database.pool.query('drop schema if exists city cascade')
    await Promise.all([ensureCity(database.pool, cityFolder), ensureCity(database.pool, cityFolder)])
    const city = await readCity(database.pool)
    expect(city).toMatchObject({ name: 'Toulouse', schematic: true })
    expect(city?.counts).toMatchObject({ districts: 20, streets: 222 })
    expect(await readDistricts(database.pool)).toHaveLength(20)
    const [{ reached }] = await rows(`
      with recursive reached (id) as (
        (select min(id) from city.street)
        union select other.id from reached join city.street one using (id) join city.street other on one.nodes && other.nodes
      ) select count(*)::int as reached from reached`)
    expect(reached).toBe(city?.counts.streets)
    await ensureCity(database.pool, cityFolder)
    expect(await readCity(database.pool)).toEqual(city)
  })
})

describe('real extracts', () => {
  const shared = (name: string) => new URL(`../shared/data/${name}`, projectPath('.')).pathname
  const real: [string, ImportRequest, Record<string, number>][] = [
    [
      'Baltimore',
      { file: shared('osm/baltimore.osm.pbf') },
      { streets: 3_800, buildings: 1_700, addresses: 1_300 },
    ],
    ['Porto', { file: shared('osm/porto_portugal.osm.pbf') }, { streets: 51_000, restrictions: 300 }],
    [
      'Toulouse',
      { file: shared('toulouse/toulouse-roads.osm.pbf'), districts: shared('toulouse/quartiers.geojson') },
      { streets: 52_000, street_names: 3_900, districts: 20 },
    ],
  ]
  for (const [name, request, least] of real) {
    const there = existsSync(request.file)
    it.skipIf(!there)(
      `[CI-1] loads ${name}${there ? '' : ` (skipped: no ${request.file})`}`,
      { timeout: 300_000 },
      async () => {
        const { counts } = await load(request)
        for (const [what, count] of Object.entries(least))
          expect(counts[what], what).toBeGreaterThanOrEqual(count)
        const [{ bad }] = await rows(
          'select count(*)::int as bad from city.street where st_npoints(geom) <> cardinality(nodes)',
        )
        expect(bad).toBe(0)
      },
    )
  }
})
