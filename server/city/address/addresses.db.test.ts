import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { Addresses } from './addresses.ts'
import { anyText } from './any-text.ts'

/**
 * Villeneuve, drawn by hand: streets on a grid of 0.002° (some 160 m east, 220 m north), houses beside them. Autreville,
 * 4 km east, has a street of the same name; Loinville is outside the territory.
 */
const STREETS: readonly [name: string, ...line: [number, number][]][] = [
  ["Rue d'Alsace-Lorraine", [1.44, 43.6], [1.44, 43.602], [1.44, 43.604], [1.44, 43.606]],
  ['Rue de Metz', [1.438, 43.602], [1.44, 43.602], [1.4425, 43.602]],
  ['Rue de Metz', [1.4425, 43.602], [1.444, 43.602]],
  ['Avenue Jean Jaurès', [1.4425, 43.602], [1.4425, 43.61]],
  ['Rue Jean Jaurès', [1.45, 43.6], [1.451, 43.6]],
  ['Place du Capitole', [1.438, 43.604], [1.4385, 43.604], [1.4385, 43.6045], [1.438, 43.604]],
  ['Rue Pierre et Marie Curie', [1.44, 43.606], [1.4425, 43.606]],
  ['Rue du 8 Mai 1945', [1.438, 43.608], [1.44, 43.608]],
  ['Impasse Saint-Félix', [1.446, 43.602], [1.4465, 43.602]],
  ['Avenue de Villeneuve', [1.48, 43.6], [1.484, 43.6]],
  ['Rue des Lois', [1.436, 43.604], [1.436, 43.606]],
  ['Rue des Lois', [1.49, 43.604], [1.49, 43.606]],
  ['Rue Lointaine', [1.6, 43.6], [1.601, 43.6]],
  ['Boulevard Long', [1.43, 43.59], [1.46, 43.59]],
]
const HOUSES: readonly [number, string | null, string, string, string, number, number][] = [
  [10, null, "Rue d'Alsace-Lorraine", '31000', 'Villeneuve', 1.4401, 43.6005],
  [12, null, "Rue d'Alsace-Lorraine", '31000', 'Villeneuve', 1.4401, 43.601],
  [12, 'bis', "Rue d'Alsace-Lorraine", '31000', 'Villeneuve', 1.4401, 43.6011],
  [12, 'C', "Rue d'Alsace-Lorraine", '31000', 'Villeneuve', 1.4401, 43.6012],
  [15, null, "Rue d'Alsace-Lorraine", '31000', 'Villeneuve', 1.4399, 43.6013],
  [3, null, 'Avenue Jean Jaurès', '31000', 'Villeneuve', 1.4424, 43.603],
  [3, null, 'Rue Jean Jaurès', '31000', 'Villeneuve', 1.4501, 43.6001],
  [8, null, 'Rue du 8 Mai 1945', '31000', 'Villeneuve', 1.439, 43.6081],
  [5, null, 'Impasse Saint-Félix', '31000', 'Villeneuve', 1.4462, 43.6021],
  [7, null, 'Rue des Lois', '31000', 'Villeneuve', 1.4361, 43.605],
  [7, null, 'Rue des Lois', '31700', 'Autreville', 1.4901, 43.605],
  [2, null, 'Avenue de Villeneuve', '31700', 'Autreville', 1.481, 43.6001],
  [1, null, 'Rue Lointaine', '31999', 'Loinville', 1.6001, 43.6001],
]
const PLACES: readonly [string, string, number, number][] = [
  ['station', 'Gare Matabiau', 1.454, 43.611],
  ['school', 'École maternelle', 1.446, 43.608],
  ['quarter', 'Saint-Cyprien', 1.43, 43.6],
  ['hospital', 'Hôpital de La Grave', 1.431, 43.601],
]

let database: TestDatabase
let addresses: Addresses

beforeAll(async () => {
  database = await createTestDatabase()
  await makeCity('city', 'v1')
  addresses = new Addresses(database.pool, 'city')
  await addresses.refresh()
})
afterAll(() => database.drop())

async function makeCity(schema: string, version: string): Promise<void> {
  const { pool } = database
  await pool.query(
    readFileSync(new URL('../schema.sql', import.meta.url), 'utf8').replaceAll(':schema', schema),
  )
  await pool.query(
    `insert into ${schema}.city (name, source, credit_fr, credit_en, version, imported_at, center, west, south, east, north, counts)
     values ('Villeneuve', 'hand', '', '', $1, now(), st_setsrid(st_makepoint(1.44, 43.6), 4326), 1, 43, 2, 44, '{}')`,
    [version],
  )
  for (const [index, [name, ...line]] of STREETS.entries()) {
    await pool.query(
      `insert into ${schema}.street (id, name, class, car, bicycle, foot, nodes, geom)
       values ($1, $2, 'residential', true, true, true, '{}', st_setsrid(st_geomfromgeojson($3), 4326))`,
      [index, name, JSON.stringify({ type: 'LineString', coordinates: line })],
    )
  }
  for (const [index, [number, suffix, street, postcode, municipality, lon, lat]] of HOUSES.entries()) {
    await pool.query(
      `insert into ${schema}.address (id, number, suffix, street, postcode, municipality, source, geom)
       values ($1, $2, $3, $4, $5, $6, 'ban', st_setsrid(st_makepoint($7, $8), 4326))`,
      [index, number, suffix, street, postcode, municipality, lon, lat],
    )
  }
  for (const [index, [kind, name, lon, lat]] of PLACES.entries()) {
    await pool.query(
      `insert into ${schema}.place (id, class, name, geom) values ($1, $2, $3, st_setsrid(st_makepoint($4, $5), 4326))`,
      [index, kind, name, lon, lat],
    )
  }
  for (const [index, name] of ['Place du Marché aux Herbes', 'Gare Matabiau'].entries()) {
    await pool.query(
      `insert into ${schema}.area (id, kind, name, geom)
       values ($1, 'square', $2, st_multi(st_expand(st_setsrid(st_makepoint($3, $4), 4326), 0.0003)))`,
      [index, name, ...(PLACES.find(([, known]) => known === name)?.slice(2) ?? [1.4405, 43.6012])],
    )
  }
  const box = 'st_multi(st_makeenvelope($1, $2, $3, $4, 4326))'
  await pool.query(
    `insert into ${schema}.district values ('1.1', 'Capitole / Arnaud-Bernard', 'Capitole', ${box})`,
    [1.435, 43.59, 1.4415, 43.612],
  )
  await pool.query(`insert into ${schema}.boundary values (${box})`, [1.42, 43.58, 1.5, 43.62])
}

/** The first result in short: « address: 12 Rue … (sure) ». */
function first(text: string): string {
  const [found] = addresses.search(text, { limit: 5 })
  return found === undefined ? 'nothing' : `${found.kind}: ${found.label}${found.sure ? ' (sure)' : ''}`
}

const TWELVE = "address: 12 Rue d'Alsace-Lorraine (sure)"
const TWELVE_BIS = "address: 12 bis Rue d'Alsace-Lorraine (sure)"

describe('searching an address', () => {
  it.each([
    // As people write one house.
    ["12 Rue d'Alsace-Lorraine", TWELVE],
    ['12 rue d’alsace lorraine', TWELVE],
    ['12, r. Alsace Lorraine, 31000 Villeneuve', TWELVE],
    ['12 RUE D ALSACE LORRAINE 31000 VILLENEUVE CEDEX 6 FRANCE', TWELVE],
    ['12 alsace lorraine', TWELVE],
    ['devant le 12 rue d’Alsace-Lorraine', TWELVE],
    ["12 rue d'Alsace-Lorraine, bâtiment B, 3e étage", TWELVE],
    ["rue d'Alsace-Lorraine 12", TWELVE],
    ['12-14 rue d’Alsace-Lorraine', TWELVE],
    ['12bis rue d’Alsace-Lorraine', TWELVE_BIS],
    ['12 bis rue d’Alsace-Lorraine', TWELVE_BIS],
    ['12 B rue d’Alsace-Lorraine', TWELVE_BIS],
    ['12 c rue d’Alsace-Lorraine', "address: 12 C Rue d'Alsace-Lorraine (sure)"],
    ['3 av jean jaures', 'address: 3 Avenue Jean Jaurès (sure)'],
    ['5 imp st felix', 'address: 5 Impasse Saint-Félix (sure)'],
    ['8 rue du 8 mai 1945', 'address: 8 Rue du 8 Mai 1945 (sure)'],
    ['8 rue du huit mai 1945', 'address: 8 Rue du 8 Mai 1945 (sure)'],
    // Found, but never sure: a slip, a number that is not there, a town or a word that nobody knows.
    ['12 rue dalsace loraine', "address: 12 Rue d'Alsace-Lorraine"],
    ["12 rue d'Alsac", "address: 12 Rue d'Alsace-Lorraine"],
    ["14 rue d'Alsace-Lorraine", "street: Rue d'Alsace-Lorraine"],
    ["99 rue d'Alsace-Lorraine", "street: Rue d'Alsace-Lorraine"],
    ["15 ter rue d'Alsace-Lorraine", "address: 15 Rue d'Alsace-Lorraine"],
    ["12 rue d'Alsace-Lorraine, Cornebarrieu", "address: 12 Rue d'Alsace-Lorraine"],
    ["12 rue d'Alsace-Lorraine, 75001 Paris", "address: 12 Rue d'Alsace-Lorraine"],
    ["12 rue d'Alsace-Lorraine, Autreville", "address: 12 Rue d'Alsace-Lorraine"],
    ["12 rue d'Alsace-Lorraine, 31700", "address: 12 Rue d'Alsace-Lorraine"],
    // Two of one name: the town decides, and only the town.
    ['7 rue des Lois', 'address: 7 Rue des Lois'],
    ['7 rue des Lois Villeneuve', 'address: 7 Rue des Lois (sure)'],
    ['7 rue des Lois, 31700 Autreville', 'address: 7 Rue des Lois (sure)'],
    ['2 avenue de Villeneuve', 'address: 2 Avenue de Villeneuve (sure)'],
    ['3 jean jaures', 'address: 3 Avenue Jean Jaurès'],
    ['1 rue Lointaine', 'address: 1 Rue Lointaine'],
    // A street alone: sure where it is short enough for one point.
    ['Impasse Saint-Félix', 'street: Impasse Saint-Félix (sure)'],
    ['boulevard long', 'street: Boulevard Long'],
    ['pl. du capitole', 'street: Place du Capitole (sure)'],
    ['rue pierre et marie curie', 'street: Rue Pierre et Marie Curie (sure)'],
    // Districts and places.
    ['Arnaud Bernard', 'district: Capitole / Arnaud-Bernard'],
    ['gare matabiau', 'place: Gare Matabiau (sure)'],
    ['pl marché aux herbes', 'place: Place du Marché aux Herbes (sure)'],
    ['hopital la grave', 'place: Hôpital de La Grave (sure)'],
    ['école maternelle', 'place: École maternelle'],
    ['St Cyprien', 'place: Saint-Cyprien'],
  ])('[AD-1] [AD-2] [AD-4] %s → %s', (text, expected) => {
    expect(first(text)).toBe(expected)
  })

  it.each([
    'Rue de Metz / Rue d’Alsace-Lorraine',
    'angle de la rue de Metz et de la rue d’Alsace-Lorraine',
    'r de metz & r alsace lorraine, Villeneuve',
    'rue de Metz et rue d’Alsace-Lorraine',
  ])('[AD-3] %s is where the two meet', (text) => {
    const [found] = addresses.search(text, { limit: 3 })
    expect(found).toMatchObject({ kind: 'crossing', sure: true, lon: 1.44, lat: 43.602 })
    expect(found?.label).toBe("Rue de Metz / Rue d'Alsace-Lorraine")
    expect(found?.district).toEqual({ code: '1.1', short: 'Capitole' })
  })

  it('[AD-3] never places two streets that do not meet', () => {
    const found = addresses.search('rue du 8 mai 1945 / impasse saint felix', { limit: 5 })
    expect(found.map(({ kind, sure }) => `${kind} ${sure}`)).toEqual(['street false', 'street false'])
  })

  it('[AD-1] ranks by match first, then by nearness', () => {
    const lois = (near: { lon: number; lat: number }) =>
      addresses.search('7 rue des lois', { near, limit: 2 }).map(({ municipality }) => municipality)
    expect(lois({ lon: 1.436, lat: 43.6 })).toEqual(['Villeneuve', 'Autreville'])
    expect(lois({ lon: 1.49, lat: 43.6 })).toEqual(['Autreville', 'Villeneuve'])
    const [whole] = addresses.search('avenue jean jaures', { near: { lon: 1.45, lat: 43.6 }, limit: 1 })
    expect(whole?.label).toBe('Avenue Jean Jaurès')
  })

  it('[AD-1] finds a name that is still being typed', () => {
    for (const text of ['12 rue d al', '12 rue d’alsa', 'gare mat', 'imp saint f', 'capi']) {
      expect(addresses.search(text, { limit: 3 }).length, text).toBeGreaterThan(0)
    }
    expect(first('gare mat')).toBe('place: Gare Matabiau')
  })

  it('[AD-1] puts a street alone on the street', () => {
    const [found] = addresses.search('avenue jean jaures', { limit: 1 })
    expect(found).toMatchObject({ lon: 1.4425, kind: 'street' })
    expect(found?.lat).toBeCloseTo(43.606, 3)
  })

  it('[AD-2] answers the same whatever the accents, the case and the abbreviations', () => {
    const ways: Record<string, readonly string[]> = {
      rue: ['rue', 'r', 'r.', 'RUE'],
      avenue: ['avenue', 'av', 'av.', 'Ave'],
      impasse: ['impasse', 'imp', 'IMP.'],
      saint: ['saint', 'st', 'St.'],
    }
    const texts = ['3 avenue jean jaurès', "12 rue d'alsace-lorraine", '5 impasse saint félix', 'rue de metz']
    const written = fc.constantFrom(...texts).chain((text) =>
      fc
        .tuple(
          fc.tuple(...text.split(' ').map((word) => fc.constantFrom(...(ways[word] ?? [word])))),
          fc.boolean(),
          fc.boolean(),
        )
        .map(([words, upper, bare]) => {
          const cased = upper ? words.join(' ').toUpperCase() : words.join(' ')
          return { text, as: bare ? cased.normalize('NFD').replace(/\p{M}/gu, '') : cased }
        }),
    )
    fc.assert(
      fc.property(written, ({ text, as }) => {
        expect(addresses.search(as, { limit: 5 })).toEqual(addresses.search(text, { limit: 5 }))
      }),
    )
  })

  it('[AD-5] never throws, whatever the text, and is never sure of what is no address', () => {
    const awkward = [
      '',
      '   ',
      '%',
      "' or 1=1 --",
      '\0',
      '؜شارع الحرية',
      '🚓',
      ','.repeat(10_000),
      'é'.repeat(10_000),
    ]
    for (const text of [
      ...awkward,
      '1 '.repeat(5_000),
      'rue '.repeat(2_500),
      ' et '.repeat(2_500),
      '/'.repeat(10_000),
    ]) {
      expect(
        addresses.search(text, { limit: 5 }).filter(({ sure }) => sure),
        text.slice(0, 20),
      ).toEqual([])
    }
    fc.assert(fc.property(anyText, (text) => addresses.search(text, { limit: 5 }).length <= 5))
  })
})

describe('what lies at a point', () => {
  it('[AD-8] is the nearest house within 60 m, with its district', () => {
    const { nearest, district } = addresses.reverse({ lon: 1.4402, lat: 43.60095 })
    expect(nearest).toMatchObject({
      kind: 'address',
      label: "12 Rue d'Alsace-Lorraine",
      municipality: 'Villeneuve',
    })
    expect(nearest?.metres).toBeLessThan(15)
    expect(district).toEqual({ code: '1.1', short: 'Capitole' })
  })

  it('[AD-8] is else the nearest point of a street within 250 m', () => {
    const { nearest } = addresses.reverse({ lon: 1.4405, lat: 43.6047 })
    expect(nearest).toMatchObject({ kind: 'street', label: "Rue d'Alsace-Lorraine", lon: 1.44 })
    expect(nearest?.lat).toBeCloseTo(43.6047, 6)
    expect(nearest?.metres).toBeCloseTo(40.3, 0)
  })

  it('[AD-8] is nothing where there is nothing', () => {
    expect(addresses.reverse({ lon: 1.46, lat: 43.62 })).toEqual({ nearest: null, district: null })
    expect(addresses.reverse({ lon: -180, lat: 90 })).toEqual({ nearest: null, district: null })
  })
})

describe('placing a ticket that brings an address alone', () => {
  it('[AD-6] places a sure one, with its plate and district', async () => {
    expect(await addresses.place('12 r alsace lorraine 31000 villeneuve')).toEqual({
      lon: 1.4401,
      lat: 43.601,
      address: "12 Rue d'Alsace-Lorraine",
      district: '1.1',
    })
  })

  it('[AD-6] keeps the text where it says more than the place', async () => {
    const text = '12 rue alsace lorraine, bât. B, 3e étage'
    expect(await addresses.place(text)).toMatchObject({ lat: 43.601, address: text })
  })

  it.each([
    '7 rue des Lois',
    '1 rue Lointaine',
    'Capitole',
    'Boulevard Long',
    'chez moi',
    '',
    'rue des lois / rue de metz',
  ])('[AD-6] leaves « %s » to a dispatcher', async (text) => expect(await addresses.place(text)).toBeNull())
})

describe('another city', () => {
  it('[AD-9] is searched after a refresh, and none at all where there is none', async () => {
    const empty = new Addresses(database.pool, 'no "such" schema')
    await empty.refresh()
    expect([empty.version, empty.search('rue de metz', { limit: 5 })]).toEqual([null, []])
    await makeCity('next', 'v2')
    const moving = new Addresses(database.pool, 'next')
    await moving.refresh()
    expect(moving.version).toBe('v2')
    await database.pool.query(
      `update next.city set version = 'v3', name = 'Ailleurs'; delete from next.address`,
    )
    expect(moving.search('12 rue alsace lorraine', { limit: 1 })[0]?.kind).toBe('address')
    await moving.refresh()
    expect(moving.version).toBe('v3')
    expect(moving.search('12 rue alsace lorraine', { limit: 1 })[0]?.kind).toBe('street')
    await database.pool.query('alter table next.place rename to gone; update next.city set version = $$v4$$')
    await expect(moving.refresh()).rejects.toThrow('next.place')
    expect(moving.version).toBe('v3')
  })
})
