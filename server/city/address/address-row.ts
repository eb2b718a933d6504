import type { LonLat } from '../../../shared/geo.ts'

/** A house number of the city's tables. */
export interface HouseRow {
  number: number
  suffix: string | null
  street: string
  postcode: string | null
  municipality: string | null
  lon: number
  lat: number
}

/** A way's name and its points, lon and lat by turns. */
export interface WayRow {
  name: string
  line: readonly number[]
}

export interface PlaceRow extends LonLat {
  name: string
  class: string
}

export interface DistrictRow extends LonLat {
  code: string
  name: string
  short: string
}
