import type { Priority, Theme } from '../../shared/catalogue/service.ts'
import type { TicketMark } from './rows.ts'

/** Tickets too near each other to be told apart from far away. */
export interface Cluster {
  lon: number
  lat: number
  count: number
  /** The most urgent among them; of several, the first. */
  worst: { priority: Priority; theme: Theme }
}

export interface Clustered {
  clusters: readonly Cluster[]
  alone: readonly TicketMark[]
}

/** Below this zoom tickets are gathered. */
export const CLUSTERS_BELOW = 12.5
const CELL_PIXELS = 56

/**
 * Gathers tickets by cells of about 56 px at `zoom`; one alone, and the selected
 * one, stay themselves. Cells are fixed to the ground, so that
 * nothing regroups while the map is only moved.
 */
export function clustersOf(tickets: readonly TicketMark[], zoom: number): Clustered {
  // Whole zooms only: between two of them cells, and so groups, stay what they are.
  const degrees = (360 * CELL_PIXELS) / (512 * 2 ** Math.floor(zoom))
  const cells = new Map<string, TicketMark[]>()
  for (const ticket of tickets.filter(({ selected }) => !selected)) {
    const squashed = Math.cos((ticket.lat * Math.PI) / 180)
    const key = `${Math.floor(ticket.lon / degrees)},${Math.floor(ticket.lat / (degrees * squashed))}`
    const cell = cells.get(key)
    if (cell === undefined) cells.set(key, [ticket])
    else cell.push(ticket)
  }
  const groups = [...cells.values()]
  return {
    alone: [
      ...groups.filter(({ length }) => length === 1).flat(),
      ...tickets.filter(({ selected }) => selected),
    ],
    clusters: groups.flatMap(gathered),
  }
}

function gathered(group: readonly TicketMark[]): Cluster[] {
  const [first] = group
  if (first === undefined || group.length === 1) return []
  const mean = (of: (ticket: TicketMark) => number) =>
    group.reduce((sum, one) => sum + of(one), 0) / group.length
  const { priority, theme } = group.reduce((worst, one) => (one.priority < worst.priority ? one : worst))
  return [
    {
      lon: mean(({ lon }) => lon),
      lat: mean(({ lat }) => lat),
      count: group.length,
      worst: { priority, theme },
    },
  ]
}
