import { type Line, type LonLat, metresBetween, nearestOn, pointOn } from '../../shared/geo.ts'
import { simplifyLine } from '../city/road/simplify-line.ts'
import type { Database } from '../db/pool.ts'

/** Farther than this no street is what a ticket is about. */
const REACH_METRES = 100
/** How much of it is proposed. */
const STRETCH_METRES = 60
/** Near in degrees is not quite near in metres: a few are compared. */
const CANDIDATES = 8

/**
 * The stretch of street that a hazard at `point` is on: 60 m around it, of the nearest street for cars within 100 m,
 * [lon, lat]; all of a shorter one; null where there is none.
 */
export async function streetStretchAt(database: Database, point: LonLat): Promise<[number, number][] | null> {
  const { rows } = await database.query<{ line: [number, number][] }>({
    name: 'street-stretch',
    text: `
      with place as (select st_setsrid(st_makepoint($1, $2), 4326) as point),
      near as (select geom, point from city.street, place where car order by geom <-> point limit ${CANDIDATES})
      select st_asgeojson(geom, 7)::json -> 'coordinates' as line from near
      where st_dwithin(geom::geography, point::geography, ${REACH_METRES})
      order by geom::geography <-> point::geography limit 1`,
    values: [point.lon, point.lat],
  })
  const [street] = rows
  return street === undefined ? null : simplifyLine(stretchAround(street.line, point, STRETCH_METRES))
}

/** `metres` of a line around where it is nearest to `point`; at an end of it, the last that it has. */
export function stretchAround(line: Line, point: LonLat, metres: number): [number, number][] {
  const lengths = line.slice(1).map((to, at) => metresBetween(placeOf(line[at] ?? to), placeOf(to)))
  const whole = lengths.reduce((sum, length) => sum + length, 0)
  const { segment, along } = nearestOn(line, point)
  const before = lengths.slice(0, segment).reduce((sum, length) => sum + length, 0)
  const middle = before + along * (lengths[segment] ?? 0)
  const start = Math.max(0, Math.min(middle - metres / 2, whole - metres))
  return lineBetween(line, lengths, start, Math.min(whole, start + metres))
}

/** What lies from `start` to `end` metres along a line whose segments have these `lengths`. */
function lineBetween(line: Line, lengths: readonly number[], start: number, end: number): [number, number][] {
  const cut: [number, number][] = []
  let from = 0
  for (const [segment, length] of lengths.entries()) {
    const to = from + length
    if (length > 0 && to > start && from < end) {
      const share = (metres: number) => Math.min(1, Math.max(0, (metres - from) / length))
      const ends = [share(start), share(end)].map((along) => pointOn(line, segment, along))
      for (const { lon, lat } of cut.length === 0 ? ends : ends.slice(1)) cut.push([lon, lat])
    }
    from = to
  }
  return cut
}

function placeOf([lon, lat]: Line[number]): LonLat {
  return { lon, lat }
}
