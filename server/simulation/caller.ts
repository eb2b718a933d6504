import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from '../../shared/instant.ts'
import type { Channel } from '../../shared/ticket/ticket.ts'
import { Open311Door } from './open311-door.ts'
import type { Call } from './scenario.ts'

export interface CallerOptions {
  url: string
  /** The key of each channel; `phone` is every other one's. */
  apiKeys: Partial<Record<Channel, string>> & { phone: string }
  speed: number
  signal: AbortSignal
  /** Asks for the hotline's key of now, null where nobody tells: a server that starts again makes another one. */
  newKey: () => Promise<string | null>
  /** Told of what the server refused, which a scenario of ours should not be. */
  onRefused: (httpStatus: number, problems: readonly string[]) => void
}

/** A caller waits for a server that is away for as long as it takes. */
const PATIENCE_MS = Number.POSITIVE_INFINITY

/** The hotline: posts what citizens tell through Open311, like any other intake. */
export class Caller {
  posted = 0
  refused = 0
  private readonly doors = new Map<Channel, Open311Door>()

  constructor(private readonly options: CallerOptions) {}

  /**
   * Posts the calls one after the other from simulated instant `from` on, `speed` times as fast as they come. While
   * the server is away the next call waits with it, so that it is not met by a storm when it comes back. Settles when
   * there is no call left, or on the signal.
   */
  async play(calls: Iterable<Call>, from: Instant, speed = this.options.speed): Promise<void> {
    const { signal } = this.options
    let before = from
    for (const call of calls) {
      const waitMs = (call.at - before) / speed
      before = call.at
      // Aborted while it waits, or before: there is nothing to clean up.
      await pause(waitMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      await this.post(call).catch(() => {})
    }
  }

  private async post({ channel, form }: Call): Promise<void> {
    const answer = await this.doorOf(channel).post(form, randomUUID())
    if (answer.status === 'accepted') {
      this.posted += 1
      return
    }
    this.refused += 1
    this.options.onRefused(answer.httpStatus, answer.problems)
  }

  private doorOf(channel: Channel): Open311Door {
    const { url, apiKeys, newKey, signal } = this.options
    const known = this.doors.get(channel)
    if (known !== undefined) return known
    const apiKey = apiKeys[channel] ?? apiKeys.phone
    const door = new Open311Door({ url, apiKey, newKey, signal, patienceMs: PATIENCE_MS })
    this.doors.set(channel, door)
    return door
  }
}
