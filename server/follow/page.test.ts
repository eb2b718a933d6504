import { describe, expect, it } from 'vitest'
import { instant } from '../../shared/instant.ts'
import { timeText } from './page.ts'

describe('the page of a request', () => {
  it.each([
    ['2027-05-28T00:06', 'vendredi 28\u00a0mai à\u00a002\u202fh\u202f06', 'Friday 28\u00a0May at 02:06'],
    [
      '2026-12-01T06:05',
      'mardi 1er\u00a0décembre à\u00a007\u202fh\u202f05',
      'Tuesday 1\u00a0December at 07:05',
    ],
    [
      '2026-12-21T13:00',
      'lundi 21\u00a0décembre à\u00a014\u202fh\u202f00',
      'Monday 21\u00a0December at 14:00',
    ],
  ])('[LK-2] says %s as one reads it, unbroken', (at, fr, en) => {
    const when = instant(Date.parse(`${at}Z`))
    expect(timeText(when, 'Europe/Paris', 'fr')).toBe(fr)
    expect(timeText(when, 'Europe/Paris', 'en')).toBe(en)
  })
})
