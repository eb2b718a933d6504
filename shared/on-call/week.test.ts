import { describe, expect, it } from 'vitest'
import { HOUR, type Instant, instant } from '../instant.ts'
import { aTurn, personId, swapId } from '../test-board.ts'
import type { Turn } from './turn.ts'
import { copiedForward, onCallWeeks, weeksLater } from './week.ts'

const PARIS = 'Europe/Paris'
const FRIDAY = { day: 'friday', at: '12:00' } as const
const at = (text: string): Instant => instant(Date.parse(text))
const iso = (one: Instant) => new Date(one).toISOString().slice(0, 16)

describe('[OC-9] an on-call week', () => {
  it.each([
    ['2026-11-27T10:59:59Z', '2026-11-20T11:00'],
    ['2026-11-27T11:00:00Z', '2026-11-27T11:00'],
    ['2026-12-03T23:00:00Z', '2026-11-27T11:00'],
    ['2028-03-03T10:00:00Z', '2028-02-25T11:00'],
  ])('around %s begins at %s', (now, begins) => {
    expect(onCallWeeks(at(now), 1, FRIDAY, PARIS).map(({ from }) => iso(from))).toEqual([begins])
  })

  it('begins where the one before ends, over changes of hour, for five years', () => {
    const weeks = onCallWeeks(at('2026-01-01T00:00Z'), 260, FRIDAY, PARIS)
    for (const [index, week] of weeks.entries()) {
      if (index > 0) expect(week.from).toBe(weeks[index - 1]?.until)
      expect([167, 168, 169]).toContain((week.until - week.from) / HOUR)
    }
    const odd = weeks.filter(({ from, until }) => until - from !== 168 * HOUR)
    expect(odd.length).toBe(10)
  })

  it('changes over at another day and hour, and in other towns', () => {
    const [week] = onCallWeeks(
      at('2026-07-01T00:00Z'),
      1,
      { day: 'monday', at: '08:30' },
      'America/Martinique',
    )
    expect(iso(week?.from ?? at('1970-01-01'))).toBe('2026-06-29T12:30')
  })
})

describe('[OC-10] a week that is repeated', () => {
  const [week, next] = onCallWeeks(at('2026-10-20T12:00Z'), 2, FRIDAY, PARIS)
  if (week === undefined || next === undefined) throw new Error('There are no weeks.')
  const swaps = [{ id: swapId(1), personId: personId(9), from: week.from, until: at('2026-10-17T06:00Z') }]
  const saturday = at('2026-10-17T06:00Z')
  const rota = [
    aTurn(1, { ...week, swaps }),
    aTurn(2, { order: 2, from: week.from, until: saturday }),
    aTurn(3, { order: 2, from: saturday, until: week.until }),
    aTurn(4, { domain: 'trees', from: at('2026-10-09T10:00Z'), until: week.from }),
  ]
  const told = (copies: readonly Pick<Turn, 'order' | 'personId' | 'from' | 'until'>[]) =>
    copies.map(({ order, personId: person, from, until }) => [
      order,
      Number(person.slice(-2)),
      iso(from),
      iso(until),
    ])

  it('has the same people at the same days and clocks, without swaps, over a change of hour', () => {
    expect(told(copiedForward(rota, week, 2, PARIS))).toEqual([
      // The last Sunday of October: the week is an hour longer.
      [1, 1, '2026-10-23T10:00', '2026-10-30T11:00'],
      [2, 2, '2026-10-23T10:00', '2026-10-24T06:00'],
      [2, 3, '2026-10-24T06:00', '2026-10-30T11:00'],
      [1, 1, '2026-10-30T11:00', '2026-11-06T11:00'],
      [2, 2, '2026-10-30T11:00', '2026-10-31T07:00'],
      [2, 3, '2026-10-31T07:00', '2026-11-06T11:00'],
    ])
  })

  it('leaves what is planned already, and adds nothing the second time', () => {
    const there = aTurn(7, { from: next.from, until: at('2026-10-24T00:00Z') })
    expect(told(copiedForward([...rota, there], week, 1, PARIS))).toEqual([
      [2, 2, '2026-10-23T10:00', '2026-10-24T06:00'],
      [2, 3, '2026-10-24T06:00', '2026-10-30T11:00'],
    ])
    const copies = copiedForward(rota, week, 3, PARIS).map((copy, index) => aTurn(20 + index, copy))
    expect(copiedForward([...rota, ...copies], week, 3, PARIS)).toEqual([])
    expect(copiedForward(rota, next, 3, PARIS)).toEqual([])
  })

  it('keeps the clock where the hour of a turn is skipped or comes twice', () => {
    expect(iso(weeksLater(at('2026-03-22T01:30Z'), 1, PARIS))).toBe('2026-03-29T01:30')
    expect(iso(weeksLater(at('2026-10-18T00:30Z'), 1, PARIS))).toBe('2026-10-25T00:30')
    expect(iso(weeksLater(at('2028-02-22T11:00Z'), 1, PARIS))).toBe('2028-02-29T11:00')
  })
})
