import type { Layer } from '@deck.gl/core'
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers'
import { bytesOf, crewColour, palettes, type ThemeName } from '../design/palette.ts'
import { atlasOf, CELL } from './atlas.ts'
import type { CrewMark } from './marks.ts'

const at = ({ lon, lat }: CrewMark): [number, number] => [lon, lat]

/** Shapes that point where the crew goes; the others stand upright. */
const POINTED = new Set<CrewMark['appearance']>(['free', 'sent', 'acknowledged', 'en_route', 'stale'])
const SHARP_SECONDS = 30

/** Crews: shape and colour of what they do, pointing where they go, and how far a position that ages may be wrong. */
export function crewLayers(crews: readonly CrewMark[], theme: ThemeName): Layer[] {
  const palette = palettes[theme]
  const { image, mapping } = atlasOf(theme)
  const colour = ({ appearance }: CrewMark, opacity: number) =>
    bytesOf(palette.crew[crewColour[appearance]], opacity)
  return [
    new ScatterplotLayer<CrewMark>({
      id: 'crew-doubt',
      data: crews.filter(({ doubt }) => doubt > 0),
      getPosition: at,
      getRadius: ({ doubt }) => doubt,
      radiusUnits: 'meters',
      radiusMaxPixels: 56,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1,
      getFillColor: (crew) => colour(crew, 0.1),
      getLineColor: (crew) => colour(crew, 0.55),
    }),
    new ScatterplotLayer<CrewMark>({
      id: 'crew-distress',
      data: crews.filter(({ appearance }) => appearance === 'distress').flatMap((crew) => [crew, crew, crew]),
      getPosition: at,
      getRadius: (_crew, { index }) => [34, 74, 124][index % 3] ?? 34,
      radiusUnits: 'pixels',
      stroked: true,
      filled: false,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
      getLineColor: bytesOf(palette.crew.distress, 0.7),
    }),
    new IconLayer<CrewMark>({
      id: 'crew-figure',
      data: crews,
      iconAtlas: image,
      iconMapping: mapping,
      getIcon: ({ appearance, heading }) =>
        appearance === 'free' && heading === null ? 'free_still' : appearance,
      getPosition: at,
      getSize: ({ appearance }) => (appearance === 'distress' ? CELL * 1.6 : CELL),
      getAngle: ({ appearance, heading }) => (POINTED.has(appearance) && heading !== null ? -heading : 0),
      getColor: ({ age, appearance }) => [
        255,
        255,
        255,
        age < SHARP_SECONDS || appearance === 'distress' ? 255 : 204,
      ],
      pickable: true,
    }),
  ]
}
