import type { Layer } from '@deck.gl/core'
import { PathStyleExtension, type PathStyleExtensionProps } from '@deck.gl/extensions'
import { PathLayer } from '@deck.gl/layers'
import { bytesOf, type Ink, palettes, type ThemeName } from '../design/palette.ts'
import type { SuggestionLine } from './rows.ts'

/** Widths in px, dash and gap too. */
interface Look {
  ink: Ink
  opacity: number
  width: number
  casing: number
  dash: [number, number]
  /** Between the dots of what is no way. */
  gap: number
}

const FIRST: Look = { ink: 't1', opacity: 1, width: 3, casing: 7, dash: [0, 0], gap: 6 }
const OTHER: Look = { ink: 't1', opacity: 0.32, width: 1.5, casing: 3.5, dash: [5, 4], gap: 4 }
const OPACITY_OF_RANK = [1, 0.55, 0.45, 0.38]
/** Whoever would be diverted is going elsewhere now: its colour, in dashes longer than those of a mere rank. */
const DIVERSION: Look = { ink: 'enroute', opacity: 1, width: 2.5, casing: 6, dash: [9, 6], gap: 5 }
/** A crew's own way has the colour of one that is going. */
const OWN: Look = { ink: 'enroute', opacity: 1, width: 6, casing: 10, dash: [0, 0], gap: 9 }

const dashed = new PathStyleExtension({ dash: true, dashMode: 'path' })

function lookOf({ rank }: SuggestionLine): Look {
  if (rank === 'own') return OWN
  if (rank === 'diversion') return DIVERSION
  if (rank === 1) return FIRST
  return { ...OTHER, opacity: OPACITY_OF_RANK[rank - 1] ?? OTHER.opacity }
}

/** Dash and gap of a line, in px: dots where it is no way. */
export function dashOf(line: SuggestionLine): [number, number] {
  const { gap, dash } = lookOf(line)
  return line.basis === 'straight' ? [0.1, gap] : dash
}

/** From each proposed crew to the ticket: along the streets, or dotted as the crow flies. The first stands out. */
export function suggestionLineLayers(lines: readonly SuggestionLine[], theme: ThemeName): Layer[] {
  const { ink } = palettes[theme]
  const path = {
    data: lines,
    visible: lines.length > 0,
    updateTriggers: { all: theme },
    getPath: ({ path }: SuggestionLine) => path as [number, number][],
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
  } as const
  return [
    new PathLayer<SuggestionLine>({
      ...path,
      id: 'suggestion-casing',
      getWidth: (line) => lookOf(line).casing,
      // Under dots a full casing would look like a road.
      getColor: ({ basis }) => bytesOf(ink.bg0, basis === 'road' ? 1 : 0.45),
    }),
    new PathLayer<SuggestionLine, PathStyleExtensionProps<SuggestionLine>>({
      ...path,
      id: 'suggestion-line',
      getWidth: (line) => Math.max(lookOf(line).width, line.basis === 'straight' ? 2 : 0),
      getColor: (line) => bytesOf(ink[lookOf(line).ink], lookOf(line).opacity),
      getDashArray: dashOf,
      dashUnits: 'pixels',
      extensions: [dashed],
    }),
  ]
}
