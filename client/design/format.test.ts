import { expect, it } from 'vitest'
import { clockSeconds, clockTime, logTime } from './format.ts'

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
