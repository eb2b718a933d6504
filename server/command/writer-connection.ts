import type pg from 'pg'
import { openPipeline } from '../db/pool.ts'

/** The one pipelined connection that commands are written through; opened again after it was lost. */
export class WriterConnection {
  private client: pg.Client | null = null
  private readonly url: string

  constructor(url: string) {
    this.url = url
  }

  /** The live connection; throws while the database does not answer. */
  async acquire(): Promise<pg.Client> {
    if (this.client !== null) return this.client
    const client = await openPipeline(this.url, () => {
      if (this.client === client) this.client = null
    })
    await client.query("set statement_timeout = '15s'")
    this.client = client
    return client
  }

  /** After a failed group: rolls back. True when the connection is gone, and what became of the group unknown. */
  async recover(): Promise<boolean> {
    const { client } = this
    if (client === null) return true
    try {
      await client.query('rollback')
      return false
    } catch {
      this.client = null
      client.end().catch(() => {})
      return true
    }
  }

  async close(): Promise<void> {
    const { client } = this
    this.client = null
    await client?.end()
  }
}
