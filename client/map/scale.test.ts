import { describe, expect, it } from 'vitest'
import { scaleBar } from './scale.ts'

const LONGEST_PX = 110
/** Metres of one pixel at a zoom, of tiles of 512 px. */
const metresAt = (zoom: number, lat: number) =>
  (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom)

describe('the scale bar', () => {
  it('[MT-19] is a round length, true at every zoom that the map has, and leaves room for what stands beside it', () => {
    for (let zoom = 9.5; zoom <= 19; zoom += 0.05) {
      for (const lat of [0, 43.6, 60, -70]) {
        const { metres, width } = scaleBar(metresAt(zoom, lat), LONGEST_PX)
        expect(width).toBeCloseTo(metres / metresAt(zoom, lat))
        expect(width, `zoom ${zoom} at ${lat}`).toBeLessThanOrEqual(LONGEST_PX)
        expect(width).toBeGreaterThan(LONGEST_PX / 3)
        expect(String(metres)).toMatch(/^(1|2|25|5)0*$/)
      }
    }
  })
})
