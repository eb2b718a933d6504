import type { Layer } from '@deck.gl/core'
import { IconLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import { RADIUS, ringRadius } from '../design/glyph.ts'
import { bytesOf, palettes, type ThemeName } from '../design/palette.ts'
import { atlasOf, CELL, ticketIcon } from './atlas.ts'
import type { TicketMark } from './marks.ts'
import { RingLayer } from './ring-layer.ts'

const at = ({ lon, lat }: TicketMark): [number, number] => [lon, lat]

/** Tickets: halo of the most urgent, ring of what remains, figure, weight. */
export function ticketLayers(tickets: readonly TicketMark[], theme: ThemeName): Layer[] {
  const palette = palettes[theme]
  const { image, mapping } = atlasOf(theme)
  const colour = ({ priority, dimmed }: TicketMark, opacity: number) =>
    bytesOf(palette.priority[priority].fill, dimmed ? opacity * 0.4 : opacity)
  const clocked = tickets.filter(({ share }) => share !== null)
  const radius = ({ theme: figure, priority }: TicketMark) => ringRadius(figure, RADIUS[priority])
  const ring = {
    data: clocked,
    getPosition: at,
    getRadius: radius,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
  } as const
  const outline = { ...ring, filled: false, stroked: true, billboard: true } as const
  return [
    new ScatterplotLayer<TicketMark>({
      id: 'ticket-halo',
      data: tickets.filter(({ priority }) => priority === 1),
      getPosition: at,
      getRadius: (ticket) => radius(ticket) + 9,
      radiusUnits: 'pixels',
      getFillColor: (ticket) => colour(ticket, 0.14),
    }),
    new ScatterplotLayer<TicketMark>({
      ...outline,
      id: 'ticket-ring-track',
      getLineWidth: 2.5,
      getLineColor: (ticket) => colour(ticket, 0.22),
    }),
    new RingLayer<TicketMark>({
      ...outline,
      id: 'ticket-ring',
      getLineWidth: ({ share }) => (share !== null && share < 0.25 ? 3.5 : 2.5),
      getLineColor: (ticket) => colour(ticket, 1),
      getShare: ({ share }) => (share === 0 ? -1 : (share ?? 1)),
    }),
    new IconLayer<TicketMark>({
      id: 'ticket-figure',
      data: tickets,
      iconAtlas: image,
      iconMapping: mapping,
      getIcon: ({ theme: figure, priority }) => ticketIcon(figure, priority),
      getPosition: at,
      getSize: CELL,
      getColor: ({ dimmed }) => [255, 255, 255, dimmed ? 100 : 255],
      pickable: true,
      // Urgent ones are drawn last, on top.
      parameters: { depthCompare: 'always' },
    }),
    new TextLayer<TicketMark>({
      id: 'ticket-weight',
      data: tickets.filter(({ reports }) => reports > 1),
      getText: ({ reports }) => `×${reports}`,
      getPosition: at,
      getPixelOffset: [15, -15],
      getSize: 10,
      fontFamily: 'Inter Variable',
      fontWeight: 650,
      characterSet: '×0123456789',
      getColor: bytesOf(palette.text),
      background: true,
      backgroundPadding: [4, 1],
      getBackgroundColor: bytesOf(palette.land),
      getBorderColor: (ticket) => colour(ticket, 1),
      getBorderWidth: 1,
    }),
  ]
}
