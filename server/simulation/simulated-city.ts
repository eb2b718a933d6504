import type { z } from 'zod'
import { type Bounds, isWithin } from '../../shared/geo.ts'
import { type City, citySchema } from '../../shared/protocol/city.ts'
import { pointAddressSchema } from '../../shared/protocol/place.ts'
import { DoorClient } from './door-client.ts'
import type { Credentials } from './door-session.ts'
import { keepTrying } from './keep-trying.ts'
import { makePlaces, type Place } from './places.ts'
import { randomFrom } from './random.ts'

export interface CityOptions {
  url: string
  credentials: Credentials
  seed: number
  /** Used where most of them are in the loaded city. */
  places: readonly Place[]
  signal: AbortSignal
  /** Another city is loaded: may be told more than once. */
  onAnother: () => void
  onFault: (error: unknown) => void
}

/** Where the simulation takes place: the city that the server has loaded. */
export interface SimulatedCity {
  name: string
  timeZone: string
  bounds: Bounds
  places: readonly Place[]
}

/** Learns from the public doors which city is loaded and where in it people call from, and stays to hear of another. */
export async function openCity(options: CityOptions): Promise<SimulatedCity> {
  const { url, credentials, signal, onAnother, onFault: onFailure } = options
  const client = new DoorClient(url)
  signal.addEventListener('abort', () => client.close())
  await keepTrying(() => client.login(credentials), { signal })
  const socket = await client.connect('nothing')
  const view = await keepTrying(() => ask(client, '/api/city', citySchema), { signal, onFailure })
  socket.on('heartbeat', ({ city }) => {
    if (city !== view.mapVersion) onAnother()
  })
  const places = await keepTrying(() => placesIn(view, client, options), { signal, onFailure })
  const { name, timeZone, bounds } = view
  return { name, timeZone, bounds, places }
}

/** The places that were written, where half of them or more lie in this city; otherwise places of its own. */
async function placesIn(
  { center: [lon, lat], bounds, districts }: City,
  client: DoorClient,
  { seed, places }: CityOptions,
): Promise<readonly Place[]> {
  const inside = places.filter(({ point }) => isWithin(bounds, point))
  if (2 * inside.length < places.length) {
    const ground = { center: { lon, lat }, bounds }
    return makePlaces(randomFrom(seed + 2), ground, (point) =>
      ask(
        client,
        `/api/addresses/reverse?lon=${point.lon.toFixed(6)}&lat=${point.lat.toFixed(6)}`,
        pointAddressSchema,
      ),
    )
  }
  const known = new Set(districts.map(({ code }) => code))
  return inside.map((place) => ({
    ...place,
    district: place.district !== null && known.has(place.district) ? place.district : null,
  }))
}

async function ask<T>(client: DoorClient, path: string, schema: z.ZodType<T>): Promise<T> {
  const response = await client.request('GET', path)
  if (!response.ok) throw new Error(`${path.split('?')[0]} was answered ${response.status}.`)
  return schema.parse(await response.json())
}
