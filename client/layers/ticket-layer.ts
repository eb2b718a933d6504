import type { Layer } from '@deck.gl/core'
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers'
import { bytesOf, palettes, priorityInk, type ThemeName } from '../design/palette.ts'
import {
  badgeOffset,
  badgeShapes,
  LATE_SHARE,
  outerRadius,
  RING_WIDTH,
  RING_WIDTH_LATE,
  ringRadius,
  TRACK_OPACITY,
  ticketRadius,
} from '../design/ticket-glyph.ts'
import { atlasFor, atlasOf, CELL, ticketIcon } from './atlas.ts'
import { DeadlineRingLayer } from './deadline-ring-layer.ts'
import type { TicketMark } from './rows.ts'

const at = ({ lon, lat }: TicketMark): [number, number] => [lon, lat]
const ring = ({ theme, priority, reports }: TicketMark) => ringRadius(theme, ticketRadius(priority, reports))
const ringWidth = ({ share, passed }: TicketMark) =>
  passed || (share !== null && share < LATE_SHARE) ? RING_WIDTH_LATE : RING_WIDTH
/** While a crew is in distress the rest of the map steps back. */
const DIMMED = 0.38
/** Space in px between a ticket's ring and the circle of a selection. */
export const SELECTION_GAP = 7

/** Tickets: halo of the most urgent, ring of what remains, figure, weight. */
export function ticketLayers(tickets: readonly TicketMark[], theme: ThemeName): Layer[] {
  const { ink } = palettes[theme]
  const { image, mapping } = atlasOf(theme)
  const colour = ({ priority, dimmed }: TicketMark, opacity: number) =>
    bytesOf(ink[priorityInk(priority)], dimmed ? opacity * DIMMED : opacity)
  const round = {
    data: tickets.filter(({ share, passed }) => passed || share !== null),
    getPosition: at,
    getRadius: ring,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    filled: false,
    stroked: true,
    billboard: true,
    getLineWidth: ringWidth,
  } as const
  return [
    new ScatterplotLayer<TicketMark>({
      id: 'ticket-halo',
      data: tickets.filter(({ priority }) => priority === 1),
      getPosition: at,
      getRadius: (ticket) => ring(ticket) + 9,
      radiusUnits: 'pixels',
      getFillColor: (ticket) => colour(ticket, theme === 'dark' ? 0.14 : 0.12),
    }),
    new ScatterplotLayer<TicketMark>({
      ...round,
      id: 'ticket-ring-track',
      data: round.data.filter(({ passed }) => !passed),
      getLineColor: (ticket) => colour(ticket, TRACK_OPACITY),
    }),
    new DeadlineRingLayer<TicketMark>({
      ...round,
      id: 'ticket-ring',
      getLineColor: (ticket) => colour(ticket, 1),
      getShare: ({ share, passed }) => (passed ? -1 : (share ?? 0)),
    }),
    new IconLayer<TicketMark>({
      id: 'ticket-figure',
      data: tickets,
      iconAtlas: image,
      iconMapping: mapping,
      getIcon: ({ theme: figure, priority, reports }) => ticketIcon(figure, priority, reports),
      getPosition: at,
      getSize: CELL,
      getColor: ({ dimmed }) => [255, 255, 255, dimmed ? 255 * DIMMED : 255],
      pickable: true,
      // Urgent ones are drawn last, on top.
      parameters: { depthCompare: 'always' },
    }),
  ]
}

/** « ×5 » at the upper right of what several people told of; drawn over the selection, and outside of it. */
export function weightLayer(tickets: readonly TicketMark[], theme: ThemeName): Layer {
  const told = tickets.filter(({ reports }) => reports > 1)
  const nameOf = ({ priority, reports }: TicketMark) => `${priority}×${reports}`
  const cells = new Map(told.map((ticket) => [nameOf(ticket), badgeShapes(ticket.priority, ticket.reports)]))
  const { image, mapping } = atlasFor('badges', theme, cells)
  return new IconLayer<TicketMark>({
    id: 'ticket-weight',
    data: told,
    iconAtlas: image,
    iconMapping: mapping,
    getIcon: nameOf,
    getPosition: at,
    getPixelOffset: ({ theme: figure, priority, reports, selected }) => {
      const outer = outerRadius(figure, priority, reports)
      return badgeOffset(selected ? outer + SELECTION_GAP : outer, reports)
    },
    getSize: CELL,
    getColor: ({ dimmed }) => [255, 255, 255, dimmed ? 255 * DIMMED : 255],
  })
}
