import type { Layer } from '@deck.gl/core'
import { PathStyleExtension, type PathStyleExtensionProps } from '@deck.gl/extensions'
import { PathLayer } from '@deck.gl/layers'
import { bytesOf, palettes, type ThemeName } from '../design/palette.ts'
import type { SuggestionLine } from './rows.ts'

const OPACITY = [1, 0.55, 0.45, 0.38, 0.32]
const dashed = new PathStyleExtension({ dash: true, dashMode: 'path' })

const isFirst = ({ rank }: SuggestionLine) => rank === 1

/** Lengths in px of dash and gap: the way of the first is solid, of the others dashed; what is no way is dotted. */
function dashOf(line: SuggestionLine): [number, number] {
  if (line.basis === 'straight') return isFirst(line) ? [0.1, 6] : [0.1, 4]
  return isFirst(line) ? [0, 0] : [5, 4]
}

/** From each proposed crew to the ticket: along the streets, or dotted as the crow flies. The first stands out. */
export function suggestionLineLayers(lines: readonly SuggestionLine[], theme: ThemeName): Layer[] {
  const { ink } = palettes[theme]
  const width = (line: SuggestionLine) => (isFirst(line) ? 3 : line.basis === 'straight' ? 2 : 1.5)
  const path = {
    data: lines,
    getPath: ({ path }: SuggestionLine) => path as [number, number][],
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
  } as const
  return [
    new PathLayer<SuggestionLine>({
      ...path,
      id: 'suggestion-casing',
      getWidth: (line) => (isFirst(line) ? 7 : 3.5),
      // Under dots a full casing would look like a road.
      getColor: ({ basis }) => bytesOf(ink.bg0, basis === 'road' ? 1 : 0.45),
    }),
    new PathLayer<SuggestionLine, PathStyleExtensionProps<SuggestionLine>>({
      ...path,
      id: 'suggestion-line',
      getWidth: width,
      getColor: ({ rank }) => bytesOf(ink.t1, OPACITY[rank - 1] ?? 0.3),
      getDashArray: dashOf,
      dashUnits: 'pixels',
      extensions: [dashed],
    }),
  ]
}
