import { describe, expect, it } from 'vitest'
import { jurisdictionsSchema } from '../../shared/jurisdiction.ts'
import { territoryOf } from '../intake/open311/territory.ts'
import { Jurisdictions } from './jurisdiction.ts'

const square = (west: number, south: number, side: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
})
const two = [
  { id: 'ville', prefix: 'VIL', territory: null },
  { id: 'bourg', prefix: 'BRG', territory: square(2, 40, 1) },
]
const jurisdictions = new Jurisdictions(jurisdictionsSchema.parse(two))

describe('the towns that a deployment serves', () => {
  it('[GR-11] says of which a point is: the one whose outline holds it, else the one without', () => {
    expect(jurisdictions.at({ lon: 2.5, lat: 40.5 })?.id).toBe('bourg')
    expect(jurisdictions.at({ lon: 3.5, lat: 40.5 })?.id).toBe('ville')
    const outlined = new Jurisdictions(jurisdictionsSchema.parse([two[1]]))
    expect(outlined.at({ lon: 3.5, lat: 40.5 })).toBeUndefined()
    expect(jurisdictions.of({ position: null }).prefix).toBe('VIL')
  })

  it('[GR-11] takes a request where its jurisdiction is, and names the other that serves the point', () => {
    const city = {
      within: ({ lat }: { lat: number }) => lat < 50,
      districtOf: () => null,
      streetNear: () => null,
    }
    const parts = { city: { ...city, view: {} as never }, jurisdictions, catalogue: () => ({}) as never }
    const inBourg = { lon: 2.5, lat: 40.5 }
    const far = { lon: 2.5, lat: 60 }
    const [all, ville] = [territoryOf(parts), territoryOf(parts, jurisdictions.named('ville'))]
    expect([all.within(inBourg), all.within(far)]).toEqual([true, false])
    expect([ville.within(inBourg), ville.within({ lon: 5, lat: 40 })]).toEqual([false, true])
    expect([ville.servedBy(inBourg), ville.servedBy(far)]).toEqual(['bourg', undefined])
  })

  it.each<[string, unknown]>([
    ['none', []],
    ['two of one name', [two[0], { ...two[1], id: 'ville' }]],
    ['two with the same letters', [two[0], { ...two[1], prefix: 'VIL' }]],
    ['letters that are none', [{ ...two[0], prefix: 'v1' }]],
    ['an outline that is none', [{ ...two[0], territory: { type: 'Point', coordinates: [1, 2] } }]],
    ['an unknown setting', [{ ...two[0], colour: 'red' }]],
  ])('[GR-11] refuses %s', (_what, given) => {
    expect(jurisdictionsSchema.safeParse(given).success).toBe(false)
  })
})
