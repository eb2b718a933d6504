import { Socket } from 'node:net'
import pg from 'pg'

export type Database = pg.Pool
export type Connection = pg.ClientBase
export type PoolConnection = pg.PoolClient

/** A pool on `url`. A connection lost while idle is dropped and replaced; it never ends the process. */
export function openPool(url: string, options: { max: number; onError: (error: Error) => void }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    connectionTimeoutMillis: 5_000,
    application_name: 'vigie',
  })
  pool.on('error', options.onError)
  return pool
}

/** A connection that sends its statements without waiting for each answer. */
export interface Pipeline {
  client: pg.Client
  /**
   * Sends every statement that `work` asks for before it first waits in one write, so that the database is woken once
   * for all of them.
   */
  together<T>(work: () => T): T
}

/** Opens the one connection that `command/handle` writes through. */
export async function openPipeline(url: string, onLost: () => void): Promise<Pipeline> {
  const socket = new Socket()
  const client = new pg.Client({
    stream: () => socket,
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'vigie commands',
    pipeline: true,
  })
  client.on('error', onLost)
  client.on('end', onLost)
  await client.connect()
  return {
    client,
    together: (work) => {
      socket.cork()
      try {
        return work()
      } finally {
        socket.uncork()
      }
    },
  }
}
