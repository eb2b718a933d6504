import { Socket } from 'node:net'
import pg from 'pg'

export type Database = pg.Pool
export type Connection = pg.ClientBase
export type PoolConnection = pg.PoolClient

/** A pool on `url`. A connection that is lost is dropped and replaced, were it in use; it never ends the process. */
export function openPool(url: string, options: { max: number; onError: (error: Error) => void }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    connectionTimeoutMillis: 5_000,
    application_name: 'vigie',
  })
  pool.on('error', options.onError)
  // Lost within a transaction: what was asked of it rejects, and there is nobody else to tell.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Conditions of PostgreSQL: no connection (08), too many of them (53300), shutting down or not yet up (57P01 to 57P03). */
const AWAY = /^(08...|53300|57P0[123])$/
/** What the driver says, without a code, of a connection that ended or could not be had in time. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/

/** Whether an error says that the database cannot be reached, rather than that something was wrong with a question. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as NodeJS.ErrnoException
  return (
    ['connect', 'read', 'write'].includes(syscall ?? '') || AWAY.test(code ?? '') || LOST.test(error.message)
  )
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
  // A connection that never was rejects below, and is not lost.
  let connected = false
  const lost = () => connected && onLost()
  client.on('error', lost)
  client.on('end', lost)
  await client.connect()
  connected = true
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
