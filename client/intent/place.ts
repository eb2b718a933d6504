import type { LonLat } from '../../shared/geo.ts'
import type { FoundAddress, PointAddress } from '../../shared/protocol/place.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { fetchPointAddress } from '../feed/session.ts'
import { plain } from '../store/plain.ts'

/** A place that was found by its address or pointed at on the map. */
export interface Place extends LonLat {
  /** As a ticket says it; null where nothing is known of the point. */
  address: string | null
  district: PointAddress['district']
}

/** A found place; its municipality is told where it is not the city's own. */
export function placeOf(found: FoundAddress, cityName: string): Place {
  const { lon, lat, district } = found
  return { lon, lat, district, address: addressOf(found, cityName) }
}

/** How near the map is worth being for a place: its surroundings are seen with it. */
export function zoomTo({ kind }: Pick<FoundAddress, 'kind'>): number {
  return { address: 17, crossing: 17, place: 16.5, street: 16, district: 14 }[kind]
}

/** A house this near is the one that is pointed at. */
const AT_METRES = 25
/** A click waits no longer for the name of what it hit. */
const NAME_WITHIN_MS = 2_000

/** What is known of a point: never rejects, a point is good without a name. `near` says « près de … ». */
export async function placeAt(
  { lon, lat }: LonLat,
  cityName: string,
  near: (address: string) => string,
): Promise<Place> {
  const { nearest, district } = await fetchPointAddress(
    { lon, lat },
    AbortSignal.timeout(NAME_WITHIN_MS),
  ).catch(() => ({ nearest: null, district: null }))
  if (nearest === null) return { lon, lat, district, address: null }
  const address = addressOf(nearest, cityName)
  return { lon, lat, district, address: nearest.metres <= AT_METRES ? address : near(address) }
}

function addressOf(
  { label, municipality }: Pick<FoundAddress, 'label' | 'municipality'>,
  cityName: string,
): string {
  const elsewhere = municipality !== null && plain(municipality) !== plain(cityName)
  return elsewhere ? `${label}, ${municipality}` : label
}

/** What a ticket says of its place once it is located: the caller's text where it says more, as a floor. */
export function addressKept({ address: own }: Pick<Ticket, 'address'>, found: string | null): string | null {
  if (own === null || found === null) return own ?? found
  return ` ${plain(own)} `.includes(` ${plain(found)} `) ? own : found
}
