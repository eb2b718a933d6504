import { randomUUID } from 'node:crypto'
import type { Random } from './random.ts'
import { type Calls, makeCall, nextWait, type WeightedServices } from './scenario.ts'

export interface CallerOptions {
  url: string
  apiKey: string
  calls: Calls
  services: WeightedServices
  timeZone: string
  random: Random
  speed: number
}

/** Tickets that are there within the first half minute, so that a newcomer finds a living board. */
const OPENING = 14
const OPENING_EVERY_MS = 1_700
const RETRY_MS = 2_000

/** The hotline: posts what citizens tell through Open311, like any other intake. */
export class Caller {
  posted = 0
  private timer: NodeJS.Timeout | null = null
  private stopped = false

  constructor(private readonly options: CallerOptions) {}

  start(): void {
    this.schedule(0)
  }

  stop(): void {
    this.stopped = true
    if (this.timer !== null) clearTimeout(this.timer)
  }

  private schedule(waitMs: number): void {
    this.timer = setTimeout(async () => {
      await this.post()
      if (!this.stopped) this.schedule(this.waitMs())
    }, waitMs)
  }

  private waitMs(): number {
    const { random, calls, timeZone, speed } = this.options
    if (this.posted < OPENING) return OPENING_EVERY_MS
    return (nextWait(random, calls, Date.now(), timeZone) * 1000) / speed
  }

  private async post(): Promise<void> {
    const { random, calls, services, timeZone, url, apiKey } = this.options
    const call = makeCall(random, calls, services, Date.now(), timeZone)
    const idempotencyKey = randomUUID()
    while (!this.stopped) {
      try {
        const response = await fetch(`${url}/open311/v2/requests.json`, {
          method: 'POST',
          headers: { 'idempotency-key': idempotencyKey },
          body: new URLSearchParams({ api_key: apiKey, ...call }),
        })
        await response.arrayBuffer()
        if (response.status < 500 && response.status !== 429) break
      } catch {
        // The server is away: the call waits, as a caller would.
      }
      await new Promise((settle) => setTimeout(settle, RETRY_MS))
    }
    this.posted += 1
  }
}
