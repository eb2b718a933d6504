import { describe, expect, it } from 'vitest'
import { spanOf } from '../../../shared/figures/days.ts'
import type { Figures, PromiseFigures } from '../../../shared/figures/figures.ts'
import { hoursOf } from '../../../shared/figures/hours.ts'
import { instant } from '../../../shared/instant.ts'
import { barsOf, percentOf } from './bars.ts'

const timeZone = 'Europe/Paris'
const nothing: PromiseFigures = {
  reached: 0,
  waiting: 0,
  notDue: 0,
  ended: 0,
  within: 0,
  late: 0,
  p50: null,
  p90: null,
  p95: null,
}

/** As many reports in an hour as its place in the span, half of them tickets. */
function figuresOf(from: string, to: string, at = '2027-01-01T00:00:00Z'): Figures {
  const hours = hoursOf(spanOf({ from, to }, timeZone), timeZone)
  return {
    from,
    to,
    today: '2027-01-01',
    timeZone,
    at: instant(Date.parse(at)),
    reports: 1,
    tickets: 1,
    byPhone: 0,
    open: 0,
    distresses: 0,
    hours: hours.map((hour, index) => ({ at: hour, reports: 2 * index, tickets: index })),
    themes: [],
    districts: [],
    onCall: {
      callOuts: 0,
      accepted: 0,
      alarmed: 0,
      people: 0,
      declined: 0,
      unanswered: 0,
      p50: null,
      p90: null,
    },
    promises: { acknowledged: nothing, onScene: nothing, secured: nothing, withinHour: nothing },
  }
}

describe('[FD-2] the bars of figures', () => {
  it('are the hours of one day, 25 in autumn and 23 in spring', () => {
    const autumn = barsOf(figuresOf('2026-10-25', '2026-10-25'), 'hour')
    expect(autumn.slice(1, 5).map(({ of, reports }) => [of, reports])).toEqual([
      [{ hour: 1, again: false }, 2],
      [{ hour: 2, again: false }, 4],
      [{ hour: 2, again: true }, 6],
      [{ hour: 3, again: false }, 8],
    ])
    expect(autumn.length).toBe(25)
    expect(barsOf(figuresOf('2026-03-29', '2026-03-29'), 'hour').length).toBe(23)
  })

  it('are the 24 hours of the clock, of several days together, whatever clocks did', () => {
    const bars = barsOf(figuresOf('2026-03-29', '2026-03-30'), 'hour')
    expect(bars.map(({ of }) => of)).toEqual(
      Array.from({ length: 24 }, (_one, hour) => ({ hour, again: false })),
    )
    // 2 o'clock is there on the second day alone, in the 26th place; 3 o'clock in the third and in the 27th.
    expect(bars.slice(2, 4).map(({ reports }) => reports)).toEqual([2 * 25, 2 * (2 + 26)])
    const twice = barsOf(figuresOf('2026-10-24', '2026-10-25'), 'hour')
    expect([twice.length, twice[2]?.tickets]).toEqual([24, 2 + 26 + 27])
  })

  it('are days, of several', () => {
    const bars = barsOf(figuresOf('2026-11-26', '2026-11-27'), 'day')
    expect(bars.map(({ of, tickets }) => [of, tickets])).toEqual([
      [{ day: '2026-11-26' }, 276],
      [{ day: '2026-11-27' }, 276 + 24 * 24],
    ])
  })

  it('say what has not begun yet', () => {
    const toCome = (from: string) =>
      barsOf(figuresOf(from, '2026-11-27', '2026-11-27T12:30:00Z'), 'hour').filter((bar) => bar.toCome).length
    // It is half past one, and two o'clock to eleven are to come; of two days, each hour came once.
    expect([toCome('2026-11-27'), toCome('2026-11-26')]).toEqual([10, 0])
  })
})

it.each([
  [0, 0],
  [0.001, 1],
  [0.994, 99],
  [0.999, 99],
  [1, 100],
  [2 / 3, 67],
])('[FD-7] a share of %d is told as %i %%: all only where it is all', (share, percent) => {
  expect(percentOf(share)).toBe(percent)
})
