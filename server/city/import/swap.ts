import type { Connection, Database } from '../../db/pool.ts'
import { CityFileError } from './city-file-error.ts'
import { schemaStatements } from './schema-statements.ts'

/** Any number, the same in every process: who holds it makes a city. */
const LOCK = 7_202_603
const NEW = 'city_next'
const OLD = 'city_old'

/**
 * Runs `work` on the empty tables of a new city, then puts that in the place of `city` and notifies channel `city` with
 * its version. All in one transaction: a failure, a kill or a power cut leaves the old city as it was. One at a time:
 * with `wait` the second waits for the first, otherwise it is refused with a `CityFileError`. Work that gives null changes
 * nothing.
 */
export async function withNewCity<T extends { version: string } | null>(
  database: Database,
  { wait }: { wait: boolean },
  work: (connection: Connection, schema: string) => Promise<T>,
): Promise<T> {
  const connection = await database.connect()
  try {
    await lock(connection, wait)
    await connection.query('begin')
    await connection.query(`create extension if not exists postgis`)
    await connection.query(await schemaStatements(NEW))
    const result = await work(connection, NEW)
    if (result === null) return result
    await takePlace(connection)
    await connection.query("select pg_notify('city', $1)", [result.version])
    await connection.query('commit')
    await dropOld(connection)
    return result
  } finally {
    // Ending the session rolls back what is open and gives the lock back, whatever state it is in.
    connection.release(true)
  }
}

async function lock(connection: Connection, wait: boolean): Promise<void> {
  if (wait) {
    await connection.query('select pg_advisory_lock($1)', [LOCK])
    return
  }
  const { rows } = await connection.query('select pg_try_advisory_lock($1) as mine', [LOCK])
  if (!rows[0].mine)
    throw new CityFileError('Another import is running. Wait until it has ended, then try again.')
}

/** Renaming locks no table: it waits for no reader, and no reader waits for it. */
async function takePlace(connection: Connection): Promise<void> {
  await connection.query(`drop schema if exists ${OLD} cascade`)
  const { rowCount } = await connection.query("select from pg_namespace where nspname = 'city'")
  if (rowCount === 1) await connection.query(`alter schema city rename to ${OLD}`)
  await connection.query(`alter schema ${NEW} rename to city`)
}

/** The new city stands; a reader still on the old one is waited for a little, the next import drops it otherwise. */
async function dropOld(connection: Connection): Promise<void> {
  try {
    await connection.query("set lock_timeout = '5s'")
    await connection.query(`drop schema if exists ${OLD} cascade`)
  } catch (error) {
    const LOCK_NOT_AVAILABLE = '55P03'
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error
  }
}
