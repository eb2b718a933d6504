import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Failures allowed for one name from one address, and for all names from one address, in a quarter of an hour. */
const QUARTER = 15 * 60
const FAILURES_PER_NAME = 10
const FAILURES_PER_ADDRESS = 200

/**
 * Slows guessing down. Failures are counted by address and name together, then by address: someone guessing
 * elsewhere never locks out the person whose name it is. An attempt counts as a failure until it has succeeded, so
 * that a thousand sent at once are not all let through before the first is counted.
 */
export class LoginThrottle {
  private readonly byName = new RateLimiterMemory({ points: FAILURES_PER_NAME, duration: QUARTER })
  private readonly byAddress = new RateLimiterMemory({ points: FAILURES_PER_ADDRESS, duration: QUARTER })

  /** Begins an attempt: 0 where it may be made, otherwise the seconds to wait before the next one. */
  async begin(address: string, userName: string): Promise<number> {
    const whole = await this.byAddress.get(address)
    // Asked first, so that whoever is out of attempts cannot fill the memory with names.
    if (whole !== null && whole.remainingPoints <= 0) return secondsOf(whole)
    return (await spend(this.byName, keyOf(address, userName))) || (await spend(this.byAddress, address))
  }

  async succeeded(address: string, userName: string): Promise<void> {
    await this.byName.delete(keyOf(address, userName))
    await this.byAddress.reward(address)
  }
}

async function spend(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (exceeded) {
    if (exceeded instanceof RateLimiterRes) return secondsOf(exceeded)
    throw exceeded
  }
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000))
}

function keyOf(address: string, userName: string): string {
  return `${address}|${userName.toLowerCase()}`
}

/** Who asked in the last minute, at most; beyond, those of the minutes before are forgotten. */
const MOST_KNOWN = 10_000

/** Counts the requests of each who asks, a minute at a time. */
export class RequestThrottle {
  private readonly used = new Map<string, { minute: number; requests: number }>()

  /** Seconds to wait; 0 where the request is within what `id` may send in a minute. */
  wait(id: string, requestsPerMinute: number, nowMs: number): number {
    const minute = Math.floor(nowMs / 60_000)
    const before = this.used.get(id)
    const requests = before?.minute === minute ? before.requests + 1 : 1
    if (this.used.size >= MOST_KNOWN)
      for (const [one, { minute: last }] of this.used) if (last < minute) this.used.delete(one)
    this.used.set(id, { minute, requests })
    return requests <= requestsPerMinute ? 0 : Math.ceil(((minute + 1) * 60_000 - nowMs) / 1000)
  }
}

/** So many of something in some time, of each who does it: what is let pass is not counted by itself. */
export class Allowance {
  private readonly spent: RateLimiterMemory

  constructor(points: number, seconds: number) {
    this.spent = new RateLimiterMemory({ points, duration: seconds })
  }

  /** Seconds to wait; 0 where there is some left. */
  async wait(id: string): Promise<number> {
    const made = await this.spent.get(id)
    return made !== null && made.remainingPoints <= 0 ? secondsOf(made) : 0
  }

  async spend(id: string): Promise<void> {
    await this.spent.penalty(id)
  }

  /** Spends one: 0 where there was one left, else the seconds to wait. */
  async take(id: string): Promise<number> {
    return spend(this.spent, id)
  }
}

/** Wrong tokens that may come from one address in a minute. */
export const wrongTokens = () => new Allowance(60, 60)
