import { readFile } from 'node:fs/promises'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { MultiPolygon } from 'geojson'
import { isOutline } from './check-files.ts'
import { CityFileError } from './city-file-error.ts'
import { polygonsIn } from './geojson-polygons.ts'

/** What part of a region is taken. */
export interface Clip {
  west: number
  south: number
  east: number
  north: number
  /** The territory's outline, null for a plain box. */
  outline: MultiPolygon | null
  contains(lon: number, lat: number): boolean
}

/** Reads `--clip`: « W,S,E,N » in degrees (W > E crosses the antimeridian), or a GeoJSON file with polygons. */
export async function readClip(given: string): Promise<Clip> {
  const numbers = given.split(',').map(Number)
  if (!isOutline(given)) return boxOf(given, numbers)
  const outline: MultiPolygon = {
    type: 'MultiPolygon',
    coordinates: polygonsIn(await readFile(given, 'utf8'), given).flatMap(
      ({ geometry }) => geometry.coordinates,
    ),
  }
  const points = outline.coordinates.flat(2)
  const lons = points.map(([lon = 0]) => lon)
  const lats = points.map(([, lat = 0]) => lat)
  const box = {
    west: least(lons),
    south: least(lats),
    east: -least(lons.map((lon) => -lon)),
    north: -least(lats.map((lat) => -lat)),
  }
  const inBox = contains(box)
  return {
    ...box,
    outline,
    contains: (lon, lat) => inBox(lon, lat) && booleanPointInPolygon([lon, lat], outline),
  }
}

function boxOf(given: string, numbers: readonly number[]): Clip {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = numbers
  const sound =
    numbers.length === 4 &&
    [west, east].every((lon) => Math.abs(lon) <= 180) &&
    -90 <= south &&
    south < north &&
    north <= 90
  if (!sound || west === east) {
    throw new CityFileError(
      `--clip=${given} is no box: give west,south,east,north in degrees, such as 1.35,43.53,1.51,43.67, or a .geojson file.`,
    )
  }
  const box = { west, south, east, north }
  return { ...box, outline: null, contains: contains(box) }
}

/** Whether a point lies in a box; one that crosses the antimeridian has west > east. */
export function contains(box: { west: number; south: number; east: number; north: number }) {
  const { west, south, east, north } = box
  const across = west > east
  return (lon: number, lat: number): boolean =>
    lat >= south && lat <= north && (across ? lon >= west || lon <= east : lon >= west && lon <= east)
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((least, number) => Math.min(least, number), Number.POSITIVE_INFINITY)
}
