import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { HOUR, instant } from '../../../shared/instant.ts'
import { aTurn, NOW, personId, swapId, turnId } from '../../../shared/test-board.ts'
import { onCallEntries } from '../../read/on-call-calendar.ts'
import { icalendar } from './icalendar.ts'

const at = (hours: number) => instant(NOW + hours * HOUR)
const swap = { id: swapId(1), personId: personId(2), from: at(20), until: at(30) }
const rota = [
  aTurn(1, { swaps: [swap] }),
  aTurn(3, { order: 2 }),
  aTurn(4, { domain: 'trees', personId: personId(2) }),
]
const contacts = [
  { id: personId(1), name: 'Nadia Verbrugge', phone: '06 39 98 11 37' },
  { id: personId(2), name: 'Lucien; Castagnet, fils\\père', phone: '06 39 98 12 74' },
]

/** What another program makes of a file. */
function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, endDate } = new ICAL.Event(component)
    const stamp = String(component.getFirstPropertyValue('dtstamp'))
    return { uid, summary, from: startDate.toJSDate().getTime(), until: endDate.toJSDate().getTime(), stamp }
  })
}

describe('[OC-19] the calendar of who is on call', () => {
  it('is read by another program, part by part', () => {
    const file = icalendar(onCallEntries(rota, { domain: 'roads' }, contacts, 'fr'), 'Astreinte', NOW)
    expect(read(file).map(({ uid, summary, from, until }) => [uid, summary, from, until])).toEqual([
      [turnId(1), 'Astreinte voirie 1, Nadia Verbrugge', at(0), at(20)],
      [turnId(3), 'Astreinte voirie 2, ?', at(0), at(168)],
      [swapId(1), 'Astreinte voirie 1, Lucien; Castagnet, fils\\père', at(20), at(30)],
      [`${turnId(1)}-1`, 'Astreinte voirie 1, Nadia Verbrugge', at(30), at(168)],
    ])
    expect(file).not.toContain('39 98')
    expect(read(file)[0]?.stamp).toBe(new Date(NOW).toISOString().replace('.000', ''))
  })

  it('of a person has what that person does, anywhere, swaps counted', () => {
    const entries = onCallEntries(rota, { person: personId(2) }, contacts, 'en')
    expect(entries.map(({ summary, from }) => [summary, from])).toEqual([
      ['On call trees 1', at(0)],
      ['On call roads 1', at(20)],
    ])
  })

  it('has lines of 75 octets at most, and any name as it is', () => {
    const names = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
      .filter((name) => !/[\r\t]/.test(name))
    fc.assert(
      fc.property(names, (name) => {
        const file = icalendar([{ uid: 'a', from: at(0), until: at(1), summary: name }], name, NOW)
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true)
        expect(read(file)[0]?.summary).toBe(name)
      }),
    )
  })

  it('is a calendar where nobody is on call', () => {
    expect(read(icalendar([], 'Astreinte', NOW))).toEqual([])
  })
})
