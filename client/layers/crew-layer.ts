import type { Layer } from '@deck.gl/core'
import { IconLayer, type IconLayerProps, ScatterplotLayer, type ScatterplotLayerProps } from '@deck.gl/layers'
import { isPointed } from '../design/crew-glyph.ts'
import { bytesOf, crewInk, palettes, type ThemeName } from '../design/palette.ts'
import { atlasOf, CELL } from './atlas.ts'
import { DeadlineRingLayer } from './deadline-ring-layer.ts'
import { GlideExtension, type GlideProps } from './glide-extension.ts'
import type { CrewMark } from './rows.ts'

/** What drawing depends on beside the crews; `now` in seconds since the page began. */
export interface CrewLayerOptions {
  now: number
  /** False where the person asked for stillness. */
  animated: boolean
  /** Size of the marks, 1 near by. */
  scale: number
}

const glide = new GlideExtension()
const DIMMED = 0.38
/** Beside its ticket a crew is drawn smaller, at the lower right, so that both are seen. */
export const ON_TICKET = { scale: 0.8, offset: [16, 14] as [number, number] }
const DISTRESS_RINGS = [34, 74, 124] as const
const GROWTH_SECONDS = 1.2
const PULSE_SECONDS = 4
const DOUBT_CAP = 56
const NOBODY: CrewMark[] = []

const to = ({ lon, lat }: CrewMark): [number, number] => [lon, lat]
const offset = ({ onTicket }: CrewMark): [number, number] => (onTicket ? ON_TICKET.offset : [0, 0])

function gliding(now: number): GlideProps<CrewMark> & { extensions: [GlideExtension] } {
  return {
    extensions: [glide],
    getGlideFrom: ({ previousLon, previousLat }) => [previousLon, previousLat],
    getGlideTimes: ({ leavesAt, arrivesAt }) => [leavesAt, arrivesAt],
    glideTime: now,
  }
}

interface Parts {
  settled: CrewMark[]
  sent: CrewMark[]
  ageing: CrewMark[]
  stale: CrewMark[]
  distressed: CrewMark[]
  rings: (CrewMark & { radius: number; index: number })[]
}

/** The same lists for the same crews: a frame that only moves them must not make deck.gl read them all again. */
const known = new WeakMap<readonly CrewMark[], Parts>()

function partsOf(crews: readonly CrewMark[]): Parts {
  const found = known.get(crews)
  if (found !== undefined) return found
  const distressed = crews.filter(({ appearance }) => appearance === 'distress')
  const parts: Parts = {
    settled: crews.filter(({ appearance }) => appearance !== 'sent'),
    sent: crews.filter(({ appearance }) => appearance === 'sent'),
    ageing: crews.filter(({ doubt, appearance }) => doubt > 0 && appearance !== 'stale'),
    stale: crews.filter(({ appearance }) => appearance === 'stale'),
    distressed,
    rings: distressed.flatMap((crew) => DISTRESS_RINGS.map((radius, index) => ({ ...crew, radius, index }))),
  }
  known.set(crews, parts)
  return parts
}

/** Crews: shape and colour of what they do, pointing where they go, and how far a position that ages may be wrong. */
export function crewLayers(crews: readonly CrewMark[], theme: ThemeName, options: CrewLayerOptions): Layer[] {
  const parts = partsOf(crews)
  return [
    ...doubtLayers(parts, theme),
    ...distressLayers(parts, theme, options),
    // A dispatch that nobody acknowledged swells and fades; it has a layer to itself, so that it costs one uniform.
    figureLayer('crew-figure', parts.settled, theme, options, 1),
    figureLayer('crew-sent', parts.sent, theme, options, pulse(options)),
  ]
}

/** From 1 to .45 and back. */
function pulse({ now, animated }: CrewLayerOptions): number {
  return animated ? 0.725 + 0.275 * Math.cos((2 * Math.PI * now) / PULSE_SECONDS) : 1
}

function figureLayer(
  id: string,
  data: readonly CrewMark[],
  theme: ThemeName,
  { now, scale }: CrewLayerOptions,
  opacity: number,
): Layer {
  const { image, mapping } = atlasOf(theme)
  const props: IconLayerProps<CrewMark> & GlideProps<CrewMark> = {
    id,
    data,
    iconAtlas: image,
    iconMapping: mapping,
    getIcon: ({ appearance, heading }) =>
      appearance === 'free' && heading === null ? 'free_still' : appearance,
    getPosition: to,
    getPixelOffset: offset,
    sizeScale: scale,
    getSize: ({ appearance, onTicket }) =>
      appearance === 'distress' ? CELL * 1.6 : onTicket ? CELL * ON_TICKET.scale : CELL,
    getAngle: ({ appearance, heading }) => (isPointed(appearance) && heading !== null ? -heading : 0),
    getColor: (crew) => [255, 255, 255, 255 * opacityOf(crew)],
    opacity,
    pickable: true,
    ...gliding(now),
  }
  return new IconLayer<CrewMark>(props)
}

function opacityOf({ doubt, appearance, dimmed }: CrewMark): number {
  if (appearance === 'distress') return 1
  return (dimmed ? DIMMED : 1) * (doubt === 0 || appearance === 'stale' ? 1 : 0.8)
}

/** How far a crew may have gone since its last fix; a dashed ring where that fix is believed no more. */
function doubtLayers({ ageing, stale }: Parts, theme: ThemeName): Layer[] {
  const { ink } = palettes[theme]
  const colour = ({ appearance, dimmed }: CrewMark, opacity: number) =>
    bytesOf(ink[crewInk[appearance]], dimmed ? opacity * DIMMED : opacity)
  const ring = {
    getPosition: to,
    getRadius: ({ doubt }: CrewMark) => doubt,
    radiusUnits: 'meters',
    radiusMaxPixels: DOUBT_CAP,
    lineWidthUnits: 'pixels',
    getLineWidth: 1,
    stroked: true,
  } as const
  return [
    new ScatterplotLayer<CrewMark>({
      ...ring,
      id: 'crew-doubt',
      data: ageing,
      getFillColor: (crew) => colour(crew, 0.1),
      getLineColor: (crew) => colour(crew, 0.55),
    }),
    new DeadlineRingLayer<CrewMark>({
      ...ring,
      id: 'crew-stale',
      data: stale,
      getRadius: DOUBT_CAP,
      radiusUnits: 'pixels',
      billboard: true,
      filled: false,
      getLineColor: (crew) => colour(crew, 0.8),
      getShare: -1,
    }),
    new ScatterplotLayer<CrewMark>({
      id: 'crew-stale-ground',
      data: stale,
      getPosition: to,
      getRadius: DOUBT_CAP,
      radiusUnits: 'pixels',
      getFillColor: (crew) => colour(crew, 0.07),
    }),
  ]
}

/** Three rings that stay, and one that grows out of the crew again and again until someone takes charge. */
function distressLayers(
  { distressed, rings }: Parts,
  theme: ThemeName,
  { now, animated }: CrewLayerOptions,
): Layer[] {
  const colour = palettes[theme].ink.distress
  const round = {
    getPosition: to,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    stroked: true,
    ...gliding(now),
  } as const
  const still: ScatterplotLayerProps<Parts['rings'][number]> & GlideProps<CrewMark> = {
    ...round,
    id: 'crew-distress',
    data: rings,
    getRadius: ({ radius }) => radius,
    getLineWidth: ({ index }) => (index === 2 ? 1.5 : 2),
    getFillColor: ({ index }) => bytesOf(colour, index === 0 ? 0.3 : 0.05),
    getLineColor: ({ index }) => bytesOf(colour, [0.9, 0.75, 0.5][index]),
  }
  const part = (now % GROWTH_SECONDS) / GROWTH_SECONDS
  const growing: ScatterplotLayerProps<CrewMark> & GlideProps<CrewMark> = {
    ...round,
    id: 'crew-distress-growing',
    data: animated ? distressed : NOBODY,
    filled: false,
    getRadius: DISTRESS_RINGS[2],
    radiusScale: part,
    opacity: 1 - part,
    getLineWidth: 2,
    getLineColor: bytesOf(colour),
  }
  return [new ScatterplotLayer(still), new ScatterplotLayer<CrewMark>(growing)]
}
