import pg from 'pg'

/** The channel on which an import tells the version of the city it has just put in place: import/swap.ts. */
const CHANNEL = 'city'
/** A notification is lost with the connection it was meant for: it is looked this often all the same. */
const LOOK_MS = 10_000

/** Calls `look` whenever another city may have been loaded. */
export class CityListener {
  private client: pg.Client | null = null
  private readonly timer: NodeJS.Timeout
  private stopped = false

  constructor(
    private readonly url: string,
    private readonly look: () => void,
    private readonly onFault: (error: unknown, what: string) => void,
  ) {
    this.timer = setInterval(() => this.again(), LOOK_MS)
  }

  /** Listens from now on; rejects where the database does not answer. */
  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5_000 })
    const lost = () => {
      if (this.client === client) this.client = null
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', () => this.look())
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    if (this.stopped) await client.end()
    else this.client = client
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await this.client?.end().catch(() => {})
  }

  private async again(): Promise<void> {
    try {
      if (this.client === null) await this.start()
      this.look()
    } catch (error) {
      if (!this.stopped) this.onFault(error, 'imports of a city cannot be heard of; trying again')
    }
  }
}
