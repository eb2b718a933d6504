import type { Layer } from '@deck.gl/core'
import { ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import type { Priority } from '../../shared/catalogue/service.ts'
import { bytesOf, palettes, type ThemeName } from '../design/palette.ts'
import type { TicketMark } from './marks.ts'

/** Tickets too near each other to be told apart from far away. */
export interface Cluster {
  lon: number
  lat: number
  count: number
  /** The most urgent among them. */
  worst: Priority
}

/** Below this zoom tickets are gathered. */
export const CLUSTERS_BELOW = 12.5
const CELL_PIXELS = 56

/** Gathers tickets by cells of about 56 px at `zoom`; one alone stays itself. */
export function clustersOf(
  tickets: readonly TicketMark[],
  zoom: number,
): { clusters: Cluster[]; alone: TicketMark[] } {
  const degrees = (360 * CELL_PIXELS) / (512 * 2 ** zoom)
  const cells = new Map<string, TicketMark[]>()
  for (const ticket of tickets) {
    const key = `${Math.floor(ticket.lon / degrees)},${Math.floor(ticket.lat / (degrees * 0.72))}`
    const cell = cells.get(key)
    if (cell === undefined) cells.set(key, [ticket])
    else cell.push(ticket)
  }
  const groups = [...cells.values()]
  return {
    alone: groups.flatMap((group) => (group.length === 1 ? group : [])),
    clusters: groups.filter(({ length }) => length > 1).map(gathered),
  }
}

function gathered(group: readonly TicketMark[]): Cluster {
  const mean = (of: (ticket: TicketMark) => number) =>
    group.reduce((sum, one) => sum + of(one), 0) / group.length
  return {
    lon: mean(({ lon }) => lon),
    lat: mean(({ lat }) => lat),
    count: group.length,
    worst: ([1, 2, 3, 4] as const).find((one) => group.some(({ priority }) => priority === one)) ?? 4,
  }
}

/** Clusters: a disc with how many, edged in the colour of the most urgent. */
export function clusterLayers(clusters: readonly Cluster[], theme: ThemeName): Layer[] {
  const palette = palettes[theme]
  return [
    new ScatterplotLayer<Cluster>({
      id: 'cluster',
      data: clusters,
      getPosition: ({ lon, lat }) => [lon, lat],
      getRadius: ({ count }) => 13 + 2 * Math.log2(count),
      radiusUnits: 'pixels',
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
      getFillColor: bytesOf(palette.land, 0.95),
      getLineColor: ({ worst }) => bytesOf(palette.priority[worst].fill),
      pickable: true,
    }),
    new TextLayer<Cluster>({
      id: 'cluster-count',
      data: clusters,
      getText: ({ count }) => String(count),
      getPosition: ({ lon, lat }) => [lon, lat],
      getSize: 12,
      fontFamily: 'Inter Variable',
      fontWeight: 700,
      characterSet: '0123456789',
      getColor: bytesOf(palette.text),
    }),
  ]
}
