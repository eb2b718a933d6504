import { setImmediate } from 'node:timers/promises'
import type { LonLat } from '../../../shared/geo.ts'
import type { DistrictRow, HouseRow, PlaceRow, WayRow } from './address-row.ts'
import { spelledOut, wordsOf } from './address-words.ts'
import { CellIndex, Cells, Plane } from './cell-index.ts'
import { type Name, nameOfWords } from './name-match.ts'
import { type Piece, streetsAmong } from './street-groups.ts'
import { TrigramIndex } from './trigram-index.ts'

/** A thing that has a name and a place. Streets of one name in two towns are two. */
export interface Entry extends LonLat {
  kind: 'street' | 'place' | 'district'
  label: string
  /** How far it reaches from its point, in metres. */
  reach: number
  /** Folded, as in `municipalities`; null where it is not known. */
  municipality: string | null
  municipalityLabel: string | null
  postcodes: ReadonlySet<string>
  /** In order of number. */
  houses: readonly HouseRow[]
  ways: readonly WayRow[]
  /** The class of a place, the code of a district. */
  class: string | null
}

interface NamedEntries {
  name: Name
  entries: Entry[]
}

const STREETS_AT_ONCE = 100

/** Cells of 250 to 280 m from south to north. */
const NEAR_CELLS = new Cells(0.0025)

/** Everything that can be found by its name or near a point, kept in memory. */
export class AddressIndex {
  readonly names: readonly NamedEntries[]
  readonly municipalities: ReadonlySet<string>
  /** The city's own name, folded. */
  readonly cityKey: string | null
  readonly houses: readonly { house: HouseRow; street: Entry }[]
  readonly houseCells: CellIndex
  readonly stretches: readonly { line: readonly number[]; at: number; street: Entry }[]
  readonly stretchCells: CellIndex
  private readonly trigrams: TrigramIndex

  constructor(named: ReadonlyMap<string, NamedEntries>, cityName: string | null) {
    this.names = [...named.values()]
    const streets = this.names.flatMap(({ entries }) => entries).filter(({ kind }) => kind === 'street')
    const towns = streets.flatMap(({ municipality }) => municipality ?? [])
    this.cityKey = cityName === null ? null : nameKey(cityName)
    this.municipalities = new Set(this.cityKey === null ? towns : [...towns, this.cityKey])
    this.trigrams = new TrigramIndex(this.names.map(({ name }) => name.words))
    this.houses = streets.flatMap((street) => street.houses.map((house) => ({ house, street })))
    this.houseCells = new CellIndex(NEAR_CELLS, this.houses.length, (item) => {
      const house = this.houses[item]?.house
      return house === undefined ? [] : [NEAR_CELLS.at(house.lon, house.lat)]
    })
    this.stretches = streets.flatMap((street) =>
      street.ways.flatMap(({ line }) =>
        Array.from({ length: line.length / 2 - 1 }, (_, part) => ({ line, at: part * 2, street })),
      ),
    )
    this.stretchCells = new CellIndex(NEAR_CELLS, this.stretches.length, (item) => {
      const stretch = this.stretches[item]
      if (stretch === undefined) return []
      const [lon = 0, lat = 0, toLon = 0, toLat = 0] = stretch.line.slice(stretch.at, stretch.at + 4)
      return NEAR_CELLS.along(lon, lat, toLon, toLat)
    })
  }

  /** The names that look most like these words, at most `most`. */
  likely(words: readonly string[], most: number): NamedEntries[] {
    return this.trigrams.nearest(words, most).flatMap((number) => this.names[number] ?? [])
  }
}

/** Takes the rows of a city one by one and makes its index. */
export class AddressIndexBuilder {
  private readonly streets = new Map<string, { houses: HouseRow[]; ways: WayRow[] }>()
  private readonly others = new Map<string, Entry[]>()
  private readonly keys = new Map<string, string>()

  addHouse(row: HouseRow): void {
    this.street(row.street)?.houses.push(row)
  }

  addWay(row: WayRow): void {
    this.street(row.name)?.ways.push(row)
  }

  addPlace({ name, class: kind, lon, lat }: PlaceRow): void {
    this.add(name, { ...NOTHING, kind: 'place', label: name, class: kind, lon, lat, reach: 0 })
  }

  /** A district is found by its name, and by each of the names that a slash parts in it. */
  addDistrict({ code, name, short, lon, lat }: DistrictRow): void {
    const entry: Entry = { ...NOTHING, kind: 'district', label: name, class: code, lon, lat, reach: 0 }
    const parts = name.split('/')
    for (const one of new Set([name, short, ...parts].map((part) => part.trim()))) this.add(one, entry)
  }

  /** Lets the server answer others while it works. */
  async finish(cityName: string | null): Promise<AddressIndex> {
    const named = new Map<string, NamedEntries>()
    const of = (key: string): Entry[] => {
      const known = named.get(key) ?? { name: nameOfWords(key.split(' ')), entries: [] }
      named.set(key, known)
      return known.entries
    }
    let done = 0
    for (const [key, { houses, ways }] of this.streets) {
      if (++done % STREETS_AT_ONCE === 0) await setImmediate()
      of(key).push(...streetsAmong(houses, ways).map(streetEntry))
    }
    for (const [key, entries] of this.others) of(key).push(...entries)
    return new AddressIndex(named, cityName)
  }

  private add(text: string, entry: Entry): void {
    const key = this.keyOf(text)
    if (key === '') return
    const known = this.others.get(key)
    if (known === undefined) this.others.set(key, [entry])
    else known.push(entry)
  }

  private street(text: string): { houses: HouseRow[]; ways: WayRow[] } | undefined {
    const key = this.keyOf(text)
    if (key === '') return undefined
    const street = this.streets.get(key) ?? { houses: [], ways: [] }
    this.streets.set(key, street)
    return street
  }

  /** Names that differ in accents, abbreviations or hyphens are one; remembered, as a street comes once a house. */
  private keyOf(text: string): string {
    const key = this.keys.get(text) ?? nameKey(text)
    this.keys.set(text, key)
    return key
  }
}

const NOTHING = {
  municipality: null,
  municipalityLabel: null,
  postcodes: new Set<string>(),
  houses: [],
  ways: [],
}

/** A name in folded and spelt out words. */
function nameKey(name: string): string {
  return spelledOut(wordsOf(name)).join(' ')
}

function streetEntry({ houses, ways, municipality }: Piece): Entry {
  const { lon, lat, reach } = middleOf(houses, ways)
  return {
    kind: 'street',
    label: houses[0]?.street ?? ways[0]?.name ?? '',
    lon,
    lat,
    reach,
    municipality: municipality === null ? null : nameKey(municipality),
    municipalityLabel: municipality,
    postcodes: new Set(houses.flatMap(({ postcode }) => postcode ?? [])),
    houses: houses.toSorted((a, b) => a.number - b.number),
    ways,
    class: null,
  }
}

/** The point on a street nearest to the middle of all its points, and how far the street reaches from there. */
function middleOf(houses: readonly HouseRow[], ways: readonly WayRow[]): LonLat & { reach: number } {
  const points = ways.length > 0 ? ways.flatMap(({ line }) => pointsOf(line)) : houses
  // Counted from the first point, so that a street over the antimeridian has its middle on itself.
  const [first = { lon: 0, lat: 0 }] = points
  const offset = (lon: number) => ((lon - first.lon + 540) % 360) - 180
  const mean = (of: (point: LonLat) => number) =>
    points.reduce((sum, one) => sum + of(one), 0) / points.length
  const plane = new Plane({ lon: first.lon + mean(({ lon }) => offset(lon)), lat: mean(({ lat }) => lat) })
  let best = { lon: first.lon, lat: first.lat, metres: Number.POSITIVE_INFINITY }
  const consider = (lon: number, lat: number, metres: number) => {
    if (metres < best.metres) best = { lon, lat, metres }
  }
  if (ways.length === 0) for (const { lon, lat } of houses) consider(lon, lat, plane.distance(lon, lat))
  for (const { line } of ways) {
    for (let at = 0; at + 3 < line.length; at += 2) {
      const [lon = 0, lat = 0, toLon = 0, toLat = 0] = line.slice(at, at + 4)
      const { share, metres } = plane.nearestOn(lon, lat, toLon, toLat)
      consider(lon + share * (toLon - lon), lat + share * (toLat - lat), metres)
    }
  }
  const around = new Plane(best)
  const reach = points.reduce((most, { lon, lat }) => Math.max(most, around.distance(lon, lat)), 0)
  return { lon: best.lon, lat: best.lat, reach }
}

function pointsOf(line: readonly number[]): LonLat[] {
  return Array.from({ length: line.length / 2 }, (_, index) => ({
    lon: line[index * 2] ?? 0,
    lat: line[index * 2 + 1] ?? 0,
  }))
}
