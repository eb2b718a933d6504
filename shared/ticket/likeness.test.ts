import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, MINUTE } from '../instant.ts'
import { aTicket, aTransfer, HOLE, NOISE, NOW, published, ticketId } from '../test-board.ts'
import { alikeAmong, JOINED_FROM, joinedByItself, likenessOf, PROPOSED_FROM } from './likeness.ts'

const music = { ...NOISE, code: 'MUSIC' }
const noise = { ...NOISE, duplicates: { metres: 100, minutes: 60 } }
const { serviceOf } = published(noise, music, HOLE)
const METRE = 1 / 111_195
const told = (metres: number, minutes: number, serviceCode = NOISE.code) => ({
  serviceCode,
  catalogueVersion: 1,
  position: { lon: 1.44, lat: 43.6 + metres * METRE },
  receivedAt: instant(NOW + minutes * MINUTE),
})

describe('a report and a ticket', () => {
  it('[DU-1] are wholly alike at one place, at one time, of one type', () => {
    expect(likenessOf(told(0, 0), aTicket(1), serviceOf)).toEqual({
      score: 1,
      metres: 0,
      way: 'straight',
      minutes: 0,
      sameType: true,
    })
  })

  it.each([
    ['farther than the radius', told(103, 0), {}],
    ['longer apart than the time', told(0, 61), {}],
    ['of unrelated types', told(0, 0, HOLE.code), {}],
    ['of a type that is none', told(0, 0, 'GONE'), {}],
    ['not located', { ...told(0, 0), position: null }, {}],
    ['of a ticket that is not located', told(0, 0), { position: null }],
    ['of a ticket that has ended', told(0, 0), { status: 'closed' as const }],
    [
      'of a ticket that a partner has',
      told(0, 0),
      { status: 'transferred' as const, transfer: aTransfer({ outside: true }) },
    ],
    ["of a crew's call for help", told(0, 0, 'CREW_DISTRESS'), { serviceCode: 'CREW_DISTRESS' }],
  ])('[DU-1] are not of one thing: %s', (_what, report, given) => {
    expect(likenessOf(report, aTicket(1, given), serviceOf)).toBeNull()
  })

  it('[DU-12] by road are as near as the walk between them, and no nearer than it says', () => {
    const walked = { ...NOISE, duplicates: { metres: 100, minutes: 60, by: 'road' as const } }
    const known = published(walked).serviceOf
    const at = (metres?: number) => likenessOf(told(20, 0), aTicket(1), known, metres)
    expect(at(80)).toMatchObject({ metres: 80, way: 'road' })
    expect(at(80)?.score).toBeLessThan(at(30)?.score ?? 0)
    // A wall between two streets; no way at all.
    expect([at(101), at(Number.POSITIVE_INFINITY)]).toEqual([null, null])
    // Where nobody can tell, the straight line stands for it, and it is said.
    expect(at()).toMatchObject({ metres: expect.closeTo(20, 1), way: 'unknown_road' })
    // What is too far in a straight line is not walked to.
    expect(likenessOf(told(103, 0), aTicket(1), known, 10)).toBeNull()
    expect(likenessOf(told(20, 0), aTicket(1), serviceOf, 80)).toMatchObject({ way: 'straight' })
  })

  it('[DU-1] the time runs from the last report of the ticket', () => {
    const ticket = aTicket(1, { reportedAt: instant(NOW + 50 * MINUTE) })
    expect(likenessOf(told(0, 70), ticket, serviceOf)?.minutes).toBe(20)
  })

  it('[DU-2] near and soon enough a report joins by itself; of a related type, never', () => {
    expect(likenessOf(told(20, 5), aTicket(1), serviceOf)?.score).toBeGreaterThan(JOINED_FROM)
    expect(likenessOf(told(60, 5), aTicket(1), serviceOf)?.score).toBeLessThan(JOINED_FROM)
    expect(likenessOf(told(0, 0, music.code), aTicket(1), serviceOf)?.score).toBeLessThan(JOINED_FROM)
  })

  it('[DU-1] are the less alike the farther and the later, and never above one', () => {
    const within = fc.double({ min: 0, max: 90, noNaN: true })
    fc.assert(
      fc.property(within, within, fc.double({ min: 0, max: 55, noNaN: true }), (one, other, minutes) => {
        const [near, far] = [Math.min(one, other), Math.max(one, other)]
        const score = (metres: number) =>
          likenessOf(told(metres, minutes), aTicket(1), serviceOf)?.score ?? -1
        return score(near) >= score(far) && score(near) <= 1 && score(far) >= 0
      }),
    )
  })

  it('[DU-2] what is proposed is sorted, the likest first, without the report itself', () => {
    const tickets = [
      aTicket(1, { position: told(80, 0).position }),
      aTicket(2, { position: told(10, 0).position }),
      aTicket(3),
      aTicket(4, { serviceCode: HOLE.code }),
    ]
    const alike = alikeAmong(told(0, 0), tickets, serviceOf, ticketId(3))
    expect(alike.map(({ ticket }) => ticket.id)).toEqual([ticketId(2), ticketId(1)])
    for (const { score } of alike) expect(score).toBeGreaterThanOrEqual(PROPOSED_FROM)
  })

  it.each(['web', 'app', 'api', 'phone', 'counter', 'patrol'] as const)(
    '[DU-8] joins the likest by itself where that is sure and no person takes it: %s',
    (channel) => {
      const alike = (metres: number) => alikeAmong(told(metres, 0), [aTicket(1)], serviceOf)
      const unattended = channel === 'web' || channel === 'app' || channel === 'api'
      expect(joinedByItself(channel, alike(5))?.ticketId).toBe(unattended ? ticketId(1) : undefined)
      expect(joinedByItself(channel, alike(70))).toBeUndefined()
      expect(joinedByItself(channel, [])).toBeUndefined()
    },
  )
})
