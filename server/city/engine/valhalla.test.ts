import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LonLat } from '../../../shared/geo.ts'
import type { OsmElement } from '../import/osm-element.ts'
import { writePbf } from '../import/test-pbf.ts'
import { Unanswerable } from './table-engine.ts'
import { startValhalla, type TestValhalla } from './test-valhalla.ts'
import { Valhalla } from './valhalla.ts'

/**
 * A block of streets, the first of them one-way to the north, a motorway 32 m to its west which does not meet it, and far
 * from both a street that leads nowhere. A degree of
 * latitude is 111,195 m, one of longitude here 80,520.
 */
const corners: [number, number, number][] = [
  [1, 1.44, 43.6],
  [2, 1.44, 43.602],
  [3, 1.445, 43.602],
  [4, 1.445, 43.6],
  [5, 1.46, 43.62],
  [6, 1.461, 43.62],
  [7, 1.4396, 43.599],
  [8, 1.4396, 43.603],
]
const streets: [number, number[], Record<string, string>][] = [
  [1, [1, 2], { highway: 'residential', oneway: 'yes' }],
  [2, [2, 3, 4, 1], { highway: 'residential' }],
  [3, [5, 6], { highway: 'residential' }],
  [4, [7, 8], { highway: 'motorway' }],
]
const block: OsmElement[] = [
  ...corners.map(([id, lon, lat]) => ({ type: 'node' as const, id, lon, lat })),
  ...streets.map(([id, refs, tags]) => ({ type: 'way' as const, id, refs, tags })),
]

const south = { lon: 1.44, lat: 43.6002 }
const north = { lon: 1.44, lat: 43.6018 }
const elsewhere = { lon: 1.4605, lat: 43.62 }
const offStreets = { lon: 1.44, lat: 43.62 }
const patience = () => AbortSignal.timeout(20_000)

let folder: string
let server: TestValhalla
let valhalla: Valhalla

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-pbf-'))
  const file = join(folder, 'block.osm.pbf')
  await writePbf(file, block)
  server = await startValhalla(file)
  valhalla = new Valhalla(server.url)
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('a real Valhalla', () => {
  const between = async (mode: 'car' | 'bicycle' | 'foot', from: LonLat, to: LonLat) => {
    const { seconds, metres } = await valhalla.table(mode, [from], [to], patience())
    return { seconds: seconds[0]?.[0], metres: metres[0]?.[0] }
  }

  it('[R-28] times cars along the one-ways, from each crew to each ticket', async () => {
    const along = await between('car', south, north)
    const around = await between('car', north, south)
    // 178 m along the street; 22 + 403 + 222 + 403 + 22 m around the block.
    expect(along.metres).toBeGreaterThan(170)
    expect(along.metres).toBeLessThan(190)
    expect(around.metres).toBeGreaterThan(1_055)
    expect(around.metres).toBeLessThan(1_090)
    expect(around.seconds).toBeGreaterThan(2 * (along.seconds ?? Number.NaN))
    const table = await valhalla.table('car', [south, north], [north], patience())
    expect(table.metres.map((row) => row.length)).toEqual([1, 1])
    expect(table.seconds[1]).toEqual([0])
  })

  it('[R-28] times who is on foot as one walks: against a one-way too, at some 5 km/h', async () => {
    const back = await between('foot', north, south)
    expect(back.metres).toBeLessThan(190)
    expect(back.seconds).toBeGreaterThan(110)
    expect(back.seconds).toBeLessThan(160)
    const bicycle = await between('bicycle', south, north)
    expect(bicycle.seconds).toBeLessThan(back.seconds ?? 0)
  })

  it('[R-28] has no time where no way leads', async () => {
    const { seconds } = await valhalla.table('car', [elsewhere, south], [north], patience())
    expect(seconds[0]).toEqual([null])
    expect(seconds[1]?.[0]).toBeGreaterThan(0)
    // Where it leads nowhere for anybody, Valhalla answers with an error.
    const nobody = await valhalla.table('car', [elsewhere], [north, south], patience())
    expect(nobody).toEqual({ seconds: [[null, null]], metres: [[null, null]] })
  })

  it('[R-11] puts nobody on a motorway who does not move, on whichever end of the way', async () => {
    const beside = { lon: 1.4397, lat: 43.6002 }
    expect((await between('car', beside, north)).metres).toBeLessThan(190)
    const around = await between('car', north, beside)
    expect(around.metres).toBeGreaterThan(1_055)
    const driving = await valhalla.table('car', [{ ...beside, speed: 25 }], [north], patience())
    expect(driving).toEqual({ seconds: [[null]], metres: [[null]] })
  })

  it('[R-30] refuses a question with a place that is on no street within 500 m', async () => {
    await expect(valhalla.table('car', [south, offStreets], [north], patience())).rejects.toThrow(
      Unanswerable,
    )
    await expect(valhalla.table('car', [south], [offStreets], patience())).rejects.toThrow(Unanswerable)
  })

  it('[R-30] refuses more pairs than it is set to answer, and the adapter does not ask for so many', async () => {
    const many = Array.from({ length: valhalla.limits.pairs + 1 }, () => south)
    await expect(valhalla.table('car', many, [north], patience())).rejects.toThrow(/HTTP 400, error_code 150/)
  })
})
