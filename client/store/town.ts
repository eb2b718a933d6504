import type { Circumstances } from '../../shared/catalogue/circumstances.ts'
import type { Instant } from '../../shared/instant.ts'
import type { City } from '../../shared/protocol/city.ts'
import { circumstancesOf, PLAIN_TOWN, type Town } from '../../shared/town.ts'
import type { Subject } from './call.ts'

/** What of a city routing goes by; one of which nothing is known before it is told. */
export function townOf(city: City | null): Town {
  if (city === null) return PLAIN_TOWN
  const { jurisdictions, timeZone, onCall } = city
  const { agencies, callOut } = onCall
  return { jurisdictions, timeZone, agencies, hazardMinutes: callOut.hazardMinutes }
}

/** Where and when a caller tells of something. */
export function circumstancesOfCall(
  { place }: Pick<Subject, 'place'>,
  city: City | null,
  now: Instant,
): Circumstances {
  const district = place?.district?.code ?? null
  const position = place && { lon: place.lon, lat: place.lat }
  return circumstancesOf(townOf(city), { position, district }, now)
}
