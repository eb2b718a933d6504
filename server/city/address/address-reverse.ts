import type { LonLat } from '../../../shared/geo.ts'
import { plate } from './address-hit.ts'
import type { AddressIndex, Entry } from './address-index.ts'
import { Plane } from './cell-index.ts'

/** Farther than this a house's number would mislead. */
const HOUSE_METRES = 60
/** Farther than this a street's name would mislead. */
const STREET_METRES = 250

export interface Nearby extends LonLat {
  kind: 'address' | 'street'
  label: string
  municipality: string | null
  metres: number
}

/** The house nearest to a point, within 60 m; else the nearest point of a named street, within 250 m; else null. */
export function nearestIn(index: AddressIndex, point: LonLat): Nearby | null {
  return nearestHouse(index, point) ?? nearestStreet(index, point)
}

function nearestHouse({ houses, houseCells }: AddressIndex, point: LonLat): Nearby | null {
  const plane = new Plane(point)
  let best: Nearby | null = null
  for (const item of houseCells.near(point, HOUSE_METRES)) {
    const found = houses[item]
    if (found === undefined) continue
    const { house, street } = found
    const metres = plane.distance(house.lon, house.lat)
    if (metres > (best?.metres ?? HOUSE_METRES)) continue
    best = { kind: 'address', label: plate(house), ...placeOf(street, house), metres }
  }
  return best
}

/** The nearest point of a named street, within 250 m; else null. */
export function nearestStreet({ stretches, stretchCells }: AddressIndex, point: LonLat): Nearby | null {
  const plane = new Plane(point)
  let best: Nearby | null = null
  for (const item of stretchCells.near(point, STREET_METRES)) {
    const found = stretches[item]
    if (found === undefined) continue
    const { line, at, street } = found
    const [lon = 0, lat = 0, toLon = 0, toLat = 0] = line.slice(at, at + 4)
    const { share, metres } = plane.nearestOn(lon, lat, toLon, toLat)
    if (metres > (best?.metres ?? STREET_METRES)) continue
    const on = { lon: lon + share * (toLon - lon), lat: lat + share * (toLat - lat) }
    best = { kind: 'street', label: street.label, ...placeOf(street, on), metres }
  }
  return best
}

function placeOf({ municipalityLabel }: Entry, { lon, lat }: LonLat) {
  return { municipality: municipalityLabel, lon, lat }
}
