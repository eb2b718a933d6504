import type { CrewKind } from '../../../shared/crew/crew.ts'
import { type LonLat, metresBetween } from '../../../shared/geo.ts'
import type { CrewId } from '../../../shared/id.ts'
import type { Travel } from '../../../shared/nearest-crew/rank.ts'
import type { Basis } from '../../../shared/nearest-crew/suggestion.ts'

/** A crew and where it is. */
export interface Located extends LonLat {
  crewId: CrewId
  kind: CrewKind
  /** Metres a second; absent or null where unknown. */
  speed?: number | null
}

/** A crew's way to a ticket, [lon, lat] from the one to the other. */
export interface Route {
  basis: Basis
  seconds: number
  metres: number
  line: [number, number][]
}

/** Who arrives later than `maxSeconds` is not asked for. */
export interface Limits {
  maxSeconds: number
  signal?: AbortSignal
}

/** How long crews need to reach a ticket. Implementations: the straight line, here; the streets, in road-times.ts. */
export interface TravelTimes {
  readonly dataVersion: string
  /** The `k` first to arrive, the fastest first, within `maxSeconds`. */
  nearest(ticket: LonLat, crews: readonly Located[], k: number, limits: Limits): Promise<Travel[]>
  /** Seconds, one row a crew, one column a ticket; Infinity where there is no way. */
  matrix(crews: readonly Located[], tickets: readonly LonLat[]): Promise<Float32Array>
  /** The way of one crew; null where the streets do not lead there. */
  route(crew: Located, ticket: LonLat): Promise<Route | null>
}

/** How much longer than the straight line a way through a city's streets is. */
const DETOUR = 1.35

/** Metres a second through a city, lights and corners included, when called. */
const SPEED: Record<CrewKind, number> = {
  patrol: 8.3,
  motorcycle: 10,
  bicycle: 4.5,
  foot: 1.4,
  dog: 8.3,
  mediation: 1.4,
  roads: 8.3,
  lighting: 8.3,
  cleaning: 7,
}

/**
 * As the crow flies, at the speed of each kind of crew: what is left when no engine answers, and says so. `metres` are
 * those of the straight line; `seconds` allow for the streets. Both whole, so that equals are equal.
 */
export class StraightLine implements TravelTimes {
  readonly dataVersion = 'straight'

  async nearest(ticket: LonLat, crews: readonly Located[], k: number, limits: Limits): Promise<Travel[]> {
    return fastest(ticket, crews, k)
      .map((crew) => travel(crew, ticket))
      .filter((one) => one.seconds <= limits.maxSeconds)
      .sort((a, b) => a.seconds - b.seconds)
  }

  async matrix(crews: readonly Located[], tickets: readonly LonLat[]): Promise<Float32Array> {
    return Float32Array.from(
      crews.flatMap((crew) => tickets.map((ticket) => seconds(metresBetween(crew, ticket), crew.kind))),
    )
  }

  async route(crew: Located, ticket: LonLat): Promise<Route> {
    const { seconds, metres, basis } = travel(crew, ticket)
    const line = [crew, ticket].map(({ lon, lat }): [number, number] => [lon, lat])
    return { seconds, metres, basis, line }
  }
}

function seconds(metres: number, kind: CrewKind): number {
  return (metres * DETOUR) / SPEED[kind]
}

function travel(crew: Located, ticket: LonLat): Travel {
  const metres = metresBetween(crew, ticket)
  return {
    crewId: crew.crewId,
    seconds: Math.round(seconds(metres, crew.kind)),
    metres: Math.round(metres),
    basis: 'straight',
    learned: false,
  }
}

/**
 * The `k` fastest among thousands: chords between unit vectors, compared as they come, sort as great circles do (over
 * 100 km the two differ by 0.001 %). Most are too far north or south already. The few left are measured by `travel`.
 */
function fastest(ticket: LonLat, crews: readonly Located[], k: number): Located[] {
  const to = unitVector(ticket)
  const best: { crew: Located; weight: number }[] = []
  for (const crew of crews) {
    // A chord is no shorter than its difference of latitudes times 2/π, were it across a pole.
    const least = (Math.abs(crew.lat - ticket.lat) * RADIANS * 2) / Math.PI / SPEED[crew.kind]
    if (best.length >= k && least >= (best.at(-1)?.weight ?? 0)) continue
    const { x, y, z } = unitVector(crew)
    const weight = Math.sqrt((x - to.x) ** 2 + (y - to.y) ** 2 + (z - to.z) ** 2) / SPEED[crew.kind]
    if (best.length >= k && weight >= (best.at(-1)?.weight ?? 0)) continue
    const place = best.findIndex((one) => one.weight > weight)
    best.splice(place < 0 ? best.length : place, 0, { crew, weight })
    if (best.length > k) best.pop()
  }
  return best.map(({ crew }) => crew)
}

const RADIANS = Math.PI / 180

function unitVector({ lon, lat }: LonLat): { x: number; y: number; z: number } {
  const across = Math.cos(lat * RADIANS)
  return {
    x: across * Math.cos(lon * RADIANS),
    y: across * Math.sin(lon * RADIANS),
    z: Math.sin(lat * RADIANS),
  }
}
