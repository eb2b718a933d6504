import type { Layer } from '@deck.gl/core'
import { ScatterplotLayer, type ScatterplotLayerProps } from '@deck.gl/layers'
import { bytesOf, crewInk, palettes, type ThemeName } from '../design/palette.ts'
import { type CrewLayerOptions, DIMMED } from './crew-figures.ts'
import { DeadlineRingLayer } from './deadline-ring-layer.ts'
import { GlideExtension, type GlideProps } from './glide-extension.ts'
import type { CrewMark, Crews, Motion } from './rows.ts'

const glide = new GlideExtension()
const DISTRESS_RINGS = [34, 74, 124] as const
const GROWTH_SECONDS = 1.2
const DOUBT_CAP = 56

/** A crew around which something is drawn, where it was when that was last known to have changed. */
type Spot = CrewMark & Record<'lon' | 'lat' | 'fromLon' | 'fromLat' | 'leavesAt' | 'arrivesAt', number>
const NOBODY: Spot[] = []

function gliding(now: number): GlideProps<Spot> & { extensions: [GlideExtension] } {
  return {
    extensions: [glide],
    getGlideFrom: ({ fromLon, fromLat }) => [fromLon, fromLat],
    getGlideTimes: ({ leavesAt, arrivesAt }) => [leavesAt, arrivesAt],
    glideTime: now,
  }
}

const at = ({ lon, lat }: Spot): [number, number] => [lon, lat]

interface Parts {
  ageing: Spot[]
  stale: Spot[]
  distressed: Spot[]
  rings: (Spot & { radius: number; index: number })[]
}

/** The same lists for the same marks: a frame that only moves crews must not make deck.gl read them all again. */
const parts = new WeakMap<readonly CrewMark[], Parts>()

function partsOf({ marks, moved }: Crews): Parts {
  const known = parts.get(marks)
  if (known !== undefined) return known
  const spots = marks.flatMap((mark, index) =>
    mark.doubt > 0 || mark.appearance === 'distress' ? [spotOf(mark, moved, index)] : [],
  )
  const distressed = spots.filter(({ appearance }) => appearance === 'distress')
  const made = {
    ageing: spots.filter(({ doubt, appearance }) => doubt > 0 && appearance !== 'stale'),
    stale: spots.filter(({ appearance }) => appearance === 'stale'),
    distressed,
    rings: distressed.flatMap((spot) => DISTRESS_RINGS.map((radius, index) => ({ ...spot, radius, index }))),
  }
  parts.set(marks, made)
  return made
}

function spotOf(mark: CrewMark, { to, from, times }: Motion, index: number): Spot {
  const [lon = 0, lat = 0] = to.subarray(2 * index)
  const [fromLon = 0, fromLat = 0] = from.subarray(2 * index)
  const [leavesAt = 0, arrivesAt = 0] = times.subarray(2 * index)
  return { ...mark, lon, lat, fromLon, fromLat, leavesAt, arrivesAt }
}

/** How far a crew may have gone since its last fix; a dashed ring where that fix is believed no more. */
export function doubtLayers(crews: Crews, theme: ThemeName): Layer[] {
  const { ageing, stale } = partsOf(crews)
  const { ink } = palettes[theme]
  const colour = ({ appearance, dimmed }: Spot, opacity: number) =>
    bytesOf(ink[crewInk[appearance]], dimmed ? opacity * DIMMED : opacity)
  const ring = {
    getPosition: at,
    getRadius: ({ doubt }: Spot) => doubt,
    radiusUnits: 'meters',
    radiusMaxPixels: DOUBT_CAP,
    lineWidthUnits: 'pixels',
    getLineWidth: 1,
    stroked: true,
    updateTriggers: { all: theme },
  } as const
  return [
    new ScatterplotLayer<Spot>({
      ...ring,
      id: 'crew-doubt',
      data: ageing,
      visible: ageing.length > 0,
      getFillColor: (crew) => colour(crew, 0.1),
      getLineColor: (crew) => colour(crew, 0.55),
    }),
    new DeadlineRingLayer<Spot>({
      ...ring,
      id: 'crew-stale',
      data: stale,
      visible: stale.length > 0,
      getRadius: DOUBT_CAP,
      radiusUnits: 'pixels',
      billboard: true,
      filled: false,
      getLineColor: (crew) => colour(crew, 0.8),
      getShare: -1,
    }),
    new ScatterplotLayer<Spot>({
      id: 'crew-stale-ground',
      data: stale,
      visible: stale.length > 0,
      getPosition: at,
      getRadius: DOUBT_CAP,
      radiusUnits: 'pixels',
      getFillColor: (crew) => colour(crew, 0.07),
      updateTriggers: { all: theme },
    }),
  ]
}

/** Three rings that stay, and one that grows out of the crew again and again until someone takes charge. */
export function distressLayers(crews: Crews, theme: ThemeName, { now, animated }: CrewLayerOptions): Layer[] {
  const { distressed, rings } = partsOf(crews)
  const colour = palettes[theme].ink.distress
  const round = {
    getPosition: at,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    stroked: true,
    visible: distressed.length > 0,
    updateTriggers: { all: theme },
    ...gliding(now),
  } as const
  const still: ScatterplotLayerProps<Parts['rings'][number]> & GlideProps<Spot> = {
    ...round,
    id: 'crew-distress',
    data: rings,
    getRadius: ({ radius }) => radius,
    getLineWidth: ({ index }) => (index === 2 ? 1.5 : 2),
    getFillColor: ({ index }) => bytesOf(colour, index === 0 ? 0.3 : 0.05),
    getLineColor: ({ index }) => bytesOf(colour, [0.9, 0.75, 0.5][index]),
  }
  const part = (now % GROWTH_SECONDS) / GROWTH_SECONDS
  const growing: ScatterplotLayerProps<Spot> & GlideProps<Spot> = {
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
  return [new ScatterplotLayer(still), new ScatterplotLayer<Spot>(growing)]
}
