import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween } from '../../../shared/geo.ts'
import { decodeLines } from '../../../shared/reach.ts'
import { crewId } from '../../../shared/test-board.ts'
import { RoadTimes } from './road-times.ts'
import type { Street } from './street.ts'
import { buildStreetNetwork } from './street-network.ts'
import { city } from './test-cities.ts'
import { aStreet } from './test-streets.ts'
import type { Located } from './travel-times.ts'

/** A river from west to east with two bridges, in steps of 0.001°: 111 m to the north, 80.5 m to the east. */
const lonLat = (east: number, north: number) => ({ lon: 1.44 + east * 0.001, lat: 43.6 + north * 0.001 })
const at = (east: number, north: number): [number, number] => [1.44 + east * 0.001, 43.6 + north * 0.001]
const line = (id: number, nodes: number[], coords: [number, number][], given: Partial<Street> = {}) =>
  aStreet(id, nodes, coords, given)
const banks = [
  line(1, [1, 2, 3], [at(0, 0), at(10, 0), at(30, 0)]),
  line(2, [4, 5, 6], [at(0, 3), at(10, 3), at(30, 3)]),
  line(3, [2, 5], [at(10, 0), at(10, 3)], { bridge: true }),
  line(4, [3, 6], [at(30, 0), at(30, 3)], { bridge: true }),
]
const anyone = { maxSeconds: 1e9 }
const crew = (number: number, east: number, north: number, given: Partial<Located> = {}): Located => ({
  crewId: crewId(number),
  kind: 'patrol',
  ...lonLat(east, north),
  ...given,
})
const timesOf = (streets: readonly Street[]) => new RoadTimes(buildStreetNetwork(streets, []), 'test')

describe('travel times by road', () => {
  it('[R-8] prefers who is on the right bank to who is nearer across the river', async () => {
    const found = await timesOf(banks).nearest(lonLat(20, 0.05), [crew(1, 20, 3), crew(2, 8, 0)], 2, anyone)
    expect(found.map((one) => [one.crewId, one.basis])).toEqual([
      [crewId(2), 'road'],
      [crewId(1), 'road'],
    ])
    const metres = metresBetween(lonLat(8, 0), lonLat(20, 0))
    expect(Math.abs((found[0]?.metres ?? 0) - metres)).toBeLessThan(10)
    // 24 km/h, and the 5.6 m from the street on foot.
    expect(found[0]?.seconds).toBe(Math.round((metres / 24) * 3.6 + (0.05 * 111.2 * 3.6) / 5))
  })

  it('[R-9] follows a closure and its end at once, and names another version of the data', async () => {
    const times = timesOf(banks)
    const ask = async () => (await times.nearest(lonLat(8, 3), [crew(1, 8, 0)], 1, anyone))[0]?.metres ?? 0
    const before = await ask()
    const version = times.dataVersion
    const ring = [at(9, 1), at(11, 1), at(11, 2), at(9, 2)]
    expect(times.close({ id: 'bridge', modes: ['car'], shape: { kind: 'zone', ring } })).toBe(1)
    expect(await ask()).toBeGreaterThan(before + 3_000)
    expect(times.dataVersion).not.toBe(version)
    expect([times.reopen('bridge'), times.reopen('bridge')]).toEqual([true, false])
    expect(await ask()).toBe(before)
  })

  it('[R-9] closes the street a line is drawn along, and neither those it crosses nor those it ends at', async () => {
    const times = timesOf(banks)
    const drawn = [at(10.05, 0), at(10.05, 3)]
    expect(times.close({ id: 'x', modes: ['car', 'foot'], shape: { kind: 'stretch', line: drawn } })).toBe(2)
    const along = [at(10.5, 0), at(29.5, 0)]
    expect(times.close({ id: 'x', modes: ['car'], shape: { kind: 'stretch', line: along } })).toBe(1)
  })

  it('[R-9] leaves out who is on a street from which no way is open', async () => {
    const times = timesOf(banks)
    const ring = [at(-1, 1), at(31, 1), at(31, 2), at(-1, 2)]
    times.close({ id: 'river', modes: ['car'], shape: { kind: 'zone', ring } })
    const crews = [crew(1, 8, 0), crew(2, 8, 0, { kind: 'foot' })]
    const found = await times.nearest(lonLat(8, 3), crews, 2, anyone)
    expect(found.map((one) => one.crewId)).toEqual([crewId(2)])
    expect(await times.route(crew(1, 8, 0), lonLat(8, 3))).toBeNull()
    expect([...(await times.matrix(crews.slice(0, 1), [lonLat(8, 3)]))]).toEqual([Infinity])
  })

  it('[R-10] times in a straight line, and says so, who is on no street, and all when the ticket is on none', async () => {
    const times = timesOf(banks)
    const crews = [crew(1, 8, 0), crew(2, 8, -6)]
    const bases = async (east: number, north: number) =>
      new Map(
        (await times.nearest(lonLat(east, north), crews, 2, anyone)).map((one) => [one.crewId, one.basis]),
      )
    expect(Object.fromEntries(await bases(10, 0))).toEqual({ [crewId(1)]: 'road', [crewId(2)]: 'straight' })
    expect(Object.fromEntries(await bases(10, 9))).toEqual({
      [crewId(1)]: 'straight',
      [crewId(2)]: 'straight',
    })
    expect((await times.route(crew(2, 8, -6), lonLat(8, 0)))?.basis).toBe('straight')
  })

  it('[R-10] does not put a ticket on an island onto the bank across the water', async () => {
    const island = line(9, [91, 92], [at(12, 2.2), at(20, 2.2)])
    const [found] = await timesOf([...banks, island]).nearest(lonLat(15, 2.2), [crew(1, 15, 3)], 1, anyone)
    expect(found?.basis).toBe('straight')
    const [other] = await timesOf(banks).nearest(lonLat(15, 2.2), [crew(1, 15, 3)], 1, anyone)
    expect(other?.basis).toBe('road')
  })

  it('[R-11] puts a crew on a motorway only when it is on one and moves', async () => {
    const motorway = line(5, [2, 7, 3], [at(10, 0), at(20, 0.2), at(30, 0)], {
      class: 'motorway',
      foot: false,
    })
    const times = timesOf([...banks, motorway])
    const ask = async (speed: number | null) =>
      (await times.nearest(lonLat(30, 0), [crew(1, 20, 0.2, { speed })], 1, anyone))[0]?.seconds ?? 0
    const standing = await ask(0)
    expect(await ask(null)).toBe(standing)
    expect(await ask(25)).toBeLessThan(standing / 2)
  })

  it('[DU-14] is as far there as back on foot, whatever the one-ways', async () => {
    const place = fc.record({
      lon: fc.double({ min: 1.4, max: 1.44, noNaN: true }),
      lat: fc.double({ min: 43.6, max: 43.64, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(city, place, place, async ({ streets, restrictions }, one, other) => {
        const times = new RoadTimes(buildStreetNetwork(streets, restrictions), 'test')
        const walk = async (from: typeof one, to: typeof one) => {
          const walker: Located = { crewId: crewId(1), kind: 'foot', ...from }
          const [found] = await times.nearest(to, [walker], 1, anyone)
          return found && { metres: found.metres, basis: found.basis }
        }
        expect(await walk(one, other)).toEqual(await walk(other, one))
      }),
    )
  })

  it('[R-12] draws the way from the crew to the ticket, as long as it says', async () => {
    const times = timesOf(banks)
    for (const [from, to] of [
      [crew(1, 8, 0), lonLat(8, 3)],
      [crew(1, 25, 3), lonLat(2, 0.1)],
      [crew(1, 14, 0), lonLat(12, 0)],
    ] as const) {
      const route = await times.route(from, to)
      const drawn = route?.line ?? []
      expect(drawn[0]).toEqual([from.lon, from.lat])
      expect(drawn.at(-1)).toEqual([to.lon, to.lat])
      const metres = drawn.reduce((sum, [lon, lat], place) => {
        const [lastLon, lastLat] = drawn[place - 1] ?? [lon, lat]
        return sum + metresBetween({ lon: lastLon, lat: lastLat }, { lon, lat })
      }, 0)
      expect(Math.abs(metres - (route?.metres ?? 0))).toBeLessThan(2)
      expect(route?.seconds).toBe((await times.nearest(to, [from], 1, anyone))[0]?.seconds)
    }
  })

  it('[R-12] is the same city on the antimeridian', async () => {
    const shifted = banks.map((street) => ({
      ...street,
      coords: street.coords.map(([lon, lat]): [number, number] => {
        const east = lon - 1.44 + 179.985
        return [east > 180 ? east - 360 : east, lat]
      }),
    }))
    const place = (east: number, north: number) => {
      const [lon = 0, lat = 0] = [179.985 + east * 0.001, 43.6 + north * 0.001]
      return { lon: lon > 180 ? lon - 360 : lon, lat }
    }
    const moved = { ...crew(1, 0, 0), ...place(8, 0) }
    const [here] = await timesOf(banks).nearest(lonLat(28, 3), [crew(1, 8, 0)], 1, anyone)
    const [there] = await timesOf(shifted).nearest(place(28, 3), [moved], 1, anyone)
    expect(there).toEqual(here)
  })

  it('[R-13] gives one row a crew and one column a ticket', async () => {
    const times = timesOf(banks)
    const crews = [crew(1, 8, 0), crew(2, 20, 3, { kind: 'bicycle' }), crew(3, 2, 0, { kind: 'foot' })]
    const tickets = [lonLat(8, 3), lonLat(28, 0)]
    const matrix = await times.matrix(crews, tickets)
    for (const [row, one] of crews.entries())
      for (const [column, ticket] of tickets.entries())
        expect(matrix[row * 2 + column]).toBe((await times.nearest(ticket, [one], 1, anyone))[0]?.seconds)
  })

  /** Metres of street in each band. */
  const lengths = (bands: readonly string[]) =>
    bands.map((band) =>
      decodeLines(band).reduce((sum, points) => {
        const ways = points.slice(1).map(([lon, lat], at) => {
          const [lastLon = 0, lastLat = 0] = points[at] ?? []
          return metresBetween({ lon: lastLon, lat: lastLat }, { lon, lat })
        })
        return ways.reduce((metres, way) => metres + way, sum)
      }, 0),
    )

  it('[R-23] counts each street once, for whoever is there first by its own means', async () => {
    const times = timesOf(banks)
    const walker = crew(1, 2, 0, { kind: 'foot' })
    const alone = lengths((await times.reach({ crews: [walker] })).bands)
    // 5 km/h both ways from 161 m off the end: 417 m in 5 minutes on the one side.
    expect(alone[0]).toBeCloseTo(161 + 417, -1)
    const { placed, bands } = await times.reach({ crews: [walker, crew(2, 25, 0)] })
    expect(placed).toBe(2)
    const [near = 0, middle = 0, far = 0] = lengths(bands)
    const whole = 4 * 1_610 + 4 * 805 + 4 * 333.6
    expect(near).toBeGreaterThan(alone[0] ?? 0)
    expect(near + middle + far).toBeLessThan(whole)
    expect((await times.reach({ crews: [crew(3, 8, -6)] })).placed).toBe(0)
  })

  it('[R-22] follows a closure, and goes towards a ticket against the one-ways', async () => {
    const oneway = banks.map((street) => (street.id === 3 ? { ...street, oneway: 1 } : street))
    const times = timesOf(oneway)
    const bridge = async (asked: Parameters<RoadTimes['reach']>[0]) => {
      const [band = ''] = (await times.reach(asked)).bands
      return decodeLines(band).some(
        (points) =>
          points.some(([lon, lat]) => lon === 1.45 && lat === 43.603) &&
          points.length > 1 &&
          points.some(([, lat]) => lat < 43.603),
      )
    }
    // The bridge leads north only.
    expect(await bridge({ crews: [crew(1, 8, 0)] })).toBe(true)
    expect(await bridge({ crews: [crew(1, 8, 3)] })).toBe(false)
    expect(await bridge({ ticket: lonLat(8, 3) })).toBe(true)
    const asked = bridge({ ticket: lonLat(8, 3) })
    const ring = [at(9, 1), at(11, 1), at(11, 2), at(9, 2)]
    times.close({ id: 'bridge', modes: ['car'], shape: { kind: 'zone', ring } })
    // Closed while it was being computed, and so not in the answer.
    expect(await asked).toBe(false)
  })
})
