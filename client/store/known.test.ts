import { describe, expect, it } from 'vitest'
import { instant, MINUTE } from '../../shared/instant.ts'
import type { KnownPlace } from '../../shared/protocol/place.ts'
import { aPlaceNote, aTicket, NOW, stored, ticketId } from '../../shared/test-board.ts'
import { calledBack, knownOf } from './known.ts'

const known = (number: number, given: Partial<KnownPlace> = {}): KnownPlace => ({
  ...aPlaceNote(number),
  text: null,
  textAt: null,
  textBy: null,
  ...given,
})

describe('what a screen shows of a place', () => {
  it('[KP-15] is neither what has ended nor what lay around another place', () => {
    const detail = {
      known: [
        known(1),
        known(2, { until: instant(NOW + MINUTE) }),
        known(3, { kind: 'access', category: 'key' }),
        known(4, { withdrawnAt: NOW }),
      ],
    }
    const ids = (ticket: Parameters<typeof knownOf>[1], now = NOW) => {
      const { hazard, access } = knownOf(detail, ticket, now)
      return [...hazard, ...access].map(({ id }) => id)
    }
    const [one, two, three] = detail.known.map(({ id }) => id)
    expect(ids(aTicket(1))).toEqual([one, two, three])
    expect(ids(aTicket(1), instant(NOW + MINUTE))).toEqual([one, three])
    expect(ids(aTicket(1, { position: { lon: 1.46, lat: 43.6 } }))).toEqual([])
    expect(ids(aTicket(1, { position: null }))).toEqual([])
    expect(knownOf(undefined, aTicket(1), NOW)).toEqual({ hazard: [], access: [] })
  })

  it('[KP-12] is when the caller was called back last, and by whom', () => {
    const called = (seq: number) =>
      stored(seq, { type: 'caller_called_back', ticketId: ticketId(1) }, instant(NOW + seq * MINUTE))
    const note = stored(3, { type: 'ticket_closed', ticketId: ticketId(1), outcome: 'done' })
    expect(calledBack(undefined)).toBeNull()
    expect(calledBack({ events: [note] })).toBeNull()
    expect(calledBack({ events: [called(1), called(2), note] })).toEqual({
      at: NOW + 2 * MINUTE,
      by: 'Poste 1',
    })
  })
})
