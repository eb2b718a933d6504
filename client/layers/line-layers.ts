import type { Layer } from '@deck.gl/core'
import { PathStyleExtension, type PathStyleExtensionProps } from '@deck.gl/extensions'
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers'
import { bytesOf, crewColour, palettes, type ThemeName } from '../design/palette.ts'
import type { Selection, SuggestionLine, TrailMark } from './marks.ts'

const OPACITY = [1, 0.55, 0.45, 0.38, 0.32]
const dotted = new PathStyleExtension({ dash: true, highPrecisionDash: true })

/** From each proposed crew to the ticket: straight and dotted, since that is how the time was found. */
export function suggestionLayer(lines: readonly SuggestionLine[], theme: ThemeName): Layer[] {
  const { text, keyline } = palettes[theme]
  const path = ({ from, to }: SuggestionLine): [number, number][] => [from, to]
  const width = ({ rank }: SuggestionLine) => (rank === 1 ? 3 : 1.5)
  return [
    new PathLayer<SuggestionLine>({
      id: 'suggestion-casing',
      data: lines,
      getPath: path,
      getWidth: (line) => width(line) * 2.2,
      widthUnits: 'pixels',
      getColor: bytesOf(keyline, 0.55),
    }),
    new PathLayer<SuggestionLine, PathStyleExtensionProps<SuggestionLine>>({
      id: 'suggestion-line',
      data: lines,
      getPath: path,
      getWidth: width,
      widthUnits: 'pixels',
      capRounded: true,
      getColor: ({ rank }) => bytesOf(text, OPACITY[rank - 1] ?? 0.3),
      getDashArray: ({ rank }) => (rank === 1 ? [2, 2] : [3, 3]),
      extensions: [dotted],
    }),
  ]
}

/** Where crews came from in the last minutes. */
export function trailLayer(trails: readonly TrailMark[], theme: ThemeName): Layer {
  const palette = palettes[theme]
  return new PathLayer<TrailMark, PathStyleExtensionProps<TrailMark>>({
    id: 'trail',
    data: trails,
    getPath: ({ path }) => path,
    getWidth: 2,
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
    getColor: ({ appearance }) => bytesOf(palette.crew[crewColour[appearance]], 0.45),
    getDashArray: [0.5, 2.5],
    extensions: [dotted],
  })
}

interface Tick {
  lon: number
  lat: number
  offset: [number, number]
}

/** A ring with four ticks around this post's selection; a thin one around another's. */
export function selectionLayers(selections: readonly Selection[], theme: ThemeName): Layer[] {
  const { text } = palettes[theme]
  const own = selections.filter(({ post }) => post === null)
  const ticks = own.flatMap(({ lon, lat, radius }): Tick[] => {
    const reach = radius + 4
    const offsets: [number, number][] = [
      [0, -reach],
      [reach, 0],
      [0, reach],
      [-reach, 0],
    ]
    return offsets.map((offset) => ({ lon, lat, offset }))
  })
  return [
    new ScatterplotLayer<Selection>({
      id: 'selection-ring',
      data: selections,
      getPosition: ({ lon, lat }) => [lon, lat],
      getRadius: ({ radius }) => radius,
      radiusUnits: 'pixels',
      filled: false,
      stroked: true,
      billboard: true,
      lineWidthUnits: 'pixels',
      getLineWidth: ({ post }) => (post === null ? 2 : 1),
      getLineColor: ({ post }) => bytesOf(text, post === null ? 1 : 0.6),
    }),
    new ScatterplotLayer<Tick>({
      id: 'selection-tick',
      data: ticks,
      getPosition: ({ lon, lat }) => [lon, lat],
      getPixelOffset: ({ offset }) => offset,
      getRadius: 2.5,
      radiusUnits: 'pixels',
      billboard: true,
      getFillColor: bytesOf(text),
    }),
  ]
}
