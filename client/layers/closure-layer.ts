import type { Layer } from '@deck.gl/core'
import { PathStyleExtension, type PathStyleExtensionProps } from '@deck.gl/extensions'
import { IconLayer, PathLayer } from '@deck.gl/layers'
import { bytesOf, palettes, type ThemeName } from '../design/palette.ts'
import type { Shape } from '../design/shape.ts'
import { atlasFor, CELL } from './atlas.ts'
import type { ClosureMark } from './rows.ts'

const dashed = new PathStyleExtension({ dash: true, dashMode: 'path' })
const SIGN = 'closed'
/** A bar in a circle: no way through. */
const cells = new Map<string, readonly Shape[]>([
  [
    SIGN,
    [
      { path: 'M-9,0a9,9 0 1 0 18,0a9,9 0 1 0 -18,0z', fill: 'bg0', stroke: 'warn', width: 2 },
      { path: 'M-4.5,0H4.5', stroke: 'warn', width: 3 },
    ],
  ],
])

/** Closed streets, as they were drawn: a dashed line, and a sign at its middle. */
export function closureLayers(closures: readonly ClosureMark[], theme: ThemeName): Layer[] {
  const { ink } = palettes[theme]
  const { image, mapping } = atlasFor('closures', theme, cells)
  const path = {
    data: closures,
    visible: closures.length > 0,
    getPath: ({ path }: ClosureMark) => path as [number, number][],
    widthUnits: 'pixels',
    jointRounded: true,
  } as const
  return [
    new PathLayer<ClosureMark>({ ...path, id: 'closure-casing', getWidth: 8, getColor: bytesOf(ink.bg0) }),
    new PathLayer<ClosureMark, PathStyleExtensionProps<ClosureMark>>({
      ...path,
      id: 'closure',
      getWidth: 4,
      getColor: bytesOf(ink.warn),
      getDashArray: [6, 5],
      dashUnits: 'pixels',
      extensions: [dashed],
    }),
    new IconLayer<ClosureMark>({
      id: 'closure-sign',
      data: closures,
      visible: closures.length > 0,
      iconAtlas: image,
      iconMapping: mapping,
      getIcon: () => SIGN,
      getPosition: ({ middle }) => middle,
      getSize: CELL,
    }),
  ]
}
