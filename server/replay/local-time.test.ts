import { describe, expect, it } from 'vitest'
import { localInstant } from './local-time.ts'

const iso = (text: string, timeZone: string) => {
  const at = localInstant(text, timeZone)
  return at === null ? null : new Date(at).toISOString()
}

describe('[RP-2] the times of a file are wall clocks of its own city', () => {
  it.each([
    ['04/12/2018 11:11:26 AM', 'America/New_York', '2018-04-12T15:11:26.000Z'],
    ['01/12/2018 11:11:26 PM', 'America/New_York', '2018-01-13T04:11:26.000Z'],
    ['04/08/2020 12:00:00 AM', 'America/Los_Angeles', '2020-04-08T07:00:00.000Z'],
    ['04/08/2020 12:00:00 PM', 'America/Los_Angeles', '2020-04-08T19:00:00.000Z'],
    ['02/29/2020 01:00:00 PM', 'Europe/Paris', '2020-02-29T12:00:00.000Z'],
  ])('reads %s in %s', (text, zone, expected) => {
    expect(iso(text, zone)).toBe(expected)
  })

  it.each([
    ['the last second before the change', '03/11/2018 01:59:59 AM', '2018-03-11T06:59:59.000Z'],
    ['a skipped hour as the one after it', '03/11/2018 02:30:00 AM', '2018-03-11T07:30:00.000Z'],
    ['the first second after the change', '03/11/2018 03:00:00 AM', '2018-03-11T07:00:00.000Z'],
  ])('in spring reads %s', (_what, text, expected) => {
    expect(iso(text, 'America/New_York')).toBe(expected)
  })

  it.each([
    ['the hour before as it is', '11/04/2018 12:59:59 AM', '2018-11-04T04:59:59.000Z'],
    ['an hour that comes twice as the first', '11/04/2018 01:30:00 AM', '2018-11-04T05:30:00.000Z'],
    ['the hour after as it is', '11/04/2018 02:00:00 AM', '2018-11-04T07:00:00.000Z'],
  ])('in autumn reads %s', (_what, text, expected) => {
    expect(iso(text, 'America/New_York')).toBe(expected)
  })

  it.each([
    '',
    'yesterday',
    '2018-04-12 11:11:26',
    '02/30/2018 11:11:26 AM',
    '13/01/2018 11:11:26 AM',
    '04/12/2018 00:11:26 AM',
    '04/12/2018 13:11:26 PM',
    '04/12/2018 11:60:26 AM',
    '04/12/2018 11:11:60 AM',
    '04/12/2018 11:11:26',
  ])('takes %j for no time', (text) => {
    expect(localInstant(text, 'America/New_York')).toBeNull()
  })
})
