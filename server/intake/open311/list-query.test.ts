import { describe, expect, it } from 'vitest'
import { DAY, instant } from '../../../shared/instant.ts'
import type { Open311Refusal } from './errors.ts'
import { listQuery, updatesQuery } from './list-query.ts'

const NOW = instant(Date.parse('2026-11-27T08:00:00Z'))
const query = (fields: Record<string, string | string[]>) =>
  listQuery(new Map(Object.entries(fields)), null, NOW)
const at = (text: string) => instant(Date.parse(text))

describe('what a list asks for', () => {
  it('[GR-3] is the last 90 days where it does not say, and 1,000 at most', () => {
    expect(query({})).toEqual({
      filter: {
        received: { from: NOW - 90 * DAY, until: NOW },
        changed: null,
        serviceCodes: null,
        open: null,
        jurisdiction: null,
      },
      page: { limit: 1_000, offset: 0 },
    })
  })

  it('[GR-3] reaches 90 days from the one end that it has', () => {
    const from = at('2026-01-10T00:00:00+01:00')
    expect(query({ start_date: '2026-01-10T00:00:00+01:00' }).filter.received).toEqual({
      from,
      until: from + 90 * DAY,
    })
    expect(query({ end_date: '2026-01-09T23:00:00Z' }).filter.received).toEqual({
      from: from - 90 * DAY,
      until: from,
    })
    // A plus that was not encoded arrives as a space.
    expect(query({ start_date: '2026-01-10T00:00:00 01:00' }).filter.received?.from).toBe(from)
  })

  it('[GR-1] is by change where it says so, of some types, and of one status or both', () => {
    const { filter } = query({
      updated_after: '2026-11-20T00:00:00Z',
      service_code: 'TAG, RIXE,TAG',
      status: 'closed',
    })
    expect(filter).toMatchObject({ received: null, serviceCodes: ['TAG', 'RIXE'], open: false })
    expect(query({ status: 'open,closed' }).filter.open).toBeNull()
  })

  it('[GR-2] is cut in pages of 50, or as many as it says', () => {
    expect(query({ page: '3' }).page).toEqual({ limit: 50, offset: 100 })
    expect(query({ page_size: '500' }).page).toEqual({ limit: 500, offset: 0 })
  })

  it('[GR-3] has no day that no calendar has', () => {
    for (const day of ['2026-02-30', '2026-02-29', '2026-04-31', '2026-00-10', '2026-01-00', '2026-13-01'])
      expect(() => query({ start_date: `${day}T00:00:00Z` }), day).toThrow(/must be a date and time/)
    for (const offset of ['+99:99', '+24:00', '-00:60', 'z', ''])
      expect(() => query({ start_date: `2026-01-01T00:00:00${offset}` }), offset).toThrow(/must be a date/)
    expect(query({ start_date: '2028-02-29T23:59:59Z' }).filter.received?.from).toBe(
      at('2028-02-29T23:59:59Z'),
    )
  })

  it('[GR-3] says all that cannot be read of it at once', () => {
    const wrong = {
      start_date: '24/11/2026',
      end_date: ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
      updated_after: '2026-01-01T00:00:00Z',
      updated_before: '2026-12-01T00:00:00Z',
      status: 'done',
      page: '0',
      page_size: '501',
    }
    try {
      query(wrong)
      expect.unreachable()
    } catch (error) {
      expect((error as Open311Refusal).errors.map(({ description }) => description)).toEqual([
        'start_date "24/11/2026" must be a date and time with its offset, such as 2026-11-24T22:05:00Z.',
        'end_date was given 2 times.',
        'From updated_after to updated_before it is 90 days at most.',
        'status "done" must be open or closed.',
        'page "0" must be a whole number, 1 to 100000.',
        'page_size "501" must be a whole number, 1 to 500.',
      ])
    }
    expect(() => query({ start_date: '2026-02-01T00:00:00Z', end_date: '2026-01-01T00:00:00Z' })).toThrow(
      'end_date comes before start_date.',
    )
  })

  it('[GR-6] is the last day, of updates that do not say', () => {
    expect(updatesQuery(new Map(), NOW).span).toEqual({ from: NOW - DAY, until: NOW })
  })
})
