import { circle, octagon, roundedSquare } from './glyph.ts'
import { type CrewAppearance, crewInk, type Ink } from './palette.ts'
import type { Outline, Shape } from './shape.ts'

/** Crews are arrows, chevrons and squares: never one of the closed figures of tickets. North is up. */

const ARROW = 'M0-9.5L7.5 8L0 4.4L-7.5 8Z'
const CHEVRONS = 'M0-10L8-1L5.2 1.6L0-4.2L-5.2 1.6L-8-1ZM0-1L8 8L5.2 10.6L0 4.8L-5.2 10.6L-8 8Z'
const DISC = circle(5.5)
const SQUARE = roundedSquare(7, 2)
const TICK = 'M-3.6 .2L-1 2.9L3.8-2.6'
const RING = circle(6.5)
const BARS = 'M-2-2.6V2.6M2-2.6V2.6'
const SLASH = 'M-4 4L4-4'
const HANDSET =
  'M-2.8-3.4h1.500l.8 1.900-1 .9a4.800 4.800 0 0 0 2.500 2.500l.9-1 1.900.8v1.500c0 .3-.3.6-.6.6A6.800 6.800 0 0 1-3.400-2.800c0-.3.3-.6.6-.6Z'
const EXCLAMATION = 'M0-5V1.2M0 5V5'

/** Width in px of the keyline that parts a mark from the map under it. */
const KEYLINE = 2.5
const LINE = 1.8

/** Those that point where the crew goes; the others always stand upright. */
const POINTED: ReadonlySet<CrewAppearance> = new Set(['free', 'sent', 'acknowledged', 'en_route', 'stale'])

export function isPointed(appearance: CrewAppearance): boolean {
  return POINTED.has(appearance)
}

/** The mark of a crew, pointing north; `keyline` parts it from the map under it. */
export function crewShapes(appearance: CrewAppearance, keyline: boolean): Shape[] {
  const parts = figure(appearance, crewInk[appearance])
  if (!keyline || appearance === 'distress') return parts
  const outlines = parts.map(({ path, width = 0, stroke }): Outline => {
    const reach = (stroke === undefined ? 0 : width) + 2 * KEYLINE
    return { path, stroke: 'ml', width: reach }
  })
  return [...outlines, ...parts]
}

function figure(appearance: CrewAppearance, ink: Ink): Outline[] {
  const line = { stroke: ink, width: LINE }
  switch (appearance) {
    case 'free':
      return [{ path: ARROW, fill: ink }]
    case 'free_still':
      return [{ path: DISC, fill: ink }]
    case 'sent':
      return [{ path: ARROW, ...line, dash: [3, 2] }]
    case 'acknowledged':
    case 'stale':
      return [{ path: ARROW, ...line }]
    case 'en_route':
      return [{ path: CHEVRONS, fill: ink }]
    case 'on_scene':
      return [{ path: SQUARE, fill: ink }]
    case 'secured':
      return [
        { path: SQUARE, fill: ink },
        { path: TICK, stroke: 'ml', width: 2 },
      ]
    case 'on_break':
      return [
        { path: RING, ...line },
        { path: BARS, ...line },
      ]
    case 'unavailable':
      return [
        { path: RING, ...line },
        { path: SLASH, ...line },
      ]
    case 'called':
      return [
        { path: circle(8), ...line, dash: [2.6, 1.6] },
        { path: HANDSET, fill: ink },
      ]
    case 'distress':
      return [
        { path: octagon(10), fill: ink, stroke: 'distress-text', width: 1.5 },
        { path: EXCLAMATION, stroke: 'distress-text', width: 2.4 },
      ]
  }
}
