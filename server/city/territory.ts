import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { isWithin, type LonLat } from '../../shared/geo.ts'
import type { City as CityView } from '../../shared/protocol/city.ts'
import type { Database } from '../db/pool.ts'
import { readConsistently } from '../db/transaction.ts'
import type { Deployment } from './deployment.ts'
import { type LoadedCity, readBoundary, readCity, readDistricts } from './read-city.ts'
import { mapVersionOf } from './tile/tile-query.ts'

/** The loaded city as its tables have it: replaced as a whole, never changed. */
export interface Territory {
  /** Of the city's content. */
  version: string
  view: CityView
  within(point: LonLat): boolean
  districtOf(point: LonLat): string | null
}

/** Reads the loaded city, all of one instant. Rejects where none is loaded. */
export function readTerritory(database: Database, deployment: Deployment): Promise<Territory> {
  return readConsistently(database, async (connection) => {
    const city = await readCity(connection)
    if (city === undefined) throw new Error('No city is loaded: run npm run city -- import FILE.')
    const districts = await readDistricts(connection)
    const boundary = await readBoundary(connection)
    return {
      version: city.version,
      view: viewOf(city, districts, deployment),
      within: ({ lon, lat }) =>
        boundary === null ? isWithin(city.bounds, { lon, lat }) : booleanPointInPolygon([lon, lat], boundary),
      districtOf: ({ lon, lat }) =>
        districts.find(({ geometry }) => booleanPointInPolygon([lon, lat], geometry))?.code ?? null,
    }
  })
}

function viewOf(
  { name, center, bounds, credit, schematic, version }: LoadedCity,
  districts: readonly { code: string; name: string; short: string }[],
  { jurisdictions, timeZone, schematicLabel, onCall, fleet }: Deployment,
): CityView {
  return {
    jurisdiction: jurisdictions.first.id,
    jurisdictions: [...jurisdictions.all],
    name,
    timeZone,
    center: [center.lon, center.lat],
    zoom: zoomOf(bounds),
    bounds,
    credit,
    label: schematic ? schematicLabel : { fr: '', en: '' },
    districts: districts.map(({ code, name, short }) => ({ code, name, short })),
    onCall,
    fleet,
    mapVersion: mapVersionOf(version),
  }
}

/** A map of this size, in px, shows the whole box; its middle is what a post begins with. */
const SCREEN = { width: 1000, height: 800 }
const MIDDLE = 1.8
const NEAREST = 14
const FARTHEST = 10

/** The zoom of the first view: the middle of the city, about a third of its width. */
function zoomOf([west, south, east, north]: LoadedCity['bounds']): number {
  const across = (west <= east ? east - west : east + 360 - west) / 360
  const down = mercator(north) - mercator(south)
  const whole = Math.log2(Math.min(SCREEN.width / across, SCREEN.height / down) / 512)
  return Math.round(Math.min(NEAREST, Math.max(FARTHEST, whole + MIDDLE)) * 10) / 10
}

/** The share of the world's height between the equator and a latitude in degrees, in Web Mercator. */
function mercator(lat: number): number {
  return Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)
}
