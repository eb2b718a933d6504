import { expect, it } from 'vitest'
import { metresBetween } from '../../shared/geo.ts'
import { stretchAround } from './street-stretch.ts'

const METRE = 1 / 111_195
const LINE: [number, number][] = [
  [1.44, 43.6],
  [1.44, 43.6 + 40 * METRE],
  [1.44, 43.6 + 200 * METRE],
]
const metresOf = (line: readonly (readonly [number, number])[]) =>
  line.map(([lon, lat]) => metresBetween({ lon: 1.44, lat: 43.6 }, { lon, lat }))

it('[CL-7] takes 60 m of the street around the hazard', () => {
  const [start, bend, end] = metresOf(stretchAround(LINE, { lon: 1.4401, lat: 43.6 + 50 * METRE }, 60))
  expect([start, bend, end].map((metres) => Math.round(metres ?? 0))).toEqual([20, 40, 80])
})

it('[CL-7] takes the first or last 60 m at an end of it, and the whole of a shorter one', () => {
  const north = metresOf(stretchAround(LINE, { lon: 1.44, lat: 43.61 }, 60))
  expect(north.map(Math.round)).toEqual([140, 200])
  const south = metresOf(stretchAround(LINE, { lon: 1.44, lat: 43.59 }, 60))
  expect(south.map(Math.round)).toEqual([0, 40, 60])
  expect(stretchAround(LINE, { lon: 1.44, lat: 43.6 }, 500)).toEqual(LINE)
})
