import type { Connection } from '../../db/pool.ts'

/** The columns filled from a file, with their types; what stands in `schema.sql`. */
const COLUMNS = {
  street: {
    id: 'bigint',
    name: 'text',
    ref: 'text',
    class: 'text',
    link: 'boolean',
    service: 'text',
    surface: 'text',
    oneway: 'smallint',
    max_speed: 'smallint',
    car: 'boolean',
    bicycle: 'boolean',
    bicycle_contraflow: 'boolean',
    foot: 'boolean',
    bridge: 'boolean',
    tunnel: 'boolean',
    roundabout: 'boolean',
    layer: 'smallint',
    nodes: 'text',
    geom: 'text',
  },
  restriction: { id: 'bigint', kind: 'text', from_street: 'bigint', via_node: 'bigint', to_street: 'bigint' },
  signal: { node: 'bigint', direction: 'smallint' },
  area: { id: 'bigint', kind: 'text', class: 'text', name: 'text', geom: 'text' },
  line: {
    id: 'bigint',
    kind: 'text',
    class: 'text',
    name: 'text',
    bridge: 'boolean',
    tunnel: 'boolean',
    geom: 'text',
  },
  place: { id: 'bigint', class: 'text', name: 'text', geom: 'text' },
  address: {
    id: 'bigint',
    number: 'integer',
    suffix: 'text',
    street: 'text',
    postcode: 'text',
    municipality: 'text',
    source: 'text',
    geom: 'text',
  },
  district: { code: 'text', name: 'text', short: 'text', geom: 'text' },
  boundary: { geom: 'text' },
} as const satisfies Record<string, Record<string, string>>

export type Table = keyof typeof COLUMNS
interface Value {
  bigint: number
  integer: number
  smallint: number | null
  text: string | null
  boolean: boolean
}
export type Row<T extends Table> = {
  [C in keyof (typeof COLUMNS)[T]]: (typeof COLUMNS)[T][C] extends keyof Value
    ? Value[(typeof COLUMNS)[T][C]]
    : never
}

/** Polygons repaired where they cross themselves, folded at the antimeridian, without what has no surface. */
const POLYGONS = `st_multi(st_collectionextract(st_makevalid(
  case when st_xmax(given) > 180 then st_wrapx(sound, 180, -360)
       when st_xmin(given) < -180 then st_wrapx(sound, -180, 360)
       else sound end), 3))`
/** An outline stands for its middle. */
const MIDDLE = `case when st_geometrytype(given) = 'ST_Point' then given
  when st_xmax(given) > 180 then st_wrapx(st_centroid(given), 180, -360)
  when st_xmin(given) < -180 then st_wrapx(st_centroid(given), -180, 360)
  else st_centroid(given) end`
const GEOMETRY: Readonly<Record<Table, string>> = {
  street: 'given',
  restriction: '',
  signal: '',
  area: POLYGONS,
  line: 'given',
  place: MIDDLE,
  address: MIDDLE,
  district: POLYGONS,
  boundary: POLYGONS,
}

const MOST_ROWS = 2_000
const MOST_CHARACTERS = 4_000_000

/** Fills the tables of one schema in batches; rows that a key already knows are left out. */
export class CityTables {
  private readonly waiting = new Map<Table, { rows: Row<Table>[]; characters: number }>()
  private sending: Promise<unknown> = Promise.resolve()

  constructor(
    readonly connection: Connection,
    readonly schema: string,
  ) {}

  /** Takes a row; `geom` is extended WKB in hexadecimal, or GeoJSON. Resolves at once unless a batch is on its way. */
  async add<T extends Table>(table: T, row: Row<T>): Promise<void> {
    const batch = this.waiting.get(table) ?? { rows: [], characters: 0 }
    this.waiting.set(table, batch)
    batch.rows.push(row)
    batch.characters += 'geom' in row ? String(row.geom).length : 0
    if (batch.rows.length >= MOST_ROWS || batch.characters >= MOST_CHARACTERS) await this.send(table)
  }

  /** Sends what is left, and resolves when everything has arrived. */
  async flush(): Promise<void> {
    for (const table of this.waiting.keys()) await this.send(table)
    await this.sending
  }

  /** One batch travels while the next is filled; an error of the first surfaces with the second. */
  private async send(table: Table): Promise<void> {
    const rows = this.waiting.get(table)?.rows ?? []
    this.waiting.delete(table)
    await this.sending
    if (rows.length === 0) return
    const columns = Object.entries(COLUMNS[table])
    const values = columns.map(([column]) => rows.map((row) => (row as Record<string, unknown>)[column]))
    this.sending = this.connection.query(insertOf(this.schema, table, columns), values)
    this.sending.catch(() => {})
  }
}

function insertOf(schema: string, table: Table, columns: [string, string][]): string {
  const names = columns.map(([name]) => name).join(', ')
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')
  if (GEOMETRY[table] === '')
    return `insert into ${schema}.${table} (${names}) select ${names} from unnest(${arrays}) as row (${names}) on conflict do nothing`
  const selected = columns.map(([name]) => {
    if (name === 'geom') return 'shape'
    return name === 'nodes' ? 'nodes::bigint[]' : name
  })
  return `insert into ${schema}.${table} (${names})
    select ${selected.join(', ')} from unnest(${arrays}) as row (${names})
    cross join lateral (select st_setsrid(row.geom::geometry, 4326) as given) as raw
    cross join lateral (select case when st_isvalid(given) then given else st_makevalid(given) end as sound) as checked
    cross join lateral (select ${GEOMETRY[table]} as shape) as made
    where not st_isempty(shape)
    on conflict do nothing`
}
