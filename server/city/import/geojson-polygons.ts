import type { MultiPolygon } from 'geojson'
import { z } from 'zod'
import { CityFileError } from './city-file-error.ts'

const MOST_FEATURES = 10_000
const position = z.array(z.number()).min(2)
const ring = z.array(position).min(4)
const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
])
const featureSchema = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: geometrySchema,
})
const fileSchema = z.union([
  z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(featureSchema).min(1).max(MOST_FEATURES),
  }),
  featureSchema,
  geometrySchema,
])

export interface PolygonFeature {
  properties: Readonly<Record<string, unknown>>
  geometry: MultiPolygon
}

/** The polygons of a GeoJSON text; throws a `CityFileError` that names `file` and the first thing wrong. */
export function polygonsIn(text: string, file: string): PolygonFeature[] {
  const features = featuresOf(parsed(text, file)).map(({ properties, geometry }) => ({
    properties: properties ?? {},
    geometry: multiOf(geometry),
  }))
  for (const [index, { geometry }] of features.entries()) checkDegrees(geometry, index, file)
  return features
}

function parsed(text: string, file: string): z.infer<typeof fileSchema> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new CityFileError(`${file} is no GeoJSON: ${(cause as Error).message}.`, { cause })
  }
  const result = fileSchema.safeParse(json)
  if (result.success) return result.data
  // A union reports each member's own failure: the features' is the one that helps.
  const { features } = json as { features?: unknown }
  const detail = z.array(featureSchema).min(1).max(MOST_FEATURES).safeParse(features)
  const issue = detail.error?.issues[0] ?? result.error.issues[0]
  const where = features === undefined ? '' : ` at features.${issue?.path.join('.')}`
  throw new CityFileError(
    `${file} has no usable polygons${where}: ${issue?.message}. Give GeoJSON with Polygon or MultiPolygon.`,
  )
}

function featuresOf(file: z.infer<typeof fileSchema>): z.infer<typeof featureSchema>[] {
  if (file.type === 'FeatureCollection') return file.features
  return [file.type === 'Feature' ? file : { type: 'Feature', geometry: file }]
}

function multiOf(geometry: z.infer<typeof geometrySchema>): MultiPolygon {
  if (geometry.type === 'MultiPolygon') return geometry
  return { type: 'MultiPolygon', coordinates: [geometry.coordinates] }
}

function checkDegrees({ coordinates }: MultiPolygon, index: number, file: string): void {
  for (const [lon = Number.NaN, lat = Number.NaN] of coordinates.flat(2)) {
    if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) continue
    throw new CityFileError(
      `${file}: polygon ${index + 1} has the point ${lon}, ${lat}, which is no longitude and latitude in degrees. ` +
        'Convert the file to WGS 84 (EPSG:4326).',
    )
  }
}
