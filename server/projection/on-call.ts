import { after, type Instant, MINUTE } from '../../shared/instant.ts'
import { type OnCallPerson, onCallPersonSchema, type Turn, turnSchema } from '../../shared/on-call/turn.ts'
import type { OnCallContact } from '../../shared/protocol/on-call.ts'
import type { Connection, Database } from '../db/pool.ts'
import type { Scope } from './scope.ts'

/** How to reach a person, as it is stored: personal data, which no event and no line of the log has. */
export type StoredContact = OnCallContact

/** Turns that were over this long when the log last moved are history: screens do not ask for them. */
const KEPT = '35 days'

/** What is decided is decided a little after it was loaded. */
const MARGIN = MINUTE

const PERSON = 'select id, milliseconds_of(retired_at) as "retiredAt" from on_call_person'

/** The people named in `scope`, retired ones included. */
export async function loadPeopleIn(connection: Connection, { personIds }: Scope): Promise<OnCallPerson[]> {
  if (personIds.length === 0) return []
  const { rows } = await connection.query(`${PERSON} where id = any ($1)`, [personIds])
  return rows.map((row) => onCallPersonSchema.parse(row))
}

/** The turns named in `scope`, removed ones included, every turn of those who are to leave, and those of `now` where they are asked for. */
export async function loadTurnsIn(
  connection: Connection,
  { turnIds, leavingPersonIds, rotaNow }: Scope,
  now: Instant,
): Promise<Turn[]> {
  if (turnIds.length === 0 && leavingPersonIds.length === 0 && !rotaNow) return []
  const { rows } = await connection.query<{ turn: unknown }>(
    `select turn from turn
     where id = any ($1) or removed_at is null and (
       turn ->> 'personId' = any ($2)
       or exists (select from jsonb_array_elements(turn -> 'swaps') as swap where swap ->> 'personId' = any ($2))
       or $3 and until > instant_of($4) and (turn ->> 'from')::bigint <= $5)`,
    [turnIds, leavingPersonIds, rotaNow, after(now, -MARGIN), after(now, MARGIN)],
  )
  return rows.map(({ turn }) => turnSchema.parse(turn))
}

/** Everyone who may be on call. */
export async function loadPeople(connection: Connection): Promise<OnCallPerson[]> {
  const { rows } = await connection.query(`${PERSON} where retired_at is null order by id`)
  return rows.map((row) => onCallPersonSchema.parse(row))
}

/** Every turn to come, and those of the last weeks before the log's last event. */
export async function loadRota(connection: Connection): Promise<Turn[]> {
  const { rows } = await connection.query<{ turn: unknown }>(
    `select turn from turn
     where removed_at is null
       and until > coalesce((select at from event order by seq desc limit 1), now()) - interval '${KEPT}'
     order by id`,
  )
  return rows.map(({ turn }) => turnSchema.parse(turn))
}

/** How to reach people, by name: all who were not retired, or those of `ids`. */
export async function loadContacts(database: Database, ids?: readonly string[]): Promise<OnCallContact[]> {
  const { rows } = await database.query<OnCallContact>(
    `select id, name, phone from on_call_person
     where retired_at is null and ($1::uuid[] is null or id = any ($1)) order by name, id`,
    [ids ?? null],
  )
  return rows
}
