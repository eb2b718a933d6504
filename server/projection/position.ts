import type { CrewId } from '../../shared/id.ts'
import type { Presence } from '../broadcast/positions.ts'
import { arrayText } from '../db/array-text.ts'
import type { Database } from '../db/pool.ts'

/**
 * Stores the latest position of each crew, in one statement. One older than what is stored changes nothing, nor does
 * that of a crew that is off duty. No crew may be there twice.
 */
export async function savePositions(database: Database, presences: readonly Presence[]): Promise<void> {
  if (presences.length === 0) return
  const column = (name: keyof Presence) => arrayText(presences.map((presence) => presence[name]))
  await database.query(
    `insert into crew_position (crew_id, crew, lon, lat, accuracy, heading, speed, at)
     select crew_id, reported.crew, lon, lat, accuracy, heading, speed, instant_of(at)
     from unnest($1::uuid[], $2::integer[], $3::float8[], $4::float8[], $5::real[], $6::real[], $7::real[], $8::bigint[])
       as reported (crew_id, crew, lon, lat, accuracy, heading, speed, at)
     join crew on crew.id = crew_id and duty <> 'off'
     on conflict (crew_id) do update set
       crew = excluded.crew, lon = excluded.lon, lat = excluded.lat, accuracy = excluded.accuracy,
       heading = excluded.heading, speed = excluded.speed, at = excluded.at
     where crew_position.at < excluded.at`,
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

/** The last known position of every crew on duty. What a crash may have left of the others is deleted. */
export async function loadPositions(database: Database): Promise<Presence[]> {
  await database.query(
    `delete from crew_position where crew_id not in (select id from crew where duty <> 'off')`,
  )
  const { rows } = await database.query<Presence>(
    `select crew_id as "crewId", crew, lon, lat, accuracy, heading, speed,
       milliseconds_of(at) as at, milliseconds_of(at) as "receivedAt",
       false as "clockAhead", false as "newerApart"
     from crew_position`,
  )
  return rows
}

export async function forgetPositions(database: Database, crewIds: readonly CrewId[]): Promise<void> {
  await database.query('delete from crew_position where crew_id = any ($1)', [crewIds])
}
