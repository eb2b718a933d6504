import type { Layer } from '@deck.gl/core'
import { PathStyleExtension, type PathStyleExtensionProps } from '@deck.gl/extensions'
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers'
import { bytesOf, crewInk, palettes, type ThemeName } from '../design/palette.ts'
import type { StopMark, TrackMark } from './rows.ts'

const OPACITY = 0.85
const STOP_RADIUS = 4.5
const dotted = new PathStyleExtension({ dash: true, dashMode: 'path' })

/** A crew's day: dots in the colour of what it did, stronger than the trail of the last minutes; a ring where it stood. */
export function trackLayers(
  tracks: readonly TrackMark[],
  stops: readonly StopMark[],
  theme: ThemeName,
): Layer[] {
  const { ink } = palettes[theme]
  const path = {
    data: tracks,
    visible: tracks.length > 0,
    getPath: ({ path }: TrackMark) => path as [number, number][],
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
  } as const
  return [
    new PathLayer<TrackMark>({ ...path, id: 'track-casing', getWidth: 7, getColor: bytesOf(ink.ml, 0.6) }),
    new PathLayer<TrackMark, PathStyleExtensionProps<TrackMark>>({
      ...path,
      id: 'track',
      getWidth: 3.5,
      getColor: ({ appearance }) => bytesOf(ink[crewInk[appearance]], OPACITY),
      getDashArray: [0.1, 6.5],
      updateTriggers: { all: theme },
      dashUnits: 'pixels',
      extensions: [dotted],
    }),
    new ScatterplotLayer<StopMark>({
      id: 'track-stop',
      data: stops,
      visible: stops.length > 0,
      getPosition: ({ lon, lat }) => [lon, lat],
      getRadius: STOP_RADIUS,
      radiusUnits: 'pixels',
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
      getLineColor: bytesOf(ink.t1),
      getFillColor: bytesOf(ink.bg1),
    }),
  ]
}
