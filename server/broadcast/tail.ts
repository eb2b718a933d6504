import pg from 'pg'
import type { StoredEvent } from '../../shared/event.ts'
import type { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { LOG_CHANNEL } from '../command/writer-connection.ts'
import type { Database } from '../db/pool.ts'
import { readAfter } from '../event-log/read-after.ts'
import type { LiveBoard } from './live-board.ts'

const POLL_MS = 1_000
const PAGE = 1_000

/**
 * Keeps the live board at the head of the log. The writer never emits: the tail reads the log in order, woken by this
 * process's own commits (which hand it their events), by a notification from other processes, and by a poll each
 * second in case one was lost.
 */
export class Tail {
  private listening: pg.Client | null = null
  private timer: NodeJS.Timeout | null = null
  private reading: Promise<void> | null = null
  private again = false
  private stopped = false

  constructor(
    private readonly url: string,
    private readonly database: Database,
    private readonly live: LiveBoard,
    private readonly catalogues: KeptCatalogues,
    /** The database's process that this process writes through, whose notifications tell nothing new. */
    private readonly writerProcessId: () => number | null,
    private readonly onFault: (error: unknown, what: string) => void,
  ) {}

  async start(): Promise<void> {
    this.timer = setInterval(() => this.wake(), POLL_MS)
    await this.listen()
    this.wake()
  }

  /** Events of a commit of this process. Folded at once when they follow on, otherwise read in their turn. */
  offer(events: readonly StoredEvent[]): void {
    if (events[0]?.seq === this.live.seq + 1) this.live.fold(events)
    else this.wake()
  }

  async stop(): Promise<void> {
    this.stopped = true
    if (this.timer !== null) clearInterval(this.timer)
    await this.reading
    await this.listening?.end().catch(() => {})
  }

  private wake(): void {
    if (this.stopped) return
    if (this.reading !== null) {
      this.again = true
      return
    }
    this.reading = this.read().finally(() => {
      this.reading = null
      if (this.again) {
        this.again = false
        this.wake()
      }
    })
  }

  private async read(): Promise<void> {
    try {
      if (this.listening === null) await this.listen()
      for (;;) {
        const events = await readAfter(this.database, this.live.seq, PAGE)
        await this.knowCatalogues(events)
        // Some may have been offered, and folded, while they were read.
        this.live.fold(events.filter(({ seq }) => seq > this.live.seq))
        if (events.length < PAGE) return
      }
    } catch (error) {
      if (!this.stopped) this.onFault(error, 'the log could not be read; trying again within a second')
    }
  }

  /** A catalogue that another process published is known here before anyone hears of it. */
  private async knowCatalogues(events: readonly StoredEvent[]): Promise<void> {
    for (const { event } of events) {
      if (event.type === 'catalogue_published')
        await this.catalogues.readUpTo(event.catalogueVersion, this.database)
    }
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5_000 })
    const lost = () => {
      if (this.listening === client) this.listening = null
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ processId }) => {
      if (processId !== this.writerProcessId()) this.wake()
    })
    await client.connect()
    await client.query(`listen ${LOG_CHANNEL}`)
    this.listening = client
  }
}
