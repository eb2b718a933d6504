import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phoneHint, phoneKey, phoneText } from './phone.ts'
import { NUMBERS } from './test-numbers.ts'

describe('a telephone number', () => {
  it.each(NUMBERS)('[CA-1] « %s » is %s', (written, key) => {
    expect(phoneKey(written)).toBe(key)
  })

  it('[CA-1] of 500 digits, or of anything, is a number of 15 digits at most or none, and never throws', () => {
    expect(phoneKey('0'.repeat(500))).toBeNull()
    expect(phoneKey('6'.repeat(500))).toBeNull()
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+ .()-<') }), (written) => {
        const key = phoneKey(written)
        expect(key === null || /^\+[1-9]\d{7,14}$/.test(key)).toBe(true)
        if (key !== null) expect(phoneKey(phoneText(key))).toBe(key)
      }),
    )
  })

  it('[CA-2] is shown as people read it, and hinted at by its ends alone', () => {
    expect(phoneText('+33612345678')).toBe('06 12 34 56 78')
    expect(phoneText('+41791234567')).toBe('+41791234567')
    expect(phoneHint('+33612345678')).toBe('06 ·· ·· ·· 78')
    expect(phoneHint('+41791234567')).toBe('+41 ·· 67')
  })
})
