import { describe, expect, it } from 'vitest'
import { DAY, HOUR, instant, MINUTE } from '../../shared/instant.ts'
import { nextAsk } from './pace.ts'

describe('how often another town is asked', () => {
  const handedAt = instant(20_000 * DAY + 3 * MINUTE)

  it.each([
    [0, 10 * MINUTE],
    [DAY - 1, 10 * MINUTE],
    [DAY, HOUR],
    [7 * DAY - 1, HOUR],
    [7 * DAY, 6 * HOUR],
    [90 * DAY - 1, 6 * HOUR],
  ])('[DL-16] %d ms after the hand-off, each %d ms, together with others', (age, every) => {
    const now = instant(handedAt + age)
    const next = nextAsk(handedAt, now) ?? 0
    expect(next % every).toBe(0)
    expect(next).toBeGreaterThan(now)
    expect(next - now).toBeLessThanOrEqual(every)
  })

  it('[DL-16] after 90 days no more', () => {
    expect(nextAsk(handedAt, instant(handedAt + 90 * DAY))).toBeNull()
  })
})
