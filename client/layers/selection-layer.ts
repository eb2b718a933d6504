import type { Layer } from '@deck.gl/core'
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers'
import { bytesOf, palettes, type ThemeName } from '../design/palette.ts'
import { atlasOf, CELL, TICK, TICK_LENGTH } from './atlas.ts'
import { DeadlineRingLayer } from './deadline-ring-layer.ts'
import type { Selection } from './rows.ts'

interface Tick {
  lon: number
  lat: number
  offset: [number, number]
  angle: number
}

const at = ({ lon, lat }: { lon: number; lat: number }): [number, number] => [lon, lat]

/** A ring with four ticks around this post's selection; a thin dashed one around another's. */
export function selectionLayers(selections: readonly Selection[], theme: ThemeName): Layer[] {
  const { ink } = palettes[theme]
  const { image, mapping } = atlasOf(theme)
  const own = selections.filter(({ post }) => post === null)
  const others = selections.filter(({ post }) => post !== null)
  const ring = {
    getPosition: at,
    getRadius: ({ radius }: Selection) => radius,
    radiusUnits: 'pixels',
    filled: false,
    stroked: true,
    billboard: true,
    lineWidthUnits: 'pixels',
  } as const
  return [
    new DeadlineRingLayer<Selection>({
      ...ring,
      id: 'selection-of-others',
      data: others,
      visible: others.length > 0,
      getLineWidth: 1.25,
      getLineColor: bytesOf(ink.t1, 0.75),
      getShare: -1,
    }),
    new ScatterplotLayer<Selection>({
      ...ring,
      id: 'selection-keyline',
      data: own,
      visible: own.length > 0,
      getLineWidth: 4,
      getLineColor: bytesOf(ink.ml, 0.6),
    }),
    new ScatterplotLayer<Selection>({
      ...ring,
      id: 'selection-ring',
      data: own,
      visible: own.length > 0,
      getLineWidth: 2,
      getLineColor: bytesOf(ink.t1),
    }),
    new IconLayer<Tick>({
      id: 'selection-tick',
      data: own.flatMap(ticksOf),
      visible: own.length > 0,
      iconAtlas: image,
      iconMapping: mapping,
      getIcon: () => TICK,
      getPosition: at,
      getPixelOffset: ({ offset }) => offset,
      getAngle: ({ angle }) => angle,
      getSize: CELL,
    }),
  ]
}

/** The four ticks stand outwards on the ring. */
function ticksOf({ lon, lat, radius }: Selection): Tick[] {
  const reach = radius + TICK_LENGTH / 2 + 0.5
  return [0, 90, 180, 270].map((angle) => {
    const turn = (angle * Math.PI) / 180
    return { lon, lat, angle, offset: [reach * Math.sin(turn), -reach * Math.cos(turn)] }
  })
}
