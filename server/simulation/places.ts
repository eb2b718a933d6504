import { type Bounds, isWithin, type LonLat, metresBetween, wrapped } from '../../shared/geo.ts'
import type { PointAddress } from '../../shared/protocol/place.ts'
import { between, type Random } from './random.ts'

/** Somewhere a caller can be. */
export interface Place {
  point: LonLat
  /** As on the plate; null where the city has no names. */
  address: string | null
  /** The code of its district, null outside all. */
  district: string | null
  /** How often calls come from it, beside the others. */
  weight: number
}

/** What places are made in. */
export interface Ground {
  center: LonLat
  bounds: Bounds
}

export const MOST_PLACES = 60
/** Points that are looked at before a city is taken to have no more places. */
const MOST_POINTS = 600
/** Points whose address is asked for at once. */
const AT_ONCE = 10
/** Metres. */
const FARTHEST = 5_000
const APART = 120
const METRES_PER_DEGREE = 111_195

/**
 * Some 60 places of a city that nobody wrote places for: points around its centre, fewer the farther, each where the
 * nearest house or street is that `reverse` names. Where nothing is named, the points themselves. The same seed and the
 * same city give the same places. Rejects where `reverse` does.
 */
export async function makePlaces(
  random: Random,
  ground: Ground,
  reverse: (point: LonLat) => Promise<PointAddress>,
): Promise<Place[]> {
  const named: Place[] = []
  const bare: Place[] = []
  for (let looked = 0; looked < MOST_POINTS && named.length < MOST_PLACES; looked += AT_ONCE) {
    const points = Array.from({ length: AT_ONCE }, () => pointAround(random, ground)).filter((point) =>
      isWithin(ground.bounds, point),
    )
    const found = await Promise.all(points.map(reverse))
    for (const [index, { nearest, district }] of found.entries()) {
      const place = { district: district?.code ?? null, weight: 1 }
      const point = points[index] ?? ground.center
      keep(bare, { ...place, point, address: null })
      if (nearest === null || !isWithin(ground.bounds, nearest)) continue
      const { lon, lat, label: address } = nearest
      keep(named, { ...place, point: { lon, lat }, address })
    }
  }
  return named.length > 0 ? named : bare
}

function keep(places: Place[], place: Place): void {
  const isApart = places.every(({ point }) => metresBetween(point, place.point) >= APART)
  if (isApart && places.length < MOST_PLACES) places.push(place)
}

/**
 * A point around the centre, as likely in one ring as in the next of the same width: so the nearer, the denser. It may
 * lie outside the bounds.
 */
function pointAround(random: Random, { center, bounds }: Ground): LonLat {
  const [west, south, east, north] = bounds
  const corners = [west, east].flatMap((lon) => [south, north].map((lat) => ({ lon, lat })))
  const reach = Math.min(FARTHEST, Math.max(...corners.map((corner) => metresBetween(center, corner))))
  const metres = between(random, 0, reach)
  const turn = between(random, 0, 2 * Math.PI)
  const across = METRES_PER_DEGREE * Math.cos((center.lat * Math.PI) / 180)
  return {
    lon: wrapped(center.lon + (metres * Math.sin(turn)) / across),
    lat: center.lat + (metres * Math.cos(turn)) / METRES_PER_DEGREE,
  }
}
