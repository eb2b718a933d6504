import { setTimeout as pause } from 'node:timers/promises'
import { MINUTE, SECOND } from '../../shared/instant.ts'
import type { CallLinkAction } from '../../shared/protocol/on-call.ts'
import { keepTrying } from './keep-trying.ts'
import type { Message } from './local-gateway.ts'
import { between, pick, type Random } from './random.ts'

interface Options {
  /** The server, as telephones reach it. */
  url: string
  /** How many times faster than time they drive and work; they wake no faster. */
  speed: number
  /** From when to when after an SMS they open its link. */
  wakeSeconds: readonly [number, number]
  random: Random
  signal: AbortSignal
  onFault(error: unknown): void
}

const MOODS = [
  { mood: 'wakes', weight: 80 },
  { mood: 'declines', weight: 8 },
  { mood: 'sleeps', weight: 12 },
] as const
const ESTIMATES = [10, 15, 20, 30] as const
const REASONS = ['déjà en intervention', 'malade', 'trop loin'] as const

/** The people on call of a demonstration: an SMS or a notification wakes most of them, who open its link and do as people do. */
export class SimulatedOnCall {
  private readonly awake = new Set<string>()

  constructor(private readonly options: Options) {}

  /** Told of each message that the gateway has. */
  take({ channel, text, url }: Message): void {
    const [, token] = (url ?? text).split('/astreinte/')
    const { random, onFault, signal } = this.options
    // Others tell of a hole in the rota, or a caller how to follow their request, and wait for no answer.
    if (channel === 'voice' || token === undefined || this.awake.has(token)) return
    const { mood } = pick(random, MOODS, ({ weight }) => weight)
    if (mood === 'sleeps') return
    this.awake.add(token)
    const work = mood === 'declines' ? this.decline(token) : this.deal(token)
    work.catch((error) => {
      if (!signal.aborted) onFault(error)
    })
  }

  private async decline(token: string): Promise<void> {
    await this.wake()
    await this.say(token, { type: 'decline', reason: pick(this.options.random, REASONS) })
  }

  private async deal(token: string): Promise<void> {
    const { random } = this.options
    await this.wake()
    const minutes = pick(random, ESTIMATES)
    await this.say(token, { type: 'accept', minutes })
    await this.later(minutes * between(random, 0.7, 1.2) * MINUTE)
    await this.say(token, { type: 'arrive' })
    await this.later(between(random, 10, 25) * MINUTE)
    await this.say(token, { type: 'secure' })
  }

  private async wake(): Promise<void> {
    const { random, wakeSeconds, signal } = this.options
    await pause(between(random, ...wakeSeconds) * SECOND, undefined, { signal })
  }

  private async later(milliseconds: number): Promise<void> {
    await pause(milliseconds / this.options.speed, undefined, { signal: this.options.signal })
  }

  private say(token: string, action: CallLinkAction): Promise<void> {
    const { url, signal } = this.options
    return keepTrying(
      async () => {
        const response = await fetch(`${url}/api/call-link`, {
          method: 'POST',
          headers: { 'vigie-link': token, 'content-type': 'application/json', origin: url },
          body: JSON.stringify(action),
          signal,
        })
        // A link that is over is nothing to try again.
        if (response.status >= 500) throw new Error(`The link was answered with ${response.status}.`)
      },
      { signal },
    )
  }
}
