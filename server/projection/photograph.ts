import type { PhotographId, TicketId } from '../../shared/id.ts'
import { DAY, type Instant } from '../../shared/instant.ts'
import { type Photograph, photographSchema } from '../../shared/ticket/photograph.ts'
import type { Connection, Database } from '../db/pool.ts'

/** The pixels of photographs: `photograph` holds the finished pictures, `photograph_piece` those under way. */

/** JPEGs, as they are shown. */
export interface StoredPicture {
  picture: Buffer
  thumbnail: Buffer
}

/** How many bytes of a photograph have come so far. */
export async function reachedOffset(database: Database, id: PhotographId): Promise<number> {
  const { rows } = await database.query<{ reached: number }>(
    'select coalesce(max(start + length(bytes)), 0) as reached from photograph_piece where photograph_id = $1',
    [id],
  )
  return rows[0]?.reached ?? 0
}

/** Adds a piece where what has come ends; false where it does not begin there. Of two at once, one is added. */
export async function appendPiece(
  database: Database,
  id: PhotographId,
  start: number,
  bytes: Buffer,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `insert into photograph_piece (photograph_id, start, bytes)
     select $1, $2::integer, $3 where $2::integer = (
       select coalesce(max(start + length(bytes)), 0) from photograph_piece where photograph_id = $1)
     on conflict do nothing`,
    [id, start, bytes],
  )
  return rowCount === 1
}

/** All that has come of a photograph. */
export async function joinPieces(database: Database, id: PhotographId): Promise<Buffer> {
  const { rows } = await database.query<{ bytes: Buffer }>(
    'select bytes from photograph_piece where photograph_id = $1 order by start',
    [id],
  )
  return Buffer.concat(rows.map(({ bytes }) => bytes))
}

export async function dropPieces(database: Database, id: PhotographId): Promise<void> {
  await database.query('delete from photograph_piece where photograph_id = $1', [id])
}

/** Keeps a finished picture; the first of one photograph stays. */
export async function storePicture(
  database: Database,
  id: PhotographId,
  ticketId: TicketId,
  { picture, thumbnail }: StoredPicture,
): Promise<void> {
  await database.query(
    'insert into photograph (id, ticket_id, picture, thumbnail) values ($1, $2, $3, $4) on conflict do nothing',
    [id, ticketId, picture, thumbnail],
  )
}

export async function dropPicture(database: Database, id: PhotographId): Promise<void> {
  await database.query('delete from photograph where id = $1', [id])
}

/** A picture of a ticket or of one that is joined to it, or its thumbnail; undefined where there is none, or no longer. */
export async function loadPicture(
  database: Database,
  ticketId: TicketId,
  id: PhotographId,
  kind: keyof StoredPicture,
): Promise<Buffer | undefined> {
  const { rows } = await database.query<{ bytes: Buffer }>(
    `select ${kind} as bytes from photograph where id = $1 and ticket_id in (select id from with_what_joined_it($2))`,
    [id, ticketId],
  )
  return rows[0]?.bytes
}

/** The photographs of the tickets that are joined to one, near and far, oldest first. */
export async function loadJoinedPhotographs(
  connection: Pick<Connection, 'query'>,
  ticketId: TicketId,
): Promise<Photograph[]> {
  const { rows } = await connection.query<{ photographs: unknown }>(
    'select photographs from ticket where id in (select id from with_what_joined_it($1)) and id <> $1',
    [ticketId],
  )
  return rows
    .flatMap(({ photographs }) => photographSchema.array().parse(photographs))
    .sort((one, other) => one.addedAt - other.addedAt)
}

/** Forgets pictures older than `days`, and pieces whose sender was not heard of for a day: it begins anew. */
export async function purgePhotographs(database: Database, days: number, now: Instant): Promise<void> {
  await database.query('delete from photograph where received_at < instant_of($1)', [now - days * DAY])
  await database.query(
    `delete from photograph_piece where photograph_id in (
       select photograph_id from photograph_piece group by photograph_id having max(received_at) < instant_of($1))`,
    [now - DAY],
  )
}
