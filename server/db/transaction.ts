import type { Connection, Database } from './pool.ts'

/** Runs `work` on one snapshot of the database, read only: everything it reads is true at the same instant. */
export async function readConsistently<T>(
  database: Database,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await database.connect()
  try {
    await connection.query('begin isolation level repeatable read read only')
    const result = await work(connection)
    await connection.query('commit')
    connection.release()
    return result
  } catch (error) {
    connection.release(true)
    throw error
  }
}
