import { describe, expect, it } from 'vitest'
import { after, HOUR, type Instant, instant } from '../instant.ts'
import { onCallRulesSchema } from '../protocol/on-call.ts'
import { aTurn } from '../test-board.ts'
import { comingHoles } from './coming-holes.ts'
import type { Turn } from './turn.ts'

const PARIS = 'Europe/Paris'
const day = [{ from: '08:00', until: '17:00' }]
const week = {
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: [],
  sunday: [],
}
const rules = onCallRulesSchema.parse({
  changeOver: { day: 'friday', at: '12:00' },
  agencies: [{ agency: 'roads', domain: 'roads', calendar: { hours: week, holidays: null, exceptions: [] } }],
})
const at = (text: string): Instant => instant(Date.parse(text))
const turn = (number: number, from: string, until: string, given: Partial<Turn> = {}) =>
  aTurn(number, { from: at(from), until: at(until), ...given })
const found = (rota: Turn[], now: string) => comingHoles(rota, rules, at(now), PARIS)

/** From Tuesday 18:00 to Wednesday 12:00 in June, summer time, nobody has the roads. */
const before = turn(1, '2026-06-01T10:00Z', '2026-06-09T16:00Z')
const next = turn(2, '2026-06-10T10:00Z', '2026-06-17T10:00Z')
const hole = { domain: 'roads', from: before.until, until: next.from }

describe('a hole in the rota, seen in advance', () => {
  it.each([
    ['four days before', '2026-06-05T15:00Z', []],
    [
      'less than three days before',
      '2026-06-06T16:01Z',
      [{ ...hole, nobodyFrom: before.until, hoursAhead: 72 }],
    ],
    ['a day before', '2026-06-08T16:00Z', [{ ...hole, nobodyFrom: before.until, hoursAhead: 24 }]],
    [
      'at 3 a.m. in it',
      '2026-06-10T01:00Z',
      [{ ...hole, nobodyFrom: at('2026-06-10T01:00Z'), hoursAhead: 24 }],
    ],
    ['once it is day, and the agency is open to the end of it', '2026-06-10T06:00Z', []],
    ['once it is over', '2026-06-10T10:00Z', []],
  ])('[OC-20] is told as it comes near: %s', (_when, now, expected) => {
    expect(found([before, next], now)).toEqual(expected)
  })

  it('[OC-20] counts from when the agency closes, and is none while it is open', () => {
    const morning = turn(1, '2026-06-01T10:00Z', '2026-06-09T07:00Z')
    const [seen] = found([morning, next], '2026-06-08T08:00Z')
    expect(seen).toMatchObject({ from: morning.until, nobodyFrom: at('2026-06-09T15:00Z'), hoursAhead: 72 })
    const sameDay = turn(2, '2026-06-09T15:00Z', '2026-06-17T10:00Z')
    expect(found([morning, sameDay], '2026-06-08T08:00Z')).toEqual([])
  })

  it('[OC-20] is every hour of a domain that has no agency, and goes on where nobody is planned any more', () => {
    const managers = turn(3, '2026-06-01T10:00Z', '2026-06-09T10:00Z', { domain: 'managers' })
    expect(found([managers], '2026-06-09T09:00Z')).toEqual([
      { domain: 'managers', from: managers.until, until: null, nobodyFrom: managers.until, hoursAhead: 24 },
    ])
    expect(found([managers], '2026-09-01T09:00Z')).toMatchObject([{ from: managers.until, until: null }])
  })

  it('[OC-20] is none of a domain that never had a turn, nor of what somebody took over', () => {
    expect(found([], '2026-06-09T09:00Z')).toEqual([])
    expect(found([before, next], '2026-06-09T09:00Z').map(({ domain }) => domain)).toEqual(['roads'])
    const filled = turn(4, '2026-06-09T16:00Z', '2026-06-10T10:00Z')
    expect(found([before, next, filled], '2026-06-09T09:00Z')).toEqual([])
  })

  it.each([
    ['the hour that comes twice', '2026-10-25T00:30Z', '2026-10-25T01:30Z'],
    ['the hour that is skipped', '2027-03-28T00:30Z', '2027-03-28T01:30Z'],
  ])('[OC-20] is seen across a change of clocks, an hour of it included: %s', (_what, from, until) => {
    const night = [turn(1, '2026-10-01T10:00Z', from), turn(2, until, '2027-04-30T10:00Z')]
    const start = at(from)
    for (let hours = 73; hours > -1; hours -= 1) {
      const seen = comingHoles(night, rules, after(start, -hours * HOUR), PARIS)
      const expected = hours >= 72 ? [] : [hours > 24 ? 72 : 24]
      expect([hours, ...seen.map(({ hoursAhead }) => hoursAhead)]).toEqual([hours, ...expected])
      for (const { nobodyFrom } of seen) expect(nobodyFrom).toBe(start)
    }
  })

  it('[OC-20] begins when the town’s clocks close the agency, before and after they change', () => {
    // Fridays before and after the change of 25 October 2026: 17:00 is 15:00 and then 16:00 in universal time.
    const rota = [
      turn(1, '2026-10-01T10:00Z', '2026-10-23T10:00Z'),
      turn(2, '2026-10-24T10:00Z', '2026-10-30T10:00Z'),
    ]
    const [first] = found(rota, '2026-10-23T08:00Z')
    expect(first?.nobodyFrom).toBe(at('2026-10-23T15:00Z'))
    const [second] = found(rota, '2026-10-30T08:00Z')
    expect(second?.nobodyFrom).toBe(at('2026-10-30T16:00Z'))
  })
})
