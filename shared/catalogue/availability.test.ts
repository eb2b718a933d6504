import { describe, expect, it } from 'vitest'
import { at, BALMA, CAPITOLE, MIRAIL, TOWN, UNKNOWN } from '../test-town.ts'
import { circumstancesOf, PLAIN_TOWN } from '../town.ts'
import { untaken } from './availability.ts'
import { type Service, serviceSchema } from './service.ts'
import { aService } from './test-catalogue.ts'

const elsewhere = { fr: 'Voyez votre mairie.', en: 'Ask your own town.' }
const NOON = at('2026-11-26 12:00')

const where = (districts: string[], jurisdictions: string[]) =>
  aService({ territory: { districts, jurisdictions, elsewhere } })

describe('where a type is taken', () => {
  it.each([
    ['in its district', where(['1.1'], []), CAPITOLE, null],
    ['in another', where(['1.1'], []), MIRAIL, 'elsewhere'],
    ['outside all districts', where(['1.1'], []), BALMA, 'elsewhere'],
    ['in its town', where([], ['toulouse']), MIRAIL, null],
    ['in another town', where([], ['toulouse']), BALMA, 'elsewhere'],
    ['in a town, or a district of another', where(['1.1'], ['balma']), CAPITOLE, null],
    ['in a town, or a district of another', where(['1.1'], ['balma']), BALMA, null],
    ['neither of them', where(['1.1'], ['balma']), MIRAIL, 'elsewhere'],
    ['nobody knows where', where(['1.1'], []), UNKNOWN, null],
    ['everywhere, where it is not said', aService(), BALMA, null],
  ])('[RO-5] %s', (_what, service, place, why) => {
    expect(untaken(service, 3, circumstancesOf(TOWN, place, NOON))?.why ?? null).toBe(why)
  })

  it('[RO-5] says whom to turn to', () => {
    expect(untaken(where(['1.1'], []), 4, circumstancesOf(TOWN, MIRAIL, NOON))).toEqual({
      why: 'elsewhere',
      turnTo: elsewhere,
    })
  })
})

describe('when a type is taken', () => {
  /** Whose hours · when · null where it is taken, else when it is again. */
  it.each([
    ['roads', '2026-11-26 12:00', null],
    ['roads', '2026-11-26 08:00', null],
    ['roads', '2026-11-26 17:29', null],
    ['roads', '2026-11-26 17:30', '2026-11-27 08:00'],
    ['roads', '2026-11-27 18:00', '2026-11-30 08:00'],
    // 1 January 2027 is a Friday; 11 November 2026 a Wednesday.
    ['roads', '2026-12-31 20:00', '2027-01-04 08:00'],
    ['roads', '2026-11-11 10:00', '2026-11-12 08:00'],
    // Clocks go forward in the night to 28 March 2027, and back in the night to 25 October 2026.
    ['night_market', '2027-03-28 01:30', null],
    ['night_market', '2027-03-28 03:30', null],
    ['night_market', '2027-03-28 05:59', null],
    ['night_market', '2027-03-28 06:00', '2027-04-03 22:00'],
    ['night_market', '2026-10-25 02:30', null],
    ['night_market', '2026-10-25 05:59', null],
    ['night_market', '2026-10-25 06:00', '2026-10-31 22:00'],
    ['roads', '2027-03-28 12:00', '2027-03-30 08:00'],
    // 29 February 2028 is a Tuesday.
    ['roads', '2028-02-29 07:59', '2028-02-29 08:00'],
    ['agency_without_hours', '2026-11-29 03:00', null],
  ])('[RO-5] with the hours of %s at %s', (openingHours, now, again) => {
    const reason = untaken(aService({ openingHours }), 3, circumstancesOf(TOWN, CAPITOLE, at(now)))
    const expected = again === null ? null : { why: 'closed', agency: openingHours, opensAt: at(again) }
    expect(reason).toEqual(expected)
  })

  it('[RO-5] what is urgent is taken anywhere and at any hour', () => {
    const service = { ...where(['1.1'], []), openingHours: 'roads' }
    const here = circumstancesOf(TOWN, MIRAIL, at('2026-11-29 03:00'))
    expect([1, 2, 3, 4].map((priority) => untaken(service, priority as 1, here)?.why)).toEqual([
      undefined,
      undefined,
      'elsewhere',
      'elsewhere',
    ])
  })

  it('[RO-5] a catalogue that was stored before says neither, and is taken everywhere at any hour', () => {
    const { territory, openingHours, ...stored } = aService()
    const before: Service = stored
    expect([territory, openingHours]).toEqual([undefined, undefined])
    expect(serviceSchema.parse(before)).toEqual(before)
    expect(untaken(before, 4, circumstancesOf(PLAIN_TOWN, BALMA, NOON))).toBeNull()
  })
})
