import { describe, expect, it } from 'vitest'
import { type Instant, instant } from '../../shared/instant.ts'
import { dateAndHour } from '../design/format.ts'
import { dueChoices } from './due-choices.ts'

const ZONE = 'Europe/Paris'
const at = (iso: string): Instant => instant(Date.parse(iso))
const told = (iso: string) =>
  dueChoices(at(iso), ZONE).map((one) => dateAndHour(one, ZONE, 'en').replaceAll(/[\u00a0\u202f]/g, ' '))

describe('[HO-12] the due dates that are offered', () => {
  it('on a weekday morning: this afternoon, the next two workdays, a week on', () => {
    expect(told('2026-11-26T09:00:00+01:00')).toEqual([
      'Thu 26 Nov 17:00',
      'Fri 27 Nov 12:00',
      'Mon 30 Nov 12:00',
      'Thu 3 Dec 12:00',
    ])
  })

  it('late in the afternoon and at the weekend: not today', () => {
    expect(told('2026-11-27T16:30:00+01:00')[0]).toBe('Mon 30 Nov 12:00')
    expect(told('2026-11-28T10:00:00+01:00')).toEqual([
      'Mon 30 Nov 12:00',
      'Tue 1 Dec 12:00',
      'Mon 7 Dec 12:00',
    ])
  })

  it('across both changes of clocks, at noon by them', () => {
    expect(told('2026-10-23T20:00:00+02:00')[0]).toBe('Mon 26 Oct 12:00')
    expect(told('2027-03-26T20:00:00+01:00')[0]).toBe('Mon 29 Mar 12:00')
  })
})
