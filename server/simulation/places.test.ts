import { describe, expect, it } from 'vitest'
import { type Bounds, isWithin, type LonLat, metresBetween } from '../../shared/geo.ts'
import type { PointAddress } from '../../shared/protocol/place.ts'
import { MOST_PLACES, makePlaces } from './places.ts'
import { randomFrom } from './random.ts'

const center = { lon: -8.61, lat: 41.15 }
const bounds: Bounds = [-8.7, 41.1, -8.5, 41.2]

/** A street named after where it is, some metres east of every point. */
async function everywhere({ lon, lat }: LonLat): Promise<PointAddress> {
  const nearest = { kind: 'street', municipality: null, metres: 8, lon: lon + 0.0001, lat } as const
  return {
    nearest: { ...nearest, label: `Rua ${lon.toFixed(4)}` },
    district: { code: lat > center.lat ? 'N' : 'S', short: '' },
  }
}
const nowhere = async (): Promise<PointAddress> => ({ nearest: null, district: null })
const make = (seed: number, reverse = everywhere, ground = { center, bounds }) =>
  makePlaces(randomFrom(seed), ground, reverse)

describe('places of a city that nobody wrote places for', () => {
  it('[S-11] are sixty, named, in the bounds and apart from each other', async () => {
    const places = await make(1)
    expect(places).toHaveLength(MOST_PLACES)
    for (const { point, address, district } of places) {
      expect(isWithin(bounds, point)).toBe(true)
      expect(address).toBe(`Rua ${(point.lon - 0.0001).toFixed(4)}`)
      expect(district).toBe(point.lat > center.lat ? 'N' : 'S')
      const others = places.filter((other) => other.point !== point)
      expect(Math.min(...others.map((other) => metresBetween(other.point, point)))).toBeGreaterThan(119)
    }
  })

  it('[S-11] are the same for the same seed and city, and others for another seed', async () => {
    expect(await make(1)).toEqual(await make(1))
    expect(await make(1)).not.toEqual(await make(2))
  })

  it('[S-11] are denser near the centre', async () => {
    const metres = (await make(3)).map(({ point }) => metresBetween(point, center))
    const within = (most: number) => metres.filter((one) => one < most).length
    // A quarter of the area has more than a third of the places, and they reach far out.
    expect(within(2_500)).toBeGreaterThan(MOST_PLACES / 3)
    expect(Math.max(...metres)).toBeGreaterThan(4_000)
  })

  it('[S-11] are only where something is named', async () => {
    const north = async (point: LonLat) => (point.lat > center.lat ? everywhere(point) : nowhere())
    const places = await make(1, north)
    expect(places.length).toBeGreaterThan(20)
    expect(places.every(({ point }) => point.lat > center.lat)).toBe(true)
  })

  it('[S-11] have no address in a city without names, and are there all the same', async () => {
    const places = await make(1, nowhere)
    expect(places).toHaveLength(MOST_PLACES)
    expect(places.every(({ address, point }) => address === null && isWithin(bounds, point))).toBe(true)
  })

  it('[S-11] lie on both sides of the antimeridian where the city does', async () => {
    const ground = { center: { lon: 179.995, lat: -16.8 }, bounds: [179.9, -16.9, -179.9, -16.7] as const }
    const places = await make(1, nowhere, ground)
    expect(places.some(({ point }) => point.lon < 0)).toBe(true)
    expect(places.some(({ point }) => point.lon > 0)).toBe(true)
    expect(places.every(({ point }) => isWithin(ground.bounds, point))).toBe(true)
  })

  it('[S-11] cannot be made where nobody answers', async () => {
    await expect(make(1, () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  })
})
