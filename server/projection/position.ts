import type { Presence } from '../broadcast/positions.ts'
import type { Database } from '../db/pool.ts'

export async function savePositions(database: Database, presences: readonly Presence[]): Promise<void> {
  if (presences.length === 0) return
  const column = <K extends keyof Presence>(name: K) => presences.map((presence) => presence[name])
  await database.query(
    `insert into crew_position (crew_id, crew, lon, lat, accuracy, heading, speed, at)
     select crew_id, crew, lon, lat, accuracy, heading, speed, instant_of(at)
     from unnest($1::uuid[], $2::integer[], $3::float8[], $4::float8[], $5::real[], $6::real[], $7::real[], $8::bigint[])
       as row (crew_id, crew, lon, lat, accuracy, heading, speed, at)
     on conflict (crew_id) do update set
       lon = excluded.lon, lat = excluded.lat, accuracy = excluded.accuracy, heading = excluded.heading,
       speed = excluded.speed, at = excluded.at`,
    [
      column('crewId'),
      column('crew'),
      column('lon'),
      column('lat'),
      column('accuracy'),
      column('heading'),
      column('speed'),
      column('at'),
    ],
  )
}

/** The last known position of every crew that is on duty. */
export async function loadPositions(database: Database): Promise<Presence[]> {
  const { rows } = await database.query<Presence>(
    `select crew_id as "crewId", crew, lon, lat, accuracy, heading, speed, milliseconds_of(at) as at
     from crew_position where crew_id in (select id from crew where duty <> 'off')`,
  )
  return rows
}

export async function forgetPositions(database: Database, crewIds: readonly string[]): Promise<void> {
  await database.query('delete from crew_position where crew_id = any ($1)', [crewIds])
}
