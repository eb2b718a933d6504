import { describe, expect, it } from 'vitest'
import { onMap } from './city-bounds.ts'

describe('where the map of a city can go', () => {
  it('[MT-20] is no place beyond the city: what is left of another one does not move it', () => {
    const capitole = { lon: 1.444, lat: 43.604 }
    const justOutside = { lon: 1.6, lat: 43.6 }
    const porto = { lon: -8.61, lat: 41.15 }
    expect(onMap([porto, capitole, justOutside], [1.33, 43.52, 1.53, 43.7])).toEqual([capitole, justOutside])
    expect(onMap([porto], [1.33, 43.52, 1.53, 43.7])).toEqual([])
  })

  it('[MT-20] is both sides of an antimeridian that the city crosses, or is near', () => {
    const [east, west] = [
      { lon: 179.9, lat: -17 },
      { lon: -179.9, lat: -17 },
    ]
    expect(onMap([east, west], [179.8, -17.2, -179.8, -16.8])).toEqual([east, west])
    expect(onMap([east, west], [-179.95, -17.2, -179.8, -16.8])).toEqual([east, west])
    expect(onMap([{ lon: 0, lat: -17 }], [179.8, -17.2, -179.8, -16.8])).toEqual([])
  })
})
