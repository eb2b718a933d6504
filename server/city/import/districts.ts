import type { MultiPolygon } from 'geojson'
import { CityFileError } from './city-file-error.ts'
import type { CityTables } from './city-tables.ts'
import { polygonsIn } from './geojson-polygons.ts'
import { textOf } from './osm-element.ts'

/** Property names that French open data and others use, the plainest first. */
const CODES = ['code', 'quartier', 'code_quartier', 'code_insee', 'insee', 'code_iris', 'id', 'ref']
const NAMES = ['name', 'nom', 'nom_quartier', 'libelle', 'label', 'nom_commune', 'nom_com', 'quartier']
const SHORTS = ['short', 'nom_court', 'abrege']
const LONGEST_SHORT = 24

interface District {
  code: string
  name: string
  short: string
  geometry: MultiPolygon
}

/** The districts of a GeoJSON text; throws a `CityFileError` where one has no name or shares its code. */
export function districtsIn(text: string, file: string): District[] {
  const seen = new Set<string>()
  return polygonsIn(text, file).map(({ properties, geometry }, index) => {
    const name = firstOf(properties, NAMES)
    const code = firstOf(properties, CODES) ?? name
    if (name === null || code === null) {
      throw new CityFileError(
        `${file}: polygon ${index + 1} has no name. Expected a property ${NAMES.slice(0, 5).join(', ')}; ` +
          `found ${Object.keys(properties).join(', ') || 'none'}.`,
      )
    }
    if (seen.has(code)) throw new CityFileError(`${file}: two districts have the code « ${code} ».`)
    seen.add(code)
    return { code, name, short: firstOf(properties, SHORTS) ?? shortOf(name), geometry }
  })
}

export async function loadDistricts(districts: readonly District[], tables: CityTables): Promise<void> {
  for (const { geometry, ...district } of districts)
    await tables.add('district', { ...district, geom: JSON.stringify(geometry) })
}

function firstOf(properties: Readonly<Record<string, unknown>>, names: readonly string[]): string | null {
  for (const wanted of names) {
    const key = Object.keys(properties).find((one) => one.toLowerCase() === wanted)
    const value = key === undefined ? undefined : properties[key]
    const text = typeof value === 'string' || typeof value === 'number' ? textOf(String(value)) : null
    if (text !== null) return text
  }
  return null
}

/** « Minimes / Barrière de Paris / Ponts-Jumeaux » → « Minimes ». */
function shortOf(name: string): string {
  const first = name.split(/\s*[/,;]\s*|\s+[-–]\s+/)[0] ?? name
  return first.length <= LONGEST_SHORT ? first : `${first.slice(0, LONGEST_SHORT - 1).trimEnd()}…`
}
