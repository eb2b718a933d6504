import { describe, expect, it } from 'vitest'
import { networkOf } from './network.ts'

describe('networkOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7', '::ffff:192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9'],
    ['2001:db8::1', '2001:0db8:0:0:ffff::'],
    ['::1', '0:0:0:0:0:0:0:2'],
  ])('[SG-4] counts %s and %s as one', (one, other) => {
    expect(networkOf(one)).toBe(networkOf(other))
  })

  it('[SG-4] tells others apart, and shows no address', () => {
    const all = ['192.0.2.7', '192.0.2.8', '2001:db8:1:2::1', '2001:db8:1:3::1', null].map(networkOf)
    expect(new Set(all).size).toBe(all.length)
    for (const name of all) expect(name).not.toMatch(/192|2001/)
  })
})
