import { readFile } from 'node:fs/promises'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { Polygon } from 'geojson'
import { z } from 'zod'
import { catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import type { Place } from './places.ts'
import { callsSchema } from './scenario.ts'

const polygonSchema = z.object({
  type: z.literal('Polygon'),
  coordinates: z.array(z.array(z.array(z.number()).min(2))),
}) satisfies z.ZodType<Polygon>
const citySchema = z.object({
  timeZone: z.string(),
  districts: z.array(z.object({ code: z.string(), polygon: polygonSchema })),
})
/** What a demonstration knows of its city, read from the fixture in `folder`. Throws on a file that is not one. */
export async function loadFixture(folder: URL) {
  const read = async (file: string) => JSON.parse(await readFile(new URL(file, folder), 'utf8'))
  const { timeZone, districts } = citySchema.parse(await read('city.json'))
  const calls = callsSchema.parse(await read('calls.json'))
  const { services } = catalogueSchema.parse(await read('catalogue.json'))
  const places = calls.places.map(({ address, point: [lon, lat], weight }): Place => {
    const district = districts.find(({ polygon }) => booleanPointInPolygon([lon, lat], polygon))
    return { point: { lon, lat }, address, district: district?.code ?? null, weight }
  })
  return { timeZone, calls, services, places }
}
