import type { GetPickingInfoParams, Layer, PickingInfo } from '@deck.gl/core'
import { IconLayer, type IconLayerProps } from '@deck.gl/layers'
import type { ThemeName } from '../design/palette.ts'
import { type Atlas, atlasOf, CELL } from './atlas.ts'
import { GlideExtension, type GlideProps } from './glide-extension.ts'
import type { Column, CrewMark, Crews, Motion } from './rows.ts'

/** What drawing depends on beside the crews; `now` in seconds since the page began. */
export interface CrewLayerOptions {
  now: number
  /** False where the person asked for stillness. */
  animated: boolean
  /** Size of the marks, 1 near by. */
  scale: number
}

/** Beside its ticket a crew is drawn smaller, at the lower right, so that both are seen. */
export const ON_TICKET = { scale: 0.8, offset: [16, 14] as const }
/** While another crew is in distress. */
export const DIMMED = 0.38
const PULSE_SECONDS = 4

const glide = new GlideExtension()

/** What figures look like, in the order of the marks. */
interface Look {
  marks: readonly CrewMark[]
  icons: Column
  sizes: Column
  offsets: Column
  colours: Column
}

/** Figures as deck.gl takes them without reading an object for each. */
interface Figures {
  length: number
  attributes: Record<string, Column>
  marks: readonly CrewMark[]
}

/** Columns of the same marks and numbers are the same. */
const looks = new WeakMap<readonly CrewMark[], { settled: Look; sent: Look }>()
const figures = new WeakMap<Crews, { settled: Figures; sent: Figures }>()

interface FigureProps extends GlideProps<CrewMark> {
  /** Whose figures the rows are. */
  marks: readonly CrewMark[]
}

/** A crew's figure names its crew, which deck.gl cannot read out of columns. */
class CrewFigureLayer extends IconLayer<CrewMark, FigureProps> {
  static override layerName = 'CrewFigureLayer'

  override getPickingInfo(given: GetPickingInfoParams<CrewMark>): PickingInfo<CrewMark> {
    const info = super.getPickingInfo(given)
    const object = this.props.marks[info.index]
    return object === undefined ? info : { ...info, object }
  }
}

/**
 * The figures of all crews: shape and colour of what they do, pointing where they go. A dispatch that nobody acknowledged swells and
 * fades, by the opacity of its layer.
 */
export function crewFigures(crews: Crews, theme: ThemeName, options: CrewLayerOptions): Layer[] {
  const { settled, sent } = figuresOf(crews, atlasOf(theme))
  return [
    figureLayer('crew-figure', settled, theme, options, 1),
    figureLayer('crew-sent', sent, theme, options, pulse(options)),
  ]
}

/** From 1 to .45 and back. */
function pulse({ now, animated }: CrewLayerOptions): number {
  return animated ? 0.725 + 0.275 * Math.cos((2 * Math.PI * now) / PULSE_SECONDS) : 1
}

function figureLayer(
  id: string,
  data: Figures,
  theme: ThemeName,
  { now, scale }: CrewLayerOptions,
  opacity: number,
): Layer {
  const { image, mapping } = atlasOf(theme)
  const props: IconLayerProps<CrewMark> & Partial<FigureProps> = {
    id,
    data,
    marks: data.marks,
    visible: data.length > 0,
    iconAtlas: image,
    iconMapping: mapping,
    sizeScale: scale,
    opacity,
    pickable: true,
    extensions: [glide],
    glideTime: now,
  }
  return new CrewFigureLayer(props)
}

/** Exported for its tests: an atlas needs a page. */
export function figuresOf(crews: Crews, atlas: Pick<Atlas, 'mapping'>): { settled: Figures; sent: Figures } {
  const known = figures.get(crews)
  if (known !== undefined) return known
  const { marks, moved } = crews
  const { settled, sent } = looksOf(marks, atlas)
  const made = {
    settled: figuresFrom(0, settled, moved),
    sent: figuresFrom(settled.marks.length, sent, moved),
  }
  figures.set(crews, made)
  return made
}

/** Figures whose first row is row `from` of all. */
function figuresFrom(from: number, look: Look, moved: Motion): Figures {
  const { marks } = look
  const to = from + marks.length
  return {
    length: marks.length,
    attributes: {
      instancePositions: { value: moved.to.subarray(2 * from, 2 * to), size: 2 },
      instanceGlideFroms: { value: moved.from.subarray(2 * from, 2 * to), size: 2 },
      instanceGlideTimes: { value: moved.times.subarray(2 * from, 2 * to), size: 2 },
      instanceAngles: { value: moved.angles.subarray(from, to), size: 1 },
      instanceIconDefs: look.icons,
      instanceSizes: look.sizes,
      instancePixelOffset: look.offsets,
      instanceColors: look.colours,
    },
    marks,
  }
}

function looksOf(marks: readonly CrewMark[], atlas: Pick<Atlas, 'mapping'>): { settled: Look; sent: Look } {
  const known = looks.get(marks)
  if (known !== undefined) return known
  const firstSent = marks.findIndex(({ appearance }) => appearance === 'sent')
  const cut = firstSent < 0 ? marks.length : firstSent
  const made = {
    settled: lookOf(marks.slice(0, cut), atlas),
    sent: lookOf(marks.slice(cut), atlas),
  }
  looks.set(marks, made)
  return made
}

function lookOf(marks: readonly CrewMark[], { mapping }: Pick<Atlas, 'mapping'>): Look {
  const icons = new Float32Array(ICON_SIZE * marks.length)
  const sizes = new Float32Array(marks.length)
  const offsets = new Float32Array(2 * marks.length)
  const colours = new Uint8ClampedArray(4 * marks.length).fill(255)
  for (const [index, mark] of marks.entries()) {
    const { appearance, still, onTicket } = mark
    const cell = mapping[appearance === 'free' && still ? 'free_still' : appearance]
    // As deck.gl's own: offset of the middle, box in the atlas, colours taken from there.
    if (cell !== undefined) {
      icons[ICON_SIZE * index + 2] = cell.x
      icons[ICON_SIZE * index + 3] = cell.y
      icons[ICON_SIZE * index + 4] = cell.width
      icons[ICON_SIZE * index + 5] = cell.height
    }
    sizes[index] = appearance === 'distress' ? CELL * 1.6 : onTicket ? CELL * ON_TICKET.scale : CELL
    if (onTicket) offsets.set(ON_TICKET.offset, 2 * index)
    colours[4 * index + 3] = 255 * opacityOf(mark)
  }
  return {
    marks,
    icons: { value: icons, size: ICON_SIZE },
    sizes: { value: sizes, size: 1 },
    offsets: { value: offsets, size: 2 },
    colours: { value: colours, size: 4 },
  }
}

const ICON_SIZE = 7

function opacityOf({ doubt, appearance, dimmed }: CrewMark): number {
  if (appearance === 'distress') return 1
  return (dimmed ? DIMMED : 1) * (doubt === 0 || appearance === 'stale' ? 1 : 0.8)
}
