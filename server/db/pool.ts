import { Socket } from 'node:net'
import pg from 'pg'

export type Database = pg.Pool
export type Connection = pg.ClientBase
export type PoolConnection = pg.PoolClient

/**
 * A pool on `url`. A connection that is lost is dropped and replaced, were it in use; it never ends the process. What is lost
 * while the pool ends is missed by nobody.
 */
export function openPool(url: string, options: { max: number; onError: (error: Error) => void }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    connectionTimeoutMillis: 5_000,
    application_name: 'vigie',
  })
  pool.on('error', (error) => pool.ending || options.onError(error))
  // Lost within a transaction: what was asked of it rejects, and there is nobody else to tell.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/**
 * What PostgreSQL says of a connection that cannot be had, or was ended by the server; what else it refuses, a violation
 * of its protocol (08P01) among it, is a mistake of ours, which another try does not mend.
 */
const AWAY: ReadonlySet<string | undefined> = new Set([
  '08000', // connection_exception
  '08001', // sqlclient_unable_to_establish_sqlconnection
  '08003', // connection_does_not_exist
  '08004', // sqlserver_rejected_establishment_of_sqlconnection
  '08006', // connection_failure
  '53300', // too_many_connections
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P05', // idle_session_timeout
])
/** What the driver says, without a code, of a connection that ended or could not be had in time. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/

/** Whether an error says that the database cannot be reached, rather than that something was wrong with a question. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as NodeJS.ErrnoException
  return ['connect', 'read', 'write'].includes(syscall ?? '') || AWAY.has(code) || LOST.test(error.message)
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
