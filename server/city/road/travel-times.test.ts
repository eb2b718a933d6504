import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crewKinds } from '../../../shared/crew/crew.ts'
import { metresBetween } from '../../../shared/geo.ts'
import { crewId } from '../../../shared/test-board.ts'
import { type Located, StraightLine } from './travel-times.ts'

const capitole = { lon: 1.4442, lat: 43.6045 }
/** 1 km north of the Capitole. */
const north = { lon: 1.4442, lat: 43.6045 + 1_000 / 111_195 }
const travelTimes = new StraightLine()
const anyone = { maxSeconds: 1e9 }
const at = (number: number, place = north, kind: Located['kind'] = 'patrol'): Located => ({
  ...place,
  crewId: crewId(number),
  kind,
})

const crews = fc
  .array(
    fc.record({
      lon: fc.double({ min: 1, max: 2, noNaN: true }),
      lat: fc.double({ min: 43, max: 44, noNaN: true }),
      kind: fc.constantFrom(...crewKinds),
    }),
    { maxLength: 40 },
  )
  .map((given) => given.map((one, index) => ({ ...one, crewId: crewId(index) })))

describe('travel times in a straight line', () => {
  it('[N-17] shows the straight line in metres, and allows for the streets in seconds', async () => {
    const [travel] = await travelTimes.nearest(capitole, [at(1)], 5, anyone)
    expect(travel).toEqual({
      crewId: crewId(1),
      metres: 1_000,
      seconds: Math.round(1_350 / 8.3),
      basis: 'straight',
      learned: false,
    })
  })

  it('[N-17] knows that a motorcycle is faster than a car, a car than a bicycle, and a bicycle than a walker', async () => {
    const kinds = ['foot', 'bicycle', 'patrol', 'motorcycle'] as const
    const everyone = kinds.map((kind, index) => at(index, north, kind))
    const found = await travelTimes.nearest(capitole, everyone, 4, anyone)
    expect(found.map((one) => one.crewId)).toEqual([3, 2, 1, 0].map(crewId))
    expect(found.map(({ seconds }) => seconds)).toEqual([135, 163, 300, 964])
  })

  it('[N-17] finds the k fastest, in order, as measuring everyone would', async () => {
    await fc.assert(
      fc.asyncProperty(crews, fc.integer({ min: 0, max: 10 }), async (everyone, k) => {
        const all = await travelTimes.nearest(capitole, everyone, everyone.length, anyone)
        const found = await travelTimes.nearest(capitole, everyone, k, anyone)
        expect(found.map(({ seconds }) => seconds)).toEqual(all.slice(0, k).map(({ seconds }) => seconds))
        expect(all).toHaveLength(everyone.length)
        for (const { crewId: id, metres } of all) {
          const crew = everyone.find((one) => one.crewId === id)
          expect(metres).toBe(Math.round(metresBetween(crew ?? capitole, capitole)))
        }
      }),
    )
  })

  it('[N-17] leaves out who would need longer than allowed', async () => {
    const found = await travelTimes.nearest(capitole, [at(1), at(2, north, 'foot')], 5, { maxSeconds: 300 })
    expect(found.map((one) => one.crewId)).toEqual([crewId(1)])
  })

  it('[N-17] gives one row a crew and one column a ticket', async () => {
    const matrix = await travelTimes.matrix([at(1), at(2, capitole)], [capitole, north])
    const far = 1_350 / 8.3
    for (const [index, seconds] of [far, 0, 0, far].entries()) expect(matrix[index]).toBeCloseTo(seconds, 0)
  })
})
