import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

/** Failures allowed for one name from one address, and for all names from one address, in a quarter of an hour. */
const QUARTER = 15 * 60
const FAILURES_PER_NAME = 10
const FAILURES_PER_ADDRESS = 200

/**
 * Slows guessing down. Failures are counted by address and name together, then by address: someone guessing
 * elsewhere never locks out the person whose name it is.
 */
export class LoginThrottle {
  private readonly byName = new RateLimiterMemory({ points: FAILURES_PER_NAME, duration: QUARTER })
  private readonly byAddress = new RateLimiterMemory({ points: FAILURES_PER_ADDRESS, duration: QUARTER })

  /** Seconds to wait before the next attempt; 0 where one is allowed now. */
  async wait(address: string, userName: string): Promise<number> {
    const name = await this.byName.get(keyOf(address, userName))
    const whole = await this.byAddress.get(address)
    const spent = [name, whole].filter(
      (one): one is RateLimiterRes => one !== null && one.remainingPoints <= 0,
    )
    return Math.ceil(Math.max(0, ...spent.map(({ msBeforeNext }) => msBeforeNext)) / 1000)
  }

  async failed(address: string, userName: string): Promise<void> {
    await Promise.allSettled([this.byName.consume(keyOf(address, userName)), this.byAddress.consume(address)])
  }

  async succeeded(address: string, userName: string): Promise<void> {
    await this.byName.delete(keyOf(address, userName))
  }
}

function keyOf(address: string, userName: string): string {
  return `${address}|${userName.toLowerCase()}`
}

/** Counts the requests of each API key. */
export class KeyThrottle {
  private readonly used = new Map<string, { minute: number; requests: number }>()

  /** Seconds to wait; 0 where the request is within what the key may send in a minute. */
  wait(keyId: string, requestsPerMinute: number, nowMs: number): number {
    const minute = Math.floor(nowMs / 60_000)
    const before = this.used.get(keyId)
    const requests = before?.minute === minute ? before.requests + 1 : 1
    this.used.set(keyId, { minute, requests })
    return requests <= requestsPerMinute ? 0 : Math.ceil(((minute + 1) * 60_000 - nowMs) / 1000)
  }
}
