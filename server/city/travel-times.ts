import type { CrewKind } from '../../shared/crew/crew.ts'
import { type LonLat, metresBetween } from '../../shared/geo.ts'
import type { CrewId } from '../../shared/id.ts'
import type { Travel } from '../../shared/nearest-crew/rank.ts'

/** A crew and where it is. */
export interface Located extends LonLat {
  crewId: CrewId
  kind: CrewKind
}

/** How long crews need to reach a ticket. Implementations: the straight line, here; the streets, in a later issue. */
export interface TravelTimes {
  readonly dataVersion: string
  /** The `k` first to arrive, the fastest first, within `maxSeconds`. */
  nearest(
    ticket: LonLat,
    crews: readonly Located[],
    k: number,
    options: { maxSeconds: number; signal?: AbortSignal },
  ): Promise<Travel[]>
  /** Seconds, one row a crew, one column a ticket; Infinity where there is no way. */
  matrix(crews: readonly Located[], tickets: readonly LonLat[]): Promise<Float32Array>
}

/**
 * Speed over the ground in a city, in metres a second, lights and corners included; and how much longer than the
 * straight line the way is: 1.3 on a street network, less for those who may cut through.
 */
const PACE: Record<CrewKind, { speed: number; detour: number }> = {
  patrol: { speed: 7.5, detour: 1.3 },
  motorcycle: { speed: 9.5, detour: 1.3 },
  bicycle: { speed: 4.2, detour: 1.2 },
  foot: { speed: 1.4, detour: 1.2 },
  dog: { speed: 7.5, detour: 1.3 },
  mediation: { speed: 1.4, detour: 1.2 },
  roads: { speed: 7, detour: 1.3 },
  lighting: { speed: 7, detour: 1.3 },
  cleaning: { speed: 6.5, detour: 1.3 },
}

/** As the crow flies, at the pace of each kind of crew. What is left when no engine answers, and says so. */
export class StraightLine implements TravelTimes {
  readonly dataVersion = 'straight'

  async nearest(
    ticket: LonLat,
    crews: readonly Located[],
    k: number,
    options: { maxSeconds: number },
  ): Promise<Travel[]> {
    return crews
      .map((crew) => this.travel(crew, ticket))
      .filter(({ seconds }) => seconds <= options.maxSeconds)
      .sort((a, b) => a.seconds - b.seconds)
      .slice(0, k)
  }

  async matrix(crews: readonly Located[], tickets: readonly LonLat[]): Promise<Float32Array> {
    return Float32Array.from(
      crews.flatMap((crew) => tickets.map((ticket) => this.travel(crew, ticket).seconds)),
    )
  }

  private travel(crew: Located, ticket: LonLat): Travel {
    const metres = metresBetween(crew, ticket)
    const { speed, detour } = PACE[crew.kind]
    return { crewId: crew.crewId, seconds: (metres * detour) / speed, metres, basis: 'straight' }
  }
}
