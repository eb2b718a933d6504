import type { StreetNetwork } from '../server/city/road/street-network.ts'
import { offStreetSpeed } from '../server/city/road/street-speeds.ts'
import type { Located } from '../server/city/road/travel-times.ts'
import type { Database } from '../server/db/pool.ts'
import type { LonLat } from '../shared/geo.ts'

/** How many rows go to the database at once. */
const PAGE = 20_000

/** Puts a network's streets for cars where pgRouting reads them, and says how many edges they are. Cost: seconds; negative where the direction may not be taken. */
export async function loadPgRouting(database: Database, { graphs: { car } }: StreetNetwork): Promise<number> {
  await database.query(`
    create extension if not exists pgrouting;
    drop table if exists bench_edge, bench_crew;
    create table bench_edge (id integer primary key, source integer, target integer, cost float8, reverse_cost float8);
    create table bench_crew (pid integer primary key, edge_id integer, fraction float8, access float8)`)
  const rows = Array.from({ length: car.edges }, (_, id) => {
    const seconds = car.seconds[id] ?? 0
    return { id, source: -1, target: -1, cost: -1, reverse_cost: -1, seconds }
  })
  for (const [arc, directed] of car.directed.entries()) {
    const row = rows[directed >> 1]
    if (row === undefined) continue
    const [tail, head] = [car.tail[arc] ?? -1, car.head[directed] ?? -1]
    if ((directed & 1) === 0) Object.assign(row, { source: tail, target: head, cost: row.seconds })
    else Object.assign(row, { source: head, target: tail, reverse_cost: row.seconds })
  }
  for (let from = 0; from < rows.length; from += PAGE)
    await database.query(
      `insert into bench_edge select id, source, target, cost, reverse_cost from json_populate_recordset(null::bench_edge, $1::json)`,
      [JSON.stringify(rows.slice(from, from + PAGE))],
    )
  await database.query('analyze bench_edge')
  return rows.length
}

/** Crews that stand on the streets of the database, for pgRouting to find who is near. */
export class PgRouting {
  private constructor(
    private readonly database: Database,
    private readonly network: StreetNetwork,
    private readonly crews: readonly Located[],
  ) {}

  /** Notes where the crews are: on our own placement, so that what is compared is the search alone. */
  static async withCrews(
    database: Database,
    network: StreetNetwork,
    crews: readonly Located[],
  ): Promise<PgRouting> {
    const { placement, graphs, speeds } = network
    const rows = crews.map((crew, index) => {
      const place = placement.place(graphs.car, crew, crew.speed)
      if (place === null) throw new Error(`Crew ${crew.crewId} is on no street.`)
      const access = place.metresOff / offStreetSpeed('car', speeds)
      return { pid: index + 1, edge_id: place.edge, fraction: within(place.along), access }
    })
    await database.query(
      'insert into bench_crew select * from json_populate_recordset(null::bench_crew, $1::json)',
      [JSON.stringify(rows)],
    )
    return new PgRouting(database, network, crews)
  }

  /**
   * The `k` first to reach the ticket, with their seconds from door to door. One search from the ticket against the
   * streets: from each crew on its own, pgRouting takes ten times as long.
   */
  async nearest(ticket: LonLat, k: number): Promise<{ crewId: string; seconds: number }[]> {
    const { placement, graphs, speeds } = this.network
    const place = placement.place(graphs.car, ticket)
    if (place === null) throw new Error('The ticket is on no street.')
    const { rows } = await this.database.query<{ pid: number; seconds: number }>({
      name: 'bench-pg-routing',
      text: `
        select pid, agg_cost + access as seconds
        from pgr_withPointsCost(
          'select id, source, target, reverse_cost as cost, cost as reverse_cost from bench_edge',
          format('select pid, edge_id, fraction from bench_crew union all select %s, %s, %s', $1::int, $2::int, $3::float8),
          -$1::int, (select array_agg(-pid) from bench_crew)) as way
        join bench_crew on pid = -end_pid
        order by seconds limit $4`,
      values: [this.crews.length + 1, place.edge, within(place.along), k],
    })
    const walked = place.metresOff / offStreetSpeed('foot', speeds)
    return rows.map(({ pid, seconds }) => ({
      crewId: this.crews[pid - 1]?.crewId ?? '',
      seconds: seconds + walked,
    }))
  }
}

/** At an end of its edge pgRouting takes a point for the junction there, and no longer tells whose it was. */
function within(fraction: number): number {
  return Math.min(1 - 1e-6, Math.max(1e-6, fraction))
}
