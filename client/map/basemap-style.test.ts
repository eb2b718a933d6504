import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { ROAD_CLASSES, TILE_LAYERS } from '../../shared/tile-layers.ts'
import { basemapStyle } from './basemap-style.ts'

const nothing = { type: 'FeatureCollection' as const, features: [] }

describe.each(['dark', 'light'] as const)('the %s style', (theme) => {
  beforeAll(() => vi.stubGlobal('location', { origin: 'https://vigie.example' }))
  const made = () =>
    basemapStyle({
      theme,
      districts: true,
      version: 'a b',
      obstacles: nothing,
      measure: nothing,
      reach: nothing,
      around: nothing,
    })

  it('[MT-15] is a style', () => {
    expect(validateStyleMin(made())).toEqual([])
  })

  it('[MT-15] draws all that a tile has, and nothing that it has not', () => {
    const used = made().layers.flatMap((layer) =>
      'source' in layer && layer.source === 'city' ? [layer['source-layer'] ?? ''] : [],
    )
    expect([...new Set(used)].sort()).toEqual(Object.keys(TILE_LAYERS).sort())
  })

  it('[MT-16] asks this very server for everything', () => {
    const { sources, glyphs, sprite } = made()
    expect([glyphs, sprite]).toEqual([undefined, undefined])
    expect(sources.city).toMatchObject({ tiles: ['https://vigie.example/tiles/{z}/{x}/{y}?v=a%20b'] })
  })

  it('[MT-17] names every class of road, in its own layer', () => {
    const ids = made().layers.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(Object.keys(ROAD_CLASSES).map((road) => `${road}-name`)))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('[MT-18] draws no district where none are wanted', () => {
    const { layers } = basemapStyle({
      theme,
      districts: false,
      version: '',
      obstacles: nothing,
      measure: nothing,
      reach: nothing,
      around: nothing,
    })
    expect(layers.map(({ id }) => id).filter((id) => id.startsWith('district'))).toEqual([])
  })
})
