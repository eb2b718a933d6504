import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { localizedSchema } from '../../../shared/text.ts'
import type { Connection, Database } from '../../db/pool.ts'
import { CityTables } from './city-tables.ts'
import { districtsIn, loadDistricts } from './districts.ts'
import { lineWkb, type Position, pointWkb, polygonWkb } from './geometry.ts'
import { complete, type ImportReport, versionOf } from './import-city.ts'
import { areaOf, lineOf } from './map-tags.ts'
import { streetRow } from './osm.ts'
import type { Tags } from './osm-element.ts'
import { silent } from './progress.ts'
import { meetingRoads } from './schematic-network.ts'
import { streetOf } from './street-tags.ts'
import { withNewCity } from './swap.ts'

const number = z.number()
const position = z.tuple([number.min(-180).max(180), number.min(-90).max(90)])
const featureSchema = z.object({
  properties: z.object({
    layer: z.enum(['water', 'green', 'square', 'road', 'rail', 'place']),
    class: z.string().optional(),
    name: z.string().optional(),
    bridge: z.boolean().optional(),
  }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Point'), coordinates: position }),
    z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(2) }),
    z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position).min(4)).min(1) }),
  ]),
})
const basemapSchema = z.object({ features: z.array(featureSchema) })
const citySchema = z.object({
  name: z.string(),
  center: position,
  bounds: z.tuple([number, number, number, number]),
  credit: localizedSchema,
  boundary: z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) }),
  districts: z.array(
    z.object({ code: z.string(), name: z.string(), short: z.string(), polygon: z.unknown() }),
  ),
})
type Drawn = z.infer<typeof featureSchema>

/**
 * Puts the city drawn by hand in `folder` (city.json, basemap.geojson) into the tables, by the rules of an OSM import.
 * Waits for an import that is running; with `onlyIfNone` a city that is there stays, and the answer is null.
 */
export async function importSchematicCity(
  database: Database,
  folder: URL,
  { onlyIfNone = false } = {},
): Promise<ImportReport | null> {
  const [cityText, basemapText] = await Promise.all(
    ['city.json', 'basemap.geojson'].map((file) => readFile(new URL(file, folder), 'utf8')),
  )
  const city = citySchema.parse(JSON.parse(cityText ?? ''))
  const { features } = basemapSchema.parse(JSON.parse(basemapText ?? ''))
  const [west, south, east, north] = city.bounds
  return withNewCity(database, { wait: true }, async (connection, schema) => {
    if (onlyIfNone && (await isThere(connection))) return null
    const tables = new CityTables(connection, schema)
    await loadFeatures(features, tables)
    await loadDistricts(districtsIn(districtsText(city.districts), 'city.json'), tables)
    await tables.add('boundary', { geom: JSON.stringify(city.boundary) })
    await tables.flush()
    return complete(connection, schema, silent, {
      name: city.name,
      source: 'basemap.geojson',
      schematic: true,
      credit: city.credit,
      version: versionOf([cityText ?? '', basemapText ?? '']),
      box: { west, south, east, north },
      center: city.center,
      notes: {},
    })
  })
}

/** Whether a city has been imported. */
export async function isThere(database: Database | Connection): Promise<boolean> {
  const { rows } = await database.query("select to_regclass('city.city') is not null as there")
  return rows[0].there
}

async function loadFeatures(features: readonly Drawn[], tables: CityTables): Promise<void> {
  const roads: { tags: Tags; points: readonly Position[] }[] = []
  for (const [index, { properties, geometry }] of features.entries()) {
    const id = index + 1
    const tags = tagsOf(properties)
    const name = properties.name ?? null
    if (geometry.type === 'Point') {
      if (name !== null)
        await tables.add('place', {
          id,
          class: properties.class ?? 'landmark',
          name,
          geom: pointWkb(geometry.coordinates),
        })
    } else if (geometry.type === 'Polygon') {
      const area = areaOf(tags)
      if (area !== null) await tables.add('area', { id, ...area, geom: polygonWkb(geometry.coordinates) })
    } else if (properties.layer === 'road') {
      roads.push({ tags, points: geometry.coordinates })
    } else {
      const line = lineOf(tags)
      if (line !== null) await tables.add('line', { id, ...line, geom: lineWkb(geometry.coordinates) })
    }
  }
  await loadRoads(roads, tables)
}

async function loadRoads(
  roads: readonly { tags: Tags; points: readonly Position[] }[],
  tables: CityTables,
): Promise<void> {
  const meeting = meetingRoads(roads.map(({ tags, points }) => ({ points, bridge: tags.bridge === 'yes' })))
  for (const [index, { nodes, points }] of meeting.entries()) {
    const street = streetOf(roads[index]?.tags ?? {})
    if (street !== null && nodes.length >= 2)
      await tables.add('street', streetRow(index + 1, street, nodes, lineWkb(points)))
  }
}

/** What a drawn feature would be tagged in OSM. A motorway drawn as one line leads both ways. */
function tagsOf({ layer, class: kind = '', name, bridge }: Drawn['properties']): Tags {
  const byLayer: Record<Drawn['properties']['layer'], Tags> = {
    water: kind === 'canal' ? { waterway: 'canal' } : { natural: 'water', water: kind },
    green: { leisure: 'park' },
    square: { place: 'square' },
    road: { highway: kind, oneway: 'no' },
    rail: { railway: 'rail' },
    place: {},
  }
  return {
    ...byLayer[layer],
    ...(name === undefined ? {} : { name }),
    ...(bridge === true ? { bridge: 'yes' } : {}),
  }
}

function districtsText(districts: z.infer<typeof citySchema>['districts']): string {
  const features = districts.map(({ polygon, ...properties }) => ({
    type: 'Feature',
    properties,
    geometry: polygon,
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}
