import { describe, expect, it } from 'vitest'
import { isPin, isThatPin, keepPin } from './pin.ts'

describe('the code that unlocks a tablet', () => {
  it.each(['1234', '00000', '998877'])('[PL-4] %s may be one', (typed) => expect(isPin(typed)).toBe(true))
  it.each(['', '123', '1234567', '12a4', '１２３４', '12 34', '1234\n'])('[PL-4] « %s » may not', (typed) =>
    expect(isPin(typed)).toBe(false),
  )

  it('[PL-4] is kept as a salted slow hash, never twice the same, and recognized', async () => {
    const [kept, again] = [await keepPin('2580'), await keepPin('2580')]
    expect(kept.rounds).toBeGreaterThanOrEqual(600_000)
    expect(atob(kept.salt)).toHaveLength(16)
    expect(atob(kept.hash)).toHaveLength(32)
    expect(kept.hash).not.toBe(again.hash)
    expect(JSON.stringify(kept)).not.toContain('2580')
    expect(await isThatPin('2580', kept)).toBe(true)
    expect(await isThatPin('2581', kept)).toBe(false)
  })
})
