import { describe, expect, it } from 'vitest'
import { takeNumberFromAddress } from './call-from-address.ts'

function page(address: string) {
  const { pathname, search, hash } = new URL(address, 'https://vigie.example')
  const shown = [address]
  const history = {
    state: null,
    replaceState: (_state: unknown, _title: string, to: string) => shown.push(to),
  }
  return { shown, location: { pathname, search, hash }, history }
}

describe('a number that the telephone puts into the address', () => {
  it.each([
    ['/intake#from=0639981122', '+33639981122', '/intake'],
    ['/intake?from=0639981122', '+33639981122', '/intake'],
    ['/intake?from=%2B33639981122&theme=dark', '+33639981122', '/intake?theme=dark'],
    ['/intake?from=+41791234567', '+41791234567', '/intake'],
    ['/intake?from=1#from=0639981122', '+33639981122', '/intake'],
    ['/intake?from=anonymous', null, '/intake'],
    [`/intake?from=${'0'.repeat(500)}`, null, '/intake'],
    ['/intake#from=<script>', null, '/intake'],
  ])('[CA-7] %s: is %s, and gone at once', (address, number, left) => {
    const opened = page(address)
    expect(takeNumberFromAddress(opened as never)).toBe(number)
    expect(opened.shown.at(-1)).toBe(left)
  })

  it('[CA-7] is looked for without touching an address that has none', () => {
    const opened = page('/intake?theme=dark#x')
    expect(takeNumberFromAddress(opened as never)).toBeUndefined()
    expect(opened.shown).toHaveLength(1)
  })
})
