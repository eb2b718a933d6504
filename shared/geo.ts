import turfDistance from '@turf/distance'
import { z } from 'zod'

/** A point on the ground in WGS 84 degrees. Everywhere in this project longitude comes before latitude. */
export const lonLatSchema = z.strictObject({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
})
export type LonLat = z.infer<typeof lonLatSchema>

/** Great-circle distance in metres between two points (mean earth radius, @turf/distance). */
export function metresBetween(from: LonLat, to: LonLat): number {
  return turfDistance([from.lon, from.lat], [to.lon, to.lat], { units: 'meters' })
}
