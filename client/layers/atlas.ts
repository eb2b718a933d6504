import type { IconLayerProps } from '@deck.gl/layers'
import { type Priority, type Theme, themes } from '../../shared/catalogue/service.ts'
import { keysOf } from '../../shared/keys-of.ts'
import { crewShapes } from '../design/crew-glyph.ts'
import { crewInk, type Palette, palettes, type ThemeName } from '../design/palette.ts'
import type { Lettering, Outline, Shape } from '../design/shape.ts'
import { ticketFigureShapes, ticketRadius } from '../design/ticket-glyph.ts'

/** Marks drawn once on one canvas, from the very shapes that the page draws. */
export interface Atlas {
  image: NonNullable<IconLayerProps['iconAtlas']>
  mapping: Record<string, { x: number; y: number; width: number; height: number }>
}

/** Side of a cell in CSS px. */
export const CELL = 48
const COLUMNS = 10
/** A figure grows by whole px with its reports, so that a handful of drawings is enough. */
const GROWTHS = [0, 1, 2, 3]
/** Length in px of the four ticks around a selection. */
export const TICK_LENGTH = 6
export const TICK = 'tick'

/** Which atlas each purpose has now, and for which cells it was drawn. */
const made = new Map<string, { names: string; atlas: Atlas }>()

/** The marks of every ticket and crew in a theme; drawn once. Their font must have been loaded before. */
export function atlasOf(theme: ThemeName): Atlas {
  return made.get(`marks ${theme}`)?.atlas ?? atlasFor('marks', theme, marks())
}

/** An atlas of `cells`, which each have a name; drawn again only when others are wanted for the same `purpose`. */
export function atlasFor(
  purpose: string,
  theme: ThemeName,
  cells: ReadonlyMap<string, readonly Shape[]>,
): Atlas {
  const key = `${purpose} ${theme}`
  const names = [...cells.keys()].sort().join('|')
  const known = made.get(key)
  if (known?.names === names) return known.atlas
  const atlas = draw(cells, palettes[theme])
  made.set(key, { names, atlas })
  return atlas
}

function draw(cells: ReadonlyMap<string, readonly Shape[]>, palette: Palette): Atlas {
  // Twice what the screen has: marks stand between its pixels, and halving is the one reduction that stays sharp.
  const scale = 2 * Math.ceil(devicePixelRatio)
  const image = document.createElement('canvas')
  image.width = COLUMNS * CELL * scale
  image.height = Math.max(1, Math.ceil(cells.size / COLUMNS)) * CELL * scale
  const context = image.getContext('2d')
  if (context === null) throw new Error('This browser has no 2D canvas: it cannot draw the map’s marks.')
  const mapping: Atlas['mapping'] = {}
  for (const [index, [name, shapes]] of [...cells].entries()) {
    const x = (index % COLUMNS) * CELL
    const y = Math.floor(index / COLUMNS) * CELL
    context.setTransform(scale, 0, 0, scale, (x + CELL / 2) * scale, (y + CELL / 2) * scale)
    for (const shape of shapes) paint(context, shape, palette)
    mapping[name] = { x: x * scale, y: y * scale, width: CELL * scale, height: CELL * scale }
  }
  // The layer makes a texture of any image; its types know only of addresses and textures.
  return { image: image as never, mapping }
}

function marks(): Map<string, readonly Shape[]> {
  return new Map([...ticketCells(), ...crewCells(), [TICK, TICK_SHAPES]])
}

/** The name of a ticket's figure in the atlas. */
export function ticketIcon(theme: Theme, priority: Priority, reports: number): string {
  return `${theme} ${priority} ${Math.round(ticketRadius(priority, reports) - ticketRadius(priority, 1))}`
}

type Cell = readonly [string, readonly Shape[]]

function ticketCells(): Cell[] {
  const priorities: Priority[] = [1, 2, 3, 4]
  return themes.flatMap((theme) =>
    priorities.flatMap((priority) =>
      GROWTHS.map((growth): Cell => {
        const reports = 2 ** (growth / 0.9)
        const shapes = ticketFigureShapes({ theme, priority, placed: true, reports }, true)
        return [ticketIcon(theme, priority, reports), shapes]
      }),
    ),
  )
}

function crewCells(): Cell[] {
  const appearances = keysOf(crewInk)
  return appearances.map((appearance): Cell => [appearance, crewShapes(appearance, true)])
}

const TICK_SHAPES: readonly Shape[] = [
  { path: `M0 ${-TICK_LENGTH / 2}V${TICK_LENGTH / 2}`, stroke: 'ml', width: 4 },
  { path: `M0 ${-TICK_LENGTH / 2}V${TICK_LENGTH / 2}`, stroke: 't1', width: 2 },
]

function paint(context: CanvasRenderingContext2D, shape: Shape, palette: Palette): void {
  if ('text' in shape) return letter(context, shape, palette)
  return outline(context, shape, palette)
}

function letter(context: CanvasRenderingContext2D, shape: Lettering, { ink }: Palette): void {
  context.fillStyle = ink[shape.ink]
  context.font = `${shape.weight} ${shape.size}px "Inter Variable", sans-serif`
  context.textAlign = 'center'
  context.fillText(shape.text, shape.x, shape.y)
}

function outline(context: CanvasRenderingContext2D, shape: Outline, { ink }: Palette): void {
  const path = new Path2D(shape.path)
  context.globalAlpha = shape.opacity ?? 1
  if (shape.fill !== undefined) {
    context.fillStyle = ink[shape.fill]
    context.fill(path)
  }
  if (shape.stroke !== undefined) {
    context.strokeStyle = ink[shape.stroke]
    context.lineWidth = shape.width ?? 1
    context.lineJoin = 'round'
    context.lineCap = shape.dash === undefined ? 'round' : 'butt'
    context.setLineDash([...(shape.dash ?? [])])
    context.stroke(path)
    context.setLineDash([])
  }
  context.globalAlpha = 1
}
