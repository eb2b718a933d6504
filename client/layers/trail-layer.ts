import type { Layer } from '@deck.gl/core'
import { PathStyleExtension, type PathStyleExtensionProps } from '@deck.gl/extensions'
import { PathLayer } from '@deck.gl/layers'
import { bytesOf, crewInk, palettes, type ThemeName } from '../design/palette.ts'
import type { TrailMark } from './rows.ts'

const OPACITY = 0.55
const DIMMED = 0.2
const dotted = new PathStyleExtension({ dash: true, dashMode: 'path' })

/** Where crews came from in the last minutes: dots in the colour of what they do, the older the fainter. */
export function trailLayer(trails: readonly TrailMark[], theme: ThemeName): Layer {
  const { ink } = palettes[theme]
  return new PathLayer<TrailMark, PathStyleExtensionProps<TrailMark>>({
    id: 'trail',
    data: trails.filter(({ path }) => path.length > 1),
    getPath: ({ path }) => path as [number, number][],
    getWidth: 2,
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
    getColor: ({ appearance, path, dimmed }) =>
      path.map((_, index) =>
        bytesOf(ink[crewInk[appearance]], (dimmed ? DIMMED : OPACITY) * fadeOf(index, path.length)),
      ) as never,
    getDashArray: [0.5, 4.5],
    dashUnits: 'pixels',
    extensions: [dotted],
  })
}

/** From 0 at the oldest point to 1 at the crew. */
function fadeOf(index: number, length: number): number {
  return length < 2 ? 1 : Math.sqrt(index / (length - 1))
}
