import { closeSync, openSync, writeSync } from 'node:fs'
import type { OsmElement, OsmNode, OsmRelation, OsmWay } from '../server/city/import/osm-element.ts'
import { blocksOf, headerOf } from '../server/city/import/test-pbf.ts'
import { between, pick, type Random, randomFrom } from '../server/simulation/random.ts'

/** A made-up region: a square of quarters, each of 5 × 5 blocks of houses. Degrees. */
export interface Region {
  side: number
  west: number
  south: number
  /** Of all quarters together. */
  nodes: number
}

const WEST = 0.5
const SOUTH = 43
/** A quarter's width, 0.5 km either way. */
const ACROSS = 0.0068
const UP = 0.005
const BLOCKS = 5
const HOUSES = 12
/** Of each quarter, so that an id tells where its element is. */
const IDS = 2_000
/** As many elements as others put in a block of the format at the most. */
const IN_A_BLOCK = 8_000
const TYPES = ['node', 'way', 'relation'] as const

/**
 * Writes an OSM PBF of about `megabytes` (10⁶ bytes): a full grid of streets with names and one-ways, restrictions,
 * buildings, some with a courtyard, and house numbers, a quarter at a time. It holds no versions and no authors, so a
 * megabyte of it is more of a city than one of a real extract.
 */
export function writeRegionFile(path: string, megabytes: number): Region {
  const side = sideFor(megabytes * 1e6)
  const file = openSync(path, 'w')
  writeSync(file, headerOf())
  let nodes = 0
  for (const type of TYPES) {
    let waiting: OsmElement[] = []
    const flush = () => {
      for (const block of blocksOf(waiting)) writeSync(file, block)
      waiting = []
    }
    for (let number = 0; number < side * side; number++) {
      const elements = elementsOf(type, number, side)
      if (type === 'node') nodes += elements.length
      if (waiting.length + elements.length > IN_A_BLOCK) flush()
      waiting.push(...elements)
    }
    flush()
  }
  closeSync(file)
  return { side, west: WEST, south: SOUTH, nodes }
}

/** The box, « W,S,E,N », of the `quarters` × `quarters` in the middle of a region. */
export function middleOf({ side, west, south }: Region, quarters: number): string {
  const first = Math.floor((side - quarters) / 2)
  const corner = (quarter: number) => [west + quarter * ACROSS, south + quarter * UP]
  return [...corner(first), ...corner(first + quarters)].map((degrees) => degrees.toFixed(6)).join()
}

/** How many quarters fit in so many bytes, along one side: told from one block of each type, packed. */
function sideFor(bytes: number): number {
  const sample = 5
  const packed = TYPES.flatMap((type) =>
    blocksOf(Array.from({ length: sample }, (_, number) => elementsOf(type, number, sample)).flat()),
  )
  const each = packed.reduce((sum, block) => sum + block.length, 0) / sample
  return Math.max(1, Math.round(Math.sqrt(bytes / each)))
}

function elementsOf(type: (typeof TYPES)[number], number: number, side: number): OsmElement[] {
  const quarter = new Quarter(number, side)
  if (type === 'node') return quarter.nodes()
  return type === 'way' ? quarter.ways() : quarter.relations()
}

const CROSSINGS = 1
const BENDS = CROSSINGS + BLOCKS ** 2
const CORNERS = BENDS + 2 * BLOCKS ** 2
const COURTYARDS = CORNERS + BLOCKS ** 2 * HOUSES * 4
const DOORS = COURTYARDS + 8
const STREET_WAYS = 1
const HOUSE_WAYS = STREET_WAYS + 2 * BLOCKS
const COURTYARD_WAYS = HOUSE_WAYS + BLOCKS ** 2 * HOUSES
const FIRST_NAMES = ['Jean', 'Marie', 'Pierre', 'Anne', 'Paul', 'Claire', 'Louis', 'Rose']
const LAST_NAMES = ['Martin', 'Faure', 'Rey', 'Cazaux', 'Dupuy', 'Bonnet', 'Lafont', 'Pujol', 'Vidal']
const CLASSES = ['residential', 'residential', 'tertiary', 'secondary', 'living_street']

/** One quarter: the same elements each time it is asked for them. */
class Quarter {
  private readonly random: Random
  private readonly base: number
  private readonly column: number
  private readonly row: number

  constructor(
    number: number,
    private readonly side: number,
  ) {
    this.random = randomFrom(number + 1)
    this.base = number * IDS
    this.column = number % side
    this.row = Math.floor(number / side)
  }

  nodes(): OsmNode[] {
    const nodes: OsmNode[] = []
    const add = (id: number, x: number, y: number, tags?: OsmNode['tags']) => {
      const lon = WEST + (this.column + x / BLOCKS) * ACROSS
      const lat = SOUTH + (this.row + y / BLOCKS) * UP
      nodes.push({ type: 'node', id: this.base + id, lon, lat, ...(tags && { tags }) })
    }
    const nearly = () => between(this.random, -0.03, 0.03)
    for (const { x, y, index } of blocks()) add(CROSSINGS + index, x + nearly(), y + nearly())
    for (const { x, y, index } of blocks()) {
      add(BENDS + 2 * index, x + 0.5 + nearly(), y + nearly())
      add(BENDS + 2 * index + 1, x + nearly(), y + 0.5 + nearly())
    }
    for (const { x, y, index } of blocks())
      for (let house = 0; house < HOUSES; house++) {
        const [left, low] = [
          x + 0.12 + (house % 4) * 0.2 + nearly() / 3,
          y + 0.14 + Math.floor(house / 4) * 0.26,
        ]
        for (const [corner, [right, high]] of CORNERS_OF_A_HOUSE.entries())
          add(
            CORNERS + 4 * (index * HOUSES + house) + corner,
            left + right + nearly() / 9,
            low + high + nearly() / 9,
          )
      }
    for (let corner = 0; corner < 8; corner++) {
      const [right, high] = CORNERS_OF_A_HOUSE[corner % 4] ?? [0, 0]
      const left = 0.12 + Math.floor(corner / 4) * 0.2
      add(COURTYARDS + corner, left + 0.05 + right / 4, 0.14 + 0.05 + high / 4)
    }
    for (const { x, y, index } of blocks())
      for (const [door, along] of [0.3, 0.7].entries())
        add(DOORS + 2 * index + door, x + along, y + 0.1, {
          'addr:housenumber': String(1 + 4 * x + 2 * door),
          'addr:street': this.nameOf(y),
        })
    return nodes
  }

  ways(): OsmWay[] {
    const ways: OsmWay[] = []
    const add = (id: number, refs: number[], tags?: OsmWay['tags']) =>
      ways.push({ type: 'way', id: this.base + id, refs, ...(tags && { tags }) })
    for (let street = 0; street < 2 * BLOCKS; street++)
      add(STREET_WAYS + street, this.refsOfStreet(street), {
        highway: pick(this.random, CLASSES),
        name: this.nameOf(street),
        ...(this.random() < 0.3 && { oneway: 'yes' }),
        ...(this.random() < 0.3 && { maxspeed: '30' }),
      })
    const ring = (first: number) => [0, 1, 2, 3, 0].map((corner) => this.base + first + corner)
    for (let house = 0; house < BLOCKS ** 2 * HOUSES; house++)
      add(HOUSE_WAYS + house, ring(CORNERS + 4 * house), house < 2 ? undefined : { building: 'yes' })
    for (let courtyard = 0; courtyard < 2; courtyard++)
      add(COURTYARD_WAYS + courtyard, ring(COURTYARDS + 4 * courtyard))
    return ways
  }

  relations(): OsmRelation[] {
    const member = (type: 'node' | 'way', id: number, role: string) => ({ type, ref: this.base + id, role })
    const houses = [0, 1].map((house): OsmRelation => {
      const members = [
        member('way', HOUSE_WAYS + house, 'outer'),
        member('way', COURTYARD_WAYS + house, 'inner'),
      ]
      return {
        type: 'relation',
        id: this.base + 1 + house,
        tags: { type: 'multipolygon', building: 'yes' },
        members,
      }
    })
    const turn = [
      member('way', STREET_WAYS, 'from'),
      member('node', CROSSINGS, 'via'),
      member('way', STREET_WAYS + BLOCKS, 'to'),
    ]
    const tags = { type: 'restriction', restriction: 'no_left_turn' }
    return [...houses, { type: 'relation', id: this.base + 3, tags, members: turn }]
  }

  /** Eastward for the first 5, northward for the others; each on to the crossing of the next quarter where there is one. */
  private refsOfStreet(street: number): number[] {
    const place = street % BLOCKS
    const eastward = street < BLOCKS
    const index = (along: number) => (eastward ? place * BLOCKS + along : along * BLOCKS + place)
    const refs: number[] = []
    for (let along = 0; along < BLOCKS; along++)
      refs.push(CROSSINGS + index(along), BENDS + 2 * index(along) + (eastward ? 0 : 1))
    const own = refs.map((id) => this.base + id)
    const isLast = (eastward ? this.column : this.row) === this.side - 1
    const next = this.base + (eastward ? 1 : this.side) * IDS
    return isLast ? own.slice(0, -1) : [...own, next + CROSSINGS + index(0)]
  }

  private nameOf(street: number): string {
    const number = this.row * 7 + this.column * 3 + street
    const [first, last] = [FIRST_NAMES[number % 8], LAST_NAMES[Math.floor(number / 8) % 9]]
    return `Rue ${first} ${last} ${1 + (Math.floor(number / 72) % 40)}`
  }
}

const CORNERS_OF_A_HOUSE = [
  [0, 0],
  [0.16, 0],
  [0.16, 0.2],
  [0, 0.2],
] as const

/** The blocks of a quarter by their south-west crossing. */
function* blocks(): Generator<{ x: number; y: number; index: number }> {
  for (let index = 0; index < BLOCKS ** 2; index++)
    yield { x: index % BLOCKS, y: Math.floor(index / BLOCKS), index }
}
