import { describe, expect, it } from 'vitest'
import { HOUR } from '../../shared/instant.ts'
import { newCall } from '../store/call.ts'
import { forgetCalls, forgetOldCalls, type KeptCall, keepCalls, keptCalls } from './kept-calls.ts'

const NOW = 1_800_000_000_000
const kept = (hoursAgo = 0): KeptCall => ({
  call: newCall('+33639981122'),
  keptAt: NOW - hoursAgo * HOUR,
  state: 'draft',
  refusal: null,
})

function shelf() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

describe('calls that a device keeps', () => {
  it('[CA-8] are those of one account, for a day', () => {
    const own = shelf()
    const calls = [kept(0), { ...kept(23), state: 'sending' as const }, kept(25)]
    expect(keepCalls(own, 'accueil', calls)).toBe(true)
    expect(keptCalls(own, 'accueil', NOW)).toEqual(calls.slice(0, 2))
    expect(JSON.stringify([...own.items])).not.toContain(calls[2]?.call.id)
    expect(keptCalls(own, 'accueil', NOW + 24 * HOUR)).toEqual([])
    expect(own.items.size).toBe(0)
  })

  it('[CA-8] of another account are erased, and never shown', () => {
    const own = shelf()
    keepCalls(own, 'accueil', [kept()])
    expect(keptCalls(own, 'autre', NOW)).toEqual([])
    expect(own.items.size).toBe(0)
  })

  it('[CA-8] are erased after a day by any page, though their account never comes back to this device', () => {
    const own = shelf()
    const calls = [kept(1), kept(23)]
    keepCalls(own, 'accueil', calls)
    forgetOldCalls(() => own, NOW)
    expect(keptCalls(own, 'accueil', NOW)).toEqual(calls)
    forgetOldCalls(() => own, NOW + 2 * HOUR)
    expect(JSON.stringify([...own.items])).not.toContain(calls[1]?.call.id)
    forgetOldCalls(() => own, NOW + 24 * HOUR)
    expect(own.items.size).toBe(0)
    own.items.set('vigie.calls', '{"phone": "+33639981122"')
    forgetOldCalls(() => own, NOW)
    expect(own.items.size).toBe(0)
    forgetOldCalls(() => own, NOW)
  })

  it('[CA-8] are erased at sign-out, and when there are none', () => {
    const own = shelf()
    keepCalls(own, 'accueil', [kept()])
    forgetCalls(own)
    expect(own.items.size).toBe(0)
    keepCalls(own, 'accueil', [kept()])
    keepCalls(own, 'accueil', [])
    expect(own.items.size).toBe(0)
  })

  it.each(['{', 'null', '[]', '{"account":"accueil","calls":[1,{}]}', '{"account":"accueil"}'])(
    '[CA-8] that cannot be read are nothing: %s',
    (text) => {
      const own = shelf()
      own.items.set('vigie.calls', text)
      expect(keptCalls(own, 'accueil', NOW)).toEqual([])
      expect(own.items.size).toBe(0)
    },
  )

  it('[CA-8] one that cannot be read takes no other with it', () => {
    const own = shelf()
    const good = kept()
    own.items.set('vigie.calls', JSON.stringify({ account: 'accueil', calls: [{ call: 3 }, good] }))
    expect(keptCalls(own, 'accueil', NOW)).toEqual([good])
  })

  it('[CA-8] a device that stores nothing says so, and fails nothing', () => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const broken = { getItem: full, setItem: full, removeItem: full }
    expect(keepCalls(broken, 'accueil', [kept()])).toBe(false)
    expect(keptCalls(broken, 'accueil', NOW)).toEqual([])
    forgetOldCalls(full, NOW)
    forgetOldCalls(() => broken, NOW)
    expect(forgetCalls(broken)).toBe(false)
  })
})
