import { type Catalogue, catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import { draftSchema } from '../../shared/catalogue/draft.ts'
import { type Instant, instantSchema } from '../../shared/instant.ts'
import type { Connection, Database } from '../db/pool.ts'

/** A catalogue that was published: by which post, and when. */
export interface Publication {
  version: number
  at: Instant
  by: string
  catalogue: Catalogue
}

/** The next catalogue while it is written: which version it began from, and who saved it, as what. */
export interface Draft {
  basedOn: number
  revision: string
  at: Instant
  by: string
  /** It may have flaws of every kind: see `flawsOf`. */
  catalogue: Catalogue
}

type Queryable = Pick<Connection, 'query'>

/** Publishes `catalogue` as the first version of a deployment that has none yet; nothing where there is one. */
export async function publishFirst(database: Database, catalogue: Catalogue): Promise<void> {
  await database.query(
    `insert into catalogue (version, published_by, catalogue) values (1, 'Vigie', $1) on conflict do nothing`,
    [JSON.stringify(catalogue)],
  )
}

/** Which version is in force; the first one before any was published. */
export async function loadCatalogueVersion(connection: Queryable): Promise<number> {
  const { rows } = await connection.query<{ version: number }>({
    name: 'catalogue-version',
    text: 'select coalesce(max(version), 1) as version from catalogue',
  })
  return rows[0]?.version ?? 1
}

/** The publications after version `after`, oldest first. */
export async function loadPublications(connection: Queryable, after: number): Promise<Publication[]> {
  const { rows } = await connection.query(
    `select version, milliseconds_of(published_at) as at, published_by as by, catalogue
     from catalogue where version > $1 order by version`,
    [after],
  )
  return rows.map(({ version, at, by, catalogue }) => ({
    version,
    at: instantSchema.parse(at),
    by,
    catalogue: catalogueSchema.parse(catalogue),
  }))
}

/** The draft, or undefined where there is none. */
export async function loadDraft(connection: Queryable): Promise<Draft | undefined> {
  const { rows } = await connection.query(
    `select based_on as "basedOn", revision, milliseconds_of(changed_at) as at, changed_by as by, catalogue
     from catalogue_draft`,
  )
  const [draft] = rows
  return (
    draft && { ...draft, at: instantSchema.parse(draft.at), catalogue: draftSchema.parse(draft.catalogue) }
  )
}

/** A draft as it is saved, over the one of revision `after`: null where there was none. */
export type SavedDraft = Pick<Draft, 'basedOn' | 'revision' | 'by' | 'catalogue'> & { after: string | null }

/** Keeps a draft in place of the one that its writer had read; false where there is another by now. Saved twice it is one. */
export async function saveDraft(
  connection: Queryable,
  { basedOn, revision, by, catalogue, after }: SavedDraft,
): Promise<boolean> {
  const { rowCount } = await connection.query(
    `insert into catalogue_draft as draft (based_on, revision, changed_by, catalogue)
     select $1, $2, $3, $4 where $5::uuid is null or exists (select from catalogue_draft)
     on conflict (is_one) do update
       set based_on = excluded.based_on, revision = excluded.revision, changed_at = now(),
         changed_by = excluded.changed_by, catalogue = excluded.catalogue
       where draft.revision = $5 or draft.revision = excluded.revision`,
    [basedOn, revision, by, JSON.stringify(catalogue), after],
  )
  return rowCount === 1
}

/** Throws the draft of that revision away; false where there is another by now, or none. */
export async function discardDraft(connection: Queryable, revision: string): Promise<boolean> {
  const { rowCount } = await connection.query('delete from catalogue_draft where revision = $1', [revision])
  return rowCount === 1
}

/** The version that the command of this id published; undefined where it published none. */
export async function publishedBy(connection: Queryable, commandId: string): Promise<number | undefined> {
  const { rows } = await connection.query<{ version: number }>(
    `select (event.event ->> 'catalogueVersion')::int as version
     from command join event on event.seq = (command.answer ->> 'seq')::bigint
     where command.id = $1 and event.type = 'catalogue_published'`,
    [commandId],
  )
  return rows[0]?.version
}

/** Who published the version in force, and when. */
export async function loadInForce(connection: Queryable): Promise<Omit<Publication, 'catalogue'>> {
  const { rows } = await connection.query(
    `select version, milliseconds_of(published_at) as at, published_by as by
     from catalogue order by version desc limit 1`,
  )
  const [published] = rows
  return { ...published, at: instantSchema.parse(published?.at) }
}
