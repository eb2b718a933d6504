import { type Catalogue, catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import { type Instant, instantSchema } from '../../shared/instant.ts'
import type { Connection, Database } from '../db/pool.ts'

/** A catalogue that was published: by which post, and when. */
export interface Publication {
  version: number
  at: Instant
  by: string
  catalogue: Catalogue
}

/** The next catalogue while it is written: which version it began from. */
export interface Draft {
  basedOn: number
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
export async function loadDraft(database: Database): Promise<Draft | undefined> {
  const { rows } = await database.query('select based_on as "basedOn", catalogue from catalogue_draft')
  const [draft] = rows
  return draft && { basedOn: draft.basedOn, catalogue: catalogueSchema.parse(draft.catalogue) }
}

/** Keeps a draft in place of the one before. */
export async function saveDraft(database: Database, { basedOn, catalogue }: Draft): Promise<void> {
  await database.query(
    `insert into catalogue_draft (based_on, catalogue) values ($1, $2)
     on conflict (is_one) do update
       set based_on = excluded.based_on, catalogue = excluded.catalogue, changed_at = now()`,
    [basedOn, JSON.stringify(catalogue)],
  )
}
