import { describe, expect, it } from 'vitest'
import { instant, MINUTE } from '../../shared/instant.ts'
import { aTicket, NOW } from '../../shared/test-board.ts'
import { handedSince } from './unattended.ts'

describe('what is in the hands of whoever does not know of it', () => {
  const handed = (number: number, minutes: number) =>
    aTicket(number, {
      status: 'transferred',
      transfer: {
        agency: 'grid',
        outside: true,
        at: instant(NOW - minutes * MINUTE),
        acceptedAt: null,
        acceptedBy: null,
        dueAt: null,
        delivery: null,
        told: null,
      },
    })

  it('[HO-16] has waited since the first of both lists was handed over, which need not be the lowest number', () => {
    expect(handedSince({ tickets: [], toTell: [] })).toBeNull()
    expect(handedSince({ tickets: [], toTell: [handed(1, 5), handed(2, 30)] })).toBe(NOW - 30 * MINUTE)
    expect(handedSince({ tickets: [handed(3, 40)], toTell: [handed(2, 30)] })).toBe(NOW - 40 * MINUTE)
  })
})
