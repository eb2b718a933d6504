import { describe, expect, it } from 'vitest'
import { HOUR, instant } from '../instant.ts'
import { type Days, dayAt, lengthOf, neighbours, problemOfDays, spanOf } from './days.ts'

const TODAY = '2026-11-27'

describe('[FD-1] days that figures are asked of', () => {
  it.each([
    ['2026-11-27', '2026-11-27', null],
    ['2026-10-28', '2026-11-27', null],
    ['2026-10-27', '2026-11-27', 'too_long'],
    ['2024-02-29', '2024-02-29', null],
    ['2026-02-29', '2026-02-29', 'malformed'],
    ['2026-11-26', '2026-11-25', 'backwards'],
    ['2026-11-28', '2026-11-28', 'to_come'],
    ['2026-11-27', '2026-11-28', 'to_come'],
    ['9999-12-31', '9999-12-31', 'to_come'],
    ['0000-01-01', '2026-11-27', 'too_long'],
    ['2026-13-01', '2026-11-27', 'malformed'],
    ['2026-00-10', '2026-11-27', 'malformed'],
    ['2026-1-1', '2026-1-1', 'malformed'],
    ['27/11/2026', '27/11/2026', 'malformed'],
    ['', '', 'malformed'],
    ["2026-11-27' or 1=1", '2026-11-27', 'malformed'],
    ['２０２６-11-27', '2026-11-27', 'malformed'],
    ['2026-11-27\n', '2026-11-27', 'malformed'],
  ])('from %j to %j: %s', (from, to, problem) => {
    expect(problemOfDays({ from, to }, TODAY)).toBe(problem)
  })

  it.each([
    ['2026-11-27', '2026-11-27', 24, 1],
    ['2026-03-29', '2026-03-29', 23, 1],
    ['2026-10-25', '2026-10-25', 25, 1],
    ['2026-10-01', '2026-10-31', 31 * 24 + 1, 31],
    ['2026-12-31', '2027-01-01', 48, 2],
  ])('from %s to %s are %i hours', (from, to, hours, days) => {
    const span = spanOf({ from, to }, 'Europe/Paris')
    expect((span.until - span.from) / HOUR).toBe(hours)
    expect(lengthOf({ from, to })).toBe(days)
    expect(dayAt(span.from, 'Europe/Paris')).toBe(from)
    expect(dayAt(instant(span.until - 1), 'Europe/Paris')).toBe(to)
  })

  it('begin and end at the town’s midnight', () => {
    const span = spanOf({ from: TODAY, to: TODAY }, 'Europe/Paris')
    expect(new Date(span.from).toISOString()).toBe('2026-11-26T23:00:00.000Z')
    expect(new Date(spanOf({ from: TODAY, to: TODAY }, 'UTC').from).toISOString()).toBe(
      '2026-11-27T00:00:00.000Z',
    )
  })

  it.each<[Days, -1 | 1, Days]>([
    [{ from: TODAY, to: TODAY }, -1, { from: '2026-11-26', to: '2026-11-26' }],
    [{ from: '2026-11-25', to: '2026-11-25' }, 1, { from: '2026-11-26', to: '2026-11-26' }],
    [{ from: TODAY, to: TODAY }, 1, { from: TODAY, to: TODAY }],
    [{ from: '2026-03-01', to: '2026-03-07' }, -1, { from: '2026-02-22', to: '2026-02-28' }],
    [{ from: '2026-11-17', to: '2026-11-23' }, 1, { from: '2026-11-21', to: TODAY }],
  ])('%j, %i: %j', (days, step, expected) => {
    expect(neighbours(days, step, TODAY)).toEqual(expected)
  })
})
