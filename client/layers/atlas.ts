import type { IconLayerProps } from '@deck.gl/layers'
import { type Priority, themes } from '../../shared/catalogue/service.ts'
import {
  CREW_ARROW,
  CREW_BARS,
  CREW_CHEVRONS,
  CREW_DISC,
  CREW_RING,
  CREW_SLASH,
  CREW_SQUARE,
  CREW_TICK,
  digitDrop,
  isFilled,
  OCTAGON,
  RADIUS,
  ticketFigure,
} from '../design/glyph.ts'
import { type CrewAppearance, crewColour, type Palette, palettes, type ThemeName } from '../design/palette.ts'

/** Every mark drawn once on one canvas, from the very paths that the page draws. */
export interface Atlas {
  image: NonNullable<IconLayerProps['iconAtlas']>
  mapping: Record<string, { x: number; y: number; width: number; height: number }>
}

/** Side of a cell in CSS px, and how many pixels each has: sharp on any screen. */
export const CELL = 40
const SCALE = 3
const COLUMNS = 8

type Draw = (context: CanvasRenderingContext2D) => void

const made = new Map<ThemeName, Atlas>()

/** The atlas of a theme; made once. */
export function atlasOf(theme: ThemeName): Atlas {
  const known = made.get(theme)
  if (known !== undefined) return known
  const figures = [...ticketFigures(palettes[theme]), ...crewFigures(palettes[theme])]
  const image = document.createElement('canvas')
  image.width = COLUMNS * CELL * SCALE
  image.height = Math.ceil(figures.length / COLUMNS) * CELL * SCALE
  const context = image.getContext('2d')
  if (context === null) throw new Error('This browser has no 2D canvas.')
  const mapping: Atlas['mapping'] = {}
  for (const [index, [name, draw]] of figures.entries()) {
    const x = (index % COLUMNS) * CELL
    const y = Math.floor(index / COLUMNS) * CELL
    context.setTransform(SCALE, 0, 0, SCALE, (x + CELL / 2) * SCALE, (y + CELL / 2) * SCALE)
    draw(context)
    mapping[name] = { x: x * SCALE, y: y * SCALE, width: CELL * SCALE, height: CELL * SCALE }
  }
  // The layer makes a texture of any image; its types know only of addresses and textures.
  const atlas: Atlas = { image: image as never, mapping }
  made.set(theme, atlas)
  return atlas
}

export function ticketIcon(theme: string, priority: Priority): string {
  return `${theme} ${priority}`
}

function ticketFigures(palette: Palette): [string, Draw][] {
  const priorities: Priority[] = [1, 2, 3, 4]
  return themes.flatMap((theme) =>
    priorities.map((priority): [string, Draw] => {
      const radius = RADIUS[priority]
      const { fill, digit } = palette.priority[priority]
      const path = new Path2D(ticketFigure(theme, radius))
      const draw: Draw = (context) => {
        context.lineJoin = 'round'
        stroke(context, path, palette.keyline, 6)
        context.fillStyle = isFilled(priority) ? fill : palette.land
        context.fill(path)
        stroke(context, path, priority === 1 ? palette.text : fill, 2)
        context.fillStyle = digit
        context.font = `700 ${priority === 4 ? 10 : priority === 3 ? 11 : 12}px "Inter Variable", sans-serif`
        context.textAlign = 'center'
        context.fillText(String(priority), 0, digitDrop(theme, radius) + 4.2)
      }
      return [ticketIcon(theme, priority), draw]
    }),
  )
}

function crewFigures(palette: Palette): [string, Draw][] {
  const appearances = Object.keys(crewColour) as CrewAppearance[]
  const drawn = appearances.map((appearance): [string, Draw] => [
    appearance,
    (context) => drawCrew(context, appearance, palette.crew[crewColour[appearance]], palette),
  ])
  const still: Draw = (context) => solid(context, CREW_DISC, palette.crew.free, palette.keyline)
  return [...drawn, ['free_still', still]]
}

function drawCrew(
  context: CanvasRenderingContext2D,
  appearance: CrewAppearance,
  colour: string,
  palette: Palette,
): void {
  context.lineJoin = 'round'
  context.lineCap = 'round'
  switch (appearance) {
    case 'free':
      return solid(context, CREW_ARROW, colour, palette.keyline)
    case 'en_route':
      return solid(context, CREW_CHEVRONS, colour, palette.keyline)
    case 'sent':
      return hollow(context, [CREW_ARROW], colour, palette.keyline, [3, 2])
    case 'acknowledged':
    case 'stale':
      return hollow(context, [CREW_ARROW], colour, palette.keyline)
    case 'on_scene':
      return solid(context, CREW_SQUARE, colour, palette.keyline)
    case 'secured':
      solid(context, CREW_SQUARE, colour, palette.keyline)
      return stroke(context, new Path2D(CREW_TICK), palette.keyline, 2)
    case 'on_break':
      return hollow(context, [CREW_RING, CREW_BARS], colour, palette.keyline)
    case 'unavailable':
      return hollow(context, [CREW_RING, CREW_SLASH], colour, palette.keyline)
    case 'distress':
      solid(context, OCTAGON, colour, '#ffffff')
      return stroke(context, new Path2D('M0-5V1.4M0 4.6V5'), '#ffffff', 2.4)
  }
}

function solid(context: CanvasRenderingContext2D, path: string, colour: string, keyline: string): void {
  const figure = new Path2D(path)
  stroke(context, figure, keyline, 5)
  context.fillStyle = colour
  context.fill(figure)
}

function hollow(
  context: CanvasRenderingContext2D,
  paths: readonly string[],
  colour: string,
  keyline: string,
  dash: number[] = [],
): void {
  for (const path of paths) stroke(context, new Path2D(path), keyline, 5)
  context.setLineDash(dash)
  for (const path of paths) stroke(context, new Path2D(path), colour, 1.8)
  context.setLineDash([])
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke(path)
}
