import { describe, expect, it } from 'vitest'
import { at, BALMA, CAPITOLE, MIRAIL, TOWN, UNKNOWN } from '../test-town.ts'
import { circumstancesOf } from '../town.ts'
import { assess } from './assess.ts'
import { aService, list } from './test-catalogue.ts'

const where = (...districts: string[]) => ({ districts, jurisdictions: [] })

/** By answers, place and hour: the first rule that holds. */
const service = aService({
  agency: 'municipal_police',
  priority: 3,
  questions: [list('Q')],
  rules: [
    { when: { question: 'Q', is: ['A'] }, where: where('1.1'), agency: 'centre' },
    { where: { districts: [], jurisdictions: ['balma'] }, agency: 'balma_roads' },
    { hours: { of: 'roads', are: 'open' }, when: { question: 'Q', is: ['B'] }, agency: 'roads' },
    { hours: { of: 'roads', are: 'closed' }, where: where('6.3'), agency: 'landlord' },
    { hours: { of: 'night_market', are: 'open' }, agency: 'night_patrol' },
  ],
})

/** A Thursday at noon and at night. */
const NOON = '2026-11-26 12:00'
const NIGHT = '2026-11-26 23:00'

describe('who deals with a type, by answers, place and hour', () => {
  it.each([
    ['no rule holds', CAPITOLE, NOON, 'C', 'municipal_police'],
    ['answer and district', CAPITOLE, NOON, 'A', 'centre'],
    ['the answer, in another district', MIRAIL, NOON, 'A', 'municipal_police'],
    ['the answer, nobody knows where', UNKNOWN, NOON, 'A', 'municipal_police'],
    ['another town', BALMA, NOON, 'C', 'balma_roads'],
    ['another town comes before the hour', BALMA, NOON, 'B', 'balma_roads'],
    ['answer and hour', CAPITOLE, NOON, 'B', 'roads'],
    ['the answer, out of hours', CAPITOLE, NIGHT, 'B', 'municipal_police'],
    ['the minute it opens', CAPITOLE, '2026-11-26 08:00', 'B', 'roads'],
    ['the minute it closes', CAPITOLE, '2026-11-26 17:30', 'B', 'municipal_police'],
    ['closed, and the district', MIRAIL, NIGHT, 'C', 'landlord'],
    ['closed, in another district', CAPITOLE, NIGHT, 'C', 'municipal_police'],
    ['a holiday is closed', MIRAIL, '2026-11-11 10:00', 'B', 'landlord'],
    ['a holiday on a Sunday is closed', MIRAIL, '2026-11-01 10:00', 'B', 'landlord'],
    ['29 February is a day like any other', CAPITOLE, '2028-02-29 10:00', 'B', 'roads'],
    // Clocks go forward in the night to 28 March 2027, and back in the night to 25 October 2026.
    ['before the clocks go forward', CAPITOLE, '2027-03-28 01:59', 'C', 'night_patrol'],
    ['after the clocks went forward', CAPITOLE, '2027-03-28 03:00', 'C', 'night_patrol'],
    ['the morning after they went forward', CAPITOLE, '2027-03-28 06:00', 'C', 'municipal_police'],
    ['in the hour that comes twice', CAPITOLE, '2026-10-25 02:30', 'C', 'night_patrol'],
    ['the morning after they went back', CAPITOLE, '2026-10-25 06:00', 'C', 'municipal_police'],
  ])('[RO-8] %s', (_what, place, now, answer, agency) => {
    expect(assess(service, { Q: answer }, circumstancesOf(TOWN, place, at(now))).needs.agency).toBe(agency)
  })

  it('[RO-8] rules of place and hour hold nowhere where neither is known', () => {
    expect(assess(service, { Q: 'A' }).needs.agency).toBe('municipal_police')
  })
})
