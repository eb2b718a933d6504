import { describe, expect, it } from 'vitest'
import { clockSeconds, clockTime, logTime, plannedHour, shortDate, timeToCome } from './format.ts'

/** 22:47:18 in Toulouse in winter time. */
const AT = Date.UTC(2026, 10, 23, 21, 47, 18)
const TOULOUSE = 'Europe/Paris'

it('[V-16] writes an hour as the city’s language does, where the city is', () => {
  expect(clockTime(AT, TOULOUSE, 'fr')).toBe('22\u202fh\u202f47')
  expect(clockTime(AT, TOULOUSE, 'en')).toBe('22:47')
  expect(clockTime(AT, 'UTC', 'fr')).toBe('21\u202fh\u202f47')
})

it('[V-16] writes midnight as 00, and follows summer time', () => {
  expect(clockTime(Date.UTC(2026, 0, 1, 23, 5), TOULOUSE, 'fr')).toBe('00\u202fh\u202f05')
  expect(clockTime(Date.UTC(2026, 6, 1, 12, 5), TOULOUSE, 'fr')).toBe('14\u202fh\u202f05')
})

it('[V-17] keeps seconds for the room’s clock and for logs', () => {
  expect(clockSeconds(AT, TOULOUSE)).toBe('18')
  expect(logTime(AT, TOULOUSE)).toBe('22:47:18')
})

describe('[OC-14] what is planned', () => {
  const friday = Date.parse('2026-12-04T11:00:00Z')
  const text = (what: string) => what.replaceAll(/[\u00a0\u202f]/g, ' ')

  it('is told by the hour, without minutes where there are none', () => {
    expect(plannedHour(friday, 'Europe/Paris', 'fr')).toBe('12\u202fh')
    expect(text(plannedHour(friday - 12_600_000, 'Europe/Paris', 'fr'))).toBe('8 h 30')
    expect(text(plannedHour(friday + 39_600_000, 'Europe/Paris', 'fr'))).toBe('23 h')
    expect(text(plannedHour(friday + 43_200_000, 'Europe/Paris', 'fr'))).toBe('0 h')
    expect(plannedHour(friday - 12_600_000, 'Europe/Paris', 'en')).toBe('08:30')
    expect(text(plannedHour(friday, 'America/Martinique', 'fr'))).toBe('7 h')
  })

  it('is told shorter the nearer it is', () => {
    const told = (hoursAhead: number, locale: 'fr' | 'en') =>
      text(timeToCome(friday, friday - hoursAhead * 3_600_000, 'Europe/Paris', locale))
    expect([1, 14, 200].map((hours) => told(hours, 'fr'))).toEqual(['12 h', 'ven. 12 h', 'ven. 4 déc. 12 h'])
    expect([1, 14, 200].map((hours) => told(hours, 'en'))).toEqual(['12:00', 'Fri 12:00', 'Fri 4 Dec 12:00'])
    expect(text(shortDate(friday, 'Europe/Paris', 'fr'))).toBe('4 déc.')
  })
})
