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
/** While a crew is in distress the rest of the map steps back. */
const DIMMED = 0.38
/** Space in px between a ticket's ring and the circle of a selection. */
export const SELECTION_GAP = 7

/** What remains at `now` until what comes next, from 1 down to 0, and below that where everything has passed. */
function shareOf({ clocks }: TicketMark, now: number): number {
  const clock = clocks.find(({ dueAt }) => now < dueAt)
  if (clock === undefined) return -1
  return Math.min(1, (clock.dueAt - now) / Math.max(1, clock.dueAt - clock.startedAt))
}

/** Tickets: halo of the most urgent, ring of what remains at `now` (ms since 1970), figure, weight. */
export function ticketLayers(tickets: readonly TicketMark[], theme: ThemeName, now: number): Layer[] {
  const { ink } = palettes[theme]
  const { image, mapping } = atlasOf(theme)
  const colour = ({ priority, dimmed }: TicketMark, opacity: number) =>
    bytesOf(ink[priorityInk(priority)], dimmed ? opacity * DIMMED : opacity)
  const { urgent, clocked } = partsOf(tickets)
  const share = (ticket: TicketMark) => shareOf(ticket, now)
  const round = {
    data: clocked,
    visible: clocked.length > 0,
    getPosition: at,
    getRadius: ring,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    filled: false,
    stroked: true,
    billboard: true,
    getLineWidth: (ticket: TicketMark) => (share(ticket) < LATE_SHARE ? RING_WIDTH_LATE : RING_WIDTH),
  } as const
  return [
    new ScatterplotLayer<TicketMark>({
      id: 'ticket-halo',
      data: urgent,
      visible: urgent.length > 0,
      updateTriggers: { all: theme },
      getPosition: at,
      getRadius: (ticket) => ring(ticket) + 9,
      radiusUnits: 'pixels',
      getFillColor: (ticket) => colour(ticket, theme === 'dark' ? 0.14 : 0.12),
    }),
    new ScatterplotLayer<TicketMark>({
      ...round,
      id: 'ticket-ring-track',
      getLineColor: (ticket) => colour(ticket, share(ticket) < 0 ? 0 : TRACK_OPACITY),
      updateTriggers: { all: theme, getLineWidth: now, getLineColor: now },
    }),
    new DeadlineRingLayer<TicketMark>({
      ...round,
      id: 'ticket-ring',
      getLineColor: (ticket) => colour(ticket, 1),
      getShare: share,
      updateTriggers: { all: theme, getLineWidth: now, getShare: now },
    }),
    new IconLayer<TicketMark>({
      id: 'ticket-figure',
      data: tickets,
      visible: tickets.length > 0,
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

interface Parts {
  urgent: TicketMark[]
  clocked: TicketMark[]
  told: TicketMark[]
}

/** The same lists for the same tickets: as time goes by only what their clocks show is read again. */
const parts = new WeakMap<readonly TicketMark[], Parts>()

function partsOf(tickets: readonly TicketMark[]): Parts {
  const known = parts.get(tickets)
  if (known !== undefined) return known
  const made = {
    urgent: tickets.filter(({ priority }) => priority === 1),
    clocked: tickets.filter(({ clocks }) => clocks.length > 0),
    told: tickets.filter(({ reports }) => reports > 1),
  }
  parts.set(tickets, made)
  return made
}

/** « ×5 » at the upper right of what several people told of; drawn over the selection, and outside of it. */
export function weightLayer(tickets: readonly TicketMark[], theme: ThemeName): Layer {
  const { told } = partsOf(tickets)
  const nameOf = ({ priority, reports }: TicketMark) => `${priority}×${reports}`
  const cells = new Map(told.map((ticket) => [nameOf(ticket), badgeShapes(ticket.priority, ticket.reports)]))
  const { image, mapping } = atlasFor('badges', theme, cells)
  return new IconLayer<TicketMark>({
    id: 'ticket-weight',
    data: told,
    visible: told.length > 0,
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
