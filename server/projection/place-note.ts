import type { LonLat } from '../../shared/geo.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { LARGEST_RADIUS, type PlaceNote, placeNoteSchema } from '../../shared/place-note/place-note.ts'
import { type KnownPlace, knownPlaceSchema } from '../../shared/protocol/place.ts'
import type { Connection, Database } from '../db/pool.ts'
import type { Scope } from './scope.ts'

/** Words of a note on a place, as they were written at `at` by a post or a crew. */
export interface StoredPlaceText {
  id: string
  placeNoteId: string
  at: Instant
  by: string
  text: string
}

/** More are not told of one point. */
const MOST_AT_A_POINT = 50

/** The notes named in `scope`, those that no longer hold included. */
export async function loadPlaceNotes(connection: Connection, { placeNoteIds }: Scope): Promise<PlaceNote[]> {
  if (placeNoteIds.length === 0) return []
  const { rows } = await connection.query<{ note: unknown }>({
    name: 'load-place-notes',
    text: 'select note from place_note where id = any ($1)',
    values: [placeNoteIds],
  })
  return rows.map(({ note }) => placeNoteSchema.parse(note))
}

/** Writes notes and words of them, in the transaction that is open. */
export async function savePlaceNotes(
  connection: Pick<Connection, 'query'>,
  notes: readonly PlaceNote[],
  texts: readonly StoredPlaceText[],
): Promise<void> {
  const rows = notes.map((note) => ({ note, ...note.position, endsAt: note.withdrawnAt ?? note.until }))
  await connection.query({
    name: 'save-place-notes',
    text: `
      with kept as (
        insert into place_note (id, position, ends_at, note)
        select (note ->> 'id')::uuid, st_setsrid(st_makepoint(lon, lat), 4326)::geography, instant_of("endsAt"), note
        from jsonb_to_recordset($1) as row (note jsonb, lon float8, lat float8, "endsAt" bigint)
        on conflict (id) do update set ends_at = excluded.ends_at, note = excluded.note
      )
      insert into place_note_text (id, place_note_id, at, by, text)
      select id, "placeNoteId", instant_of(at), by, text
      from jsonb_to_recordset($2) as row (id uuid, "placeNoteId" uuid, at bigint, by text, text text)`,
    values: [JSON.stringify(rows), JSON.stringify(texts)],
  })
}

/** Within the radius of a note, on the sphere, as `reaches` has it: the index gives those that may be. */
const REACHES = (point: string) => `
  st_dwithin(place_note.position, ${point}, ${LARGEST_RADIUS}, false)
  and st_distance(place_note.position, ${point}, false) <= (place_note.note ->> 'radius')::integer`

/** What is known at a point at `now`, with its last words, hazards first. */
export async function loadKnownAt(
  connection: Pick<Connection, 'query'>,
  { lon, lat }: LonLat,
  now: Instant,
): Promise<KnownPlace[]> {
  const point = 'st_setsrid(st_makepoint($1, $2), 4326)::geography'
  const { rows } = await connection.query<{ note: object }>(
    `select note || jsonb_build_object('text', last.text, 'textAt', milliseconds_of(last.at), 'textBy', last.by) as note
     from place_note left join lateral (
       select text, at, by from place_note_text where place_note_id = place_note.id
       order by place_note_text.at desc, id limit 1
     ) as last on true
     where ${REACHES(point)} and ends_at > instant_of($3)
     order by note ->> 'kind' = 'hazard' desc, coalesce(note ->> 'confirmedAt', note ->> 'notedAt')::bigint desc, place_note.id
     limit ${MOST_AT_A_POINT}`,
    [lon, lat, now],
  )
  return rows.map(({ note }) => knownPlaceSchema.parse(note))
}

/** Of the tickets named, those with a hazard in reach at `now`, and until when there is one. */
export async function loadHazardEnds(
  database: Database,
  ticketIds: readonly TicketId[],
  now: Instant,
): Promise<{ ticketId: TicketId; until: Instant }[]> {
  const { rows } = await database.query<{ ticketId: TicketId; until: Instant }>(
    `select ticket.id as "ticketId", milliseconds_of(max(ends_at)) as until
     from ticket join place_note on ${REACHES('ticket.position::geography')}
     where ticket.id = any ($1) and ends_at > instant_of($2) and note ->> 'kind' = 'hazard'
     group by ticket.id`,
    [ticketIds, now],
  )
  return rows
}

/** Deletes the words of what is no longer shown. */
export async function purgePlaceTexts(database: Database, now: Instant): Promise<void> {
  await database.query(
    `delete from place_note_text where place_note_id in (select id from place_note where ends_at <= instant_of($1))`,
    [now],
  )
}
