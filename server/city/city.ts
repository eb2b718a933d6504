import { readFile } from 'node:fs/promises'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { FeatureCollection, Polygon } from 'geojson'
import { z } from 'zod'
import { type Catalogue, catalogueOf, DISTRESS, serviceSchema } from '../../shared/catalogue/service.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { City as CityView } from '../../shared/protocol.ts'
import { localizedSchema } from '../../shared/text.ts'
import { NearestStreet } from './nearest-street.ts'

const position = z.array(z.number()).min(2)
const polygonSchema = z.object({
  type: z.literal('Polygon'),
  coordinates: z.array(z.array(position)),
}) satisfies z.ZodType<Polygon>

const citySchema = z.object({
  jurisdiction: z.string(),
  name: z.string(),
  timeZone: z.string(),
  center: z.tuple([z.number(), z.number()]),
  zoom: z.number(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  label: localizedSchema,
  credit: localizedSchema,
  boundary: polygonSchema,
  districts: z.array(
    z.object({ code: z.string(), name: z.string(), short: z.string(), polygon: polygonSchema }),
  ),
})

const servicesSchema = z.object({ services: z.array(serviceSchema) })

/** The territory served: its boundary, districts, streets and catalogue. */
export interface City {
  view: Omit<CityView, 'mapVersion'>
  catalogue: Catalogue
  within(point: LonLat): boolean
  /** The code of the district around `point`, null outside all. */
  districtOf(point: LonLat): string | null
  /** The name of the street nearest to `point`, null where none is near. */
  streetNear(point: LonLat): string | null
}

/** Reads the city kept in `folder` (city.json, services.json, basemap.geojson); throws on a file that is not one. */
export async function loadCity(folder: URL): Promise<City> {
  const parse = async (file: string) => JSON.parse(await readFile(new URL(file, folder), 'utf8'))
  const { boundary, districts, ...city } = citySchema.parse(await parse('city.json'))
  const { services } = servicesSchema.parse(await parse('services.json'))
  const basemap: FeatureCollection = await parse('basemap.geojson')
  const streets = new NearestStreet(basemap.features.filter(isNamedRoad))
  const inside = (polygon: Polygon, { lon, lat }: LonLat) => booleanPointInPolygon([lon, lat], polygon)
  return {
    view: {
      ...city,
      districts: districts.map(({ code, name, short }) => ({ code, name, short })),
      services: [DISTRESS, ...services],
    },
    catalogue: catalogueOf(services),
    within: (point) => inside(boundary, point),
    districtOf: (point) => districts.find(({ polygon }) => inside(polygon, point))?.code ?? null,
    streetNear: (point) => streets.find(point),
  }
}

function isNamedRoad(feature: FeatureCollection['features'][number]): boolean {
  const { layer, name, class: kind } = feature.properties ?? {}
  return (
    layer === 'road' &&
    typeof name === 'string' &&
    kind !== 'motorway' &&
    feature.geometry.type === 'LineString'
  )
}
