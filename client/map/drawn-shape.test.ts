import { expect, it } from 'vitest'
import { closureShapeSchema } from '../../shared/closure/closure.ts'
import { nothingDrawn, stretchOf, withoutLast, withPoint, withProposal, zoneOf } from './drawn-shape.ts'

const a = { lon: 1.4403, lat: 43.5995 }
const b = { lon: 1.4386, lat: 43.5991 }
const c = { lon: 1.439, lat: 43.6 }

it('[C-13] makes a stretch of two points and more, a zone of three and more, as the server reads them', () => {
  expect([stretchOf([]), stretchOf([a]), zoneOf([a, b])]).toEqual([null, null, null])
  const stretch = stretchOf([a, b])
  expect(stretch).toEqual({
    type: 'LineString',
    coordinates: [
      [1.4403, 43.5995],
      [1.4386, 43.5991],
    ],
  })
  const zone = zoneOf([a, b, c])
  expect(zone?.type).toBe('Polygon')
  for (const shape of [stretch, zone]) expect(closureShapeSchema.parse(shape)).toEqual(shape)
})

it('[CL-9] replaces what is proposed by the first point drawn, and never what was drawn', () => {
  const proposed = withProposal(nothingDrawn, [a, b])
  expect(proposed).toEqual({ points: [a, b], proposed: true })
  expect(withPoint(withPoint(proposed, c), a)).toEqual({ points: [c, a], proposed: false })
  expect(withoutLast(proposed)).toEqual(nothingDrawn)
  const drawn = withPoint(nothingDrawn, c)
  expect(withProposal(drawn, [a, b])).toBe(drawn)
  expect(withoutLast(withPoint(drawn, a))).toEqual(drawn)
})
