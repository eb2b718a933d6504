import { isFarther, type LonLat, metresBetween } from '../../shared/geo.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'

export interface NearTicket {
  ticket: Ticket
  metres: number
}

/** The tickets that lie no farther than `metres` from a place, the nearest first; none where there is no place. */
export function nearTo(place: LonLat | null, tickets: Iterable<Ticket>, metres: number): NearTicket[] {
  if (place === null) return []
  const near: NearTicket[] = []
  for (const ticket of tickets) {
    const { position } = ticket
    if (position === null || isFarther(place.lon, place.lat, position.lon, position.lat, metres)) continue
    near.push({ ticket, metres: metresBetween(place, position) })
  }
  return near.sort((a, b) => a.metres - b.metres || a.ticket.number - b.ticket.number)
}
