import { openPipeline, type Pipeline } from '../db/pool.ts'

/** The channel on which other processes hear that the log grew; it carries nothing. */
export const LOG_CHANNEL = 'vigie_log'

interface Open {
  pipeline: Pipeline
  processId: number
}

/** The one pipelined connection that commands are written through; opened again after it was lost. */
export class WriterConnection {
  private current: Open | null = null
  private readonly url: string

  constructor(url: string) {
    this.url = url
  }

  /** The database's own process at the other end, which signs what this connection notifies; null while there is none. */
  get processId(): number | null {
    return this.current?.processId ?? null
  }

  /** The live connection; throws while the database does not answer. */
  async acquire(): Promise<Pipeline> {
    if (this.current !== null) return this.current.pipeline
    const pipeline = await openPipeline(this.url, () => {
      if (this.current?.pipeline === pipeline) this.current = null
    })
    await pipeline.client.query("set statement_timeout = '15s'")
    const { rows } = await pipeline.client.query<{ pid: number }>('select pg_backend_pid() as pid')
    this.current = { pipeline, processId: rows[0]?.pid ?? 0 }
    return pipeline
  }

  /** After a failed group: rolls back. True when the connection is gone, and what became of the group unknown. */
  async recover(): Promise<boolean> {
    if (this.current === null) return true
    const { client } = this.current.pipeline
    try {
      await client.query('rollback')
      return false
    } catch {
      this.current = null
      client.end().catch(() => {})
      return true
    }
  }

  /** Tells other processes that the log grew. Nobody waits for it: one that does not hear it looks within a second. */
  announce(): void {
    this.current?.pipeline.client.query(`notify ${LOG_CHANNEL}`).catch(() => {})
  }

  async close(): Promise<void> {
    const open = this.current
    this.current = null
    await open?.pipeline.client.end()
  }
}
