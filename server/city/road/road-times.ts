import { type LonLat, metresBetween } from '../../../shared/geo.ts'
import type { CrewId } from '../../../shared/id.ts'
import type { Travel } from '../../../shared/nearest-crew/rank.ts'
import { encodeLines, REACH_MINUTES } from '../../../shared/reach.ts'
import type { Leg } from './driven-legs.ts'
import type { Corrections, SpeedSum } from './learned-speeds.ts'
import { observeLeg } from './observe-leg.ts'
import { ReachSearch } from './reach-search.ts'
import { linesOf, type Spans, spansWithin, union, without } from './reach-spans.ts'
import { lineOfWay } from './road-route.ts'
import { type Found, type Origin, RoadSearch } from './road-search.ts'
import { type Mode, modes } from './street.ts'
import { type Closure, StreetClosures } from './street-closures.ts'
import type { StreetNetwork } from './street-network.ts'
import type { Placement } from './street-placement.ts'
import { offStreetSpeed } from './street-speeds.ts'
import { type Limits, type Located, type Route, StraightLine, type TravelTimes } from './travel-times.ts'

/** A crew put on its mode's streets. */
interface Placed {
  crew: Located
  mode: Mode
  origin: Origin
}

/** From crews, or to a ticket by car. */
export type ReachAsked = { crews: readonly Located[] } | { ticket: LonLat }

/** The streets reached in each of REACH_MINUTES and not before, as `encodeLines` writes them. */
export interface StreetReach {
  /** How many of the crews, or of the one ticket, are on a street; 0: there is nothing to draw. */
  placed: number
  bands: string[]
}

/** Who comes to a ticket of which nobody knows yet who goes. */
const ANY_CREW = 'patrol'

/** Crews whose place is remembered: more than ever serve; beyond it all is forgotten, and found again. */
const REMEMBERED = 20_000

/**
 * Along the city's streets, by each crew's own means. The last metres, from the street to the ticket, are walked. Crews
 * and tickets that are on no street (500 m, or an island) are timed in a straight line, as is who walks to what is nearer
 * than the street, and each figure says which it is; whoever is on a street from which no way leads to the ticket is left
 * out. A search for a few crews takes less than a millisecond, so each runs to its end at once.
 */
export class RoadTimes implements TravelTimes {
  private readonly network: StreetNetwork
  /** Of the city whose streets these are. */
  readonly version: string
  private readonly closures: StreetClosures
  private readonly search = new RoadSearch()
  private readonly reachSearch = new ReachSearch()
  private readonly straight = new StraightLine()
  /** A crew is put on a street again only when it has moved or streets have closed: finding its place takes 20 µs. */
  private readonly places = new Map<CrewId, { at: Located; revision: number; placed: Placed | null }>()

  constructor(network: StreetNetwork, version: string) {
    this.network = network
    this.version = version
    this.closures = new StreetClosures(network)
  }

  /** Names the city's data, and how often what is closed or how fast cars are has changed. */
  get dataVersion(): string {
    return `${this.version}+${this.closures.revision + this.network.carSpeeds.revision}`
  }

  /** Times cars by the table with these corrections, until the next. */
  correct(corrections: Corrections): void {
    this.network.carSpeeds.correct(corrections)
  }

  /** What driven legs say of the classes of street that they led along. */
  observe(legs: readonly Leg[]): SpeedSum[] {
    return legs.flatMap((leg) => observeLeg(leg, this.network, this.search))
  }

  /** Closes streets until `reopen`; returns how many edges. An id already closed is closed anew. */
  close(closure: Closure): number {
    return this.closures.close(closure)
  }

  reopen(id: string): boolean {
    return this.closures.reopen(id)
  }

  async nearest(ticket: LonLat, crews: readonly Located[], k: number, limits: Limits): Promise<Travel[]> {
    limits.signal?.throwIfAborted()
    const { groups, unplaced } = this.group(ticket, crews)
    const travels = await this.straight.nearest(ticket, unplaced, k, limits)
    for (const { mode, ticket: place, placed } of groups) {
      const worst = travels.sort((a, b) => a.seconds - b.seconds)[k - 1]?.seconds ?? Number.POSITIVE_INFINITY
      const walked = this.walkSeconds(place)
      const most = Math.min(limits.maxSeconds, worst) - walked
      const origins = placed.map(({ origin }) => origin)
      for (const found of this.search.nearest(this.network.graphs[mode], place, origins, k, most)) {
        const { crew, origin } = placed[found.origin] as Placed
        const learned = this.restsOnLearned(mode, found)
        travels.push({
          crewId: crew.crewId,
          ...figures(found, origin, place, walked),
          basis: 'road',
          learned,
        })
      }
    }
    return travels
      .sort((a, b) => a.seconds - b.seconds)
      .slice(0, k)
      .map((travel) => ({ ...travel, seconds: Math.round(travel.seconds) }))
  }

  async matrix(crews: readonly Located[], tickets: readonly LonLat[]): Promise<Float32Array> {
    const seconds = new Float32Array(crews.length * tickets.length).fill(Number.POSITIVE_INFINITY)
    const rowOf = new Map(crews.map(({ crewId }, row) => [crewId, row]))
    for (const [column, ticket] of tickets.entries()) {
      const everyone = { maxSeconds: Number.POSITIVE_INFINITY }
      for (const travel of await this.nearest(ticket, crews, crews.length, everyone))
        seconds[(rowOf.get(travel.crewId) ?? 0) * tickets.length + column] = travel.seconds
    }
    return seconds
  }

  /** The way of `crew` to `ticket`; null where the streets do not lead there. In a straight line where one is on none. */
  async route(crew: Located, ticket: LonLat): Promise<Route | null> {
    const { groups } = this.group(ticket, [crew])
    const [group] = groups
    const [placed] = group?.placed ?? []
    const ends = [crew, ticket].map(({ lon, lat }): [number, number] => [lon, lat])
    if (group === undefined || placed === undefined) return this.straight.route(crew, ticket)
    const graph = this.network.graphs[group.mode]
    const [found] = this.search.nearest(graph, group.ticket, [placed.origin], 1, Number.POSITIVE_INFINITY)
    if (found === undefined) return null
    const { seconds, metres } = figures(found, placed.origin, group.ticket, this.walkSeconds(group.ticket))
    const line = lineOfWay(graph, this.search.wayFrom(graph, 0), placed.origin.placement, group.ticket)
    return {
      basis: 'road',
      seconds: Math.round(seconds),
      metres,
      line: [...ends.slice(0, 1), ...line, ...ends.slice(1)],
    }
  }

  /**
   * Which streets `asked.crews` reach, each street by whoever is there first, or from which ones a crew in a car reaches
   * `asked.ticket`. Other questions are answered between the steps of this one, closures too: then it begins anew.
   */
  async reach(asked: ReachAsked): Promise<StreetReach> {
    for (;;) {
      const { revision } = this.closures
      const bands: Spans[] = REACH_MINUTES.map(() => [])
      let placed = 0
      for (const { count, spans } of 'crews' in asked
        ? this.reachFrom(asked.crews)
        : this.reachTo(asked.ticket)) {
        placed += count
        for (const [band, reached] of spans.entries()) bands[band] = union(bands[band] ?? [], reached)
        await nextTurn()
      }
      const texts: string[] = []
      for (const [band, reached] of bands.entries()) {
        const lines = linesOf(this.network.lines, without(reached, bands[band - 1] ?? []))
        texts.push(encodeLines(lines))
        await nextTurn()
      }
      if (revision === this.closures.revision) return { placed, bands: texts }
    }
  }

  /** By each mode and pace apart: seconds of the one are not those of the other. */
  private *reachFrom(crews: readonly Located[]): Generator<{ count: number; spans: Spans[] }> {
    const alike = new Map<string, { mode: Mode; pace: number; origins: Origin[] }>()
    for (const placed of crews.map((crew) => this.placeOf(crew))) {
      if (placed === null) continue
      const { mode, origin } = placed
      const group = alike.get(`${mode} ${origin.pace}`) ?? { mode, pace: origin.pace, origins: [] }
      group.origins.push(origin)
      alike.set(`${mode} ${origin.pace}`, group)
    }
    for (const { mode, pace, origins } of alike.values()) {
      const graph = this.network.graphs[mode]
      const limits = REACH_MINUTES.map((minutes) => minutes * 60 * pace)
      const reached = this.reachSearch.from(graph, origins, Math.max(...limits))
      yield { count: origins.length, spans: limits.map((limit) => spansWithin(graph, reached, limit)) }
    }
  }

  private *reachTo(ticket: LonLat): Generator<{ count: number; spans: Spans[] }> {
    const { placement, graphs, speeds } = this.network
    const { mode, factor: pace } = speeds.crews[ANY_CREW]
    const graph = graphs[mode]
    const place = placement.place(graph, ticket)
    if (place === null) return
    const limits = REACH_MINUTES.map((minutes) => (minutes * 60 - this.walkSeconds(place)) * pace)
    const reached = this.reachSearch.to(graph, place, Math.max(...limits))
    yield { count: 1, spans: limits.map((limit) => spansWithin(graph, reached, limit)) }
  }

  /** Crews by mode, with the ticket's place on the mode's streets; apart, those for whom there is none, or who need none. */
  private group(ticket: LonLat, crews: readonly Located[]) {
    const byMode: Record<Mode, Placed[]> = { car: [], bicycle: [], foot: [] }
    const unplaced: Located[] = []
    for (const crew of crews) {
      const placed = this.placeOf(crew)
      if (placed === null) unplaced.push(crew)
      else byMode[placed.mode].push(placed)
    }
    const groups: { mode: Mode; ticket: Placement; placed: Placed[] }[] = []
    for (const mode of modes) {
      const placed = byMode[mode]
      if (placed.length === 0) continue
      const place = this.network.placement.place(this.network.graphs[mode], ticket)
      // Nobody on foot goes to the street to come to what is nearer than the street.
      const goesStraight = ({ crew, origin }: Placed) =>
        place === null ||
        (mode === 'foot' && metresBetween(crew, ticket) < origin.placement.metresOff + place.metresOff)
      unplaced.push(...placed.filter(goesStraight).map(({ crew }) => crew))
      const along = placed.filter((one) => !goesStraight(one))
      if (place !== null && along.length > 0) groups.push({ mode, ticket: place, placed: along })
    }
    return { groups, unplaced }
  }

  private placeOf(crew: Located): Placed | null {
    const known = this.places.get(crew.crewId)
    if (known !== undefined && known.revision === this.closures.revision && isSame(known.at, crew))
      return known.placed
    const placed = this.place(crew)
    if (this.places.size >= REMEMBERED) this.places.clear()
    this.places.set(crew.crewId, { at: crew, revision: this.closures.revision, placed })
    return placed
  }

  private place(crew: Located): Placed | null {
    const { placement, graphs, speeds } = this.network
    const { mode, factor: pace } = speeds.crews[crew.kind]
    const place = placement.place(graphs[mode], crew, crew.speed)
    if (place === null) return null
    const accessSeconds = place.metresOff / offStreetSpeed(mode, speeds)
    return { crew, mode, origin: { placement: place, accessSeconds, pace } }
  }

  /** Whether a time that the last search found rests on learned speeds. */
  private restsOnLearned(mode: Mode, { origin }: Found): boolean {
    const { carSpeeds, graphs } = this.network
    if (mode !== 'car' || !carSpeeds.anyLearned) return false
    return carSpeeds.isLearned(this.search.wayFrom(graphs.car, origin))
  }

  private walkSeconds({ metresOff }: Placement): number {
    return metresOff / offStreetSpeed('foot', this.network.speeds)
  }
}

/** Lets other questions be answered. */
function nextTurn(): Promise<void> {
  return new Promise((settle) => setImmediate(settle))
}

/** From door to door. */
function figures(found: Found, { placement }: Origin, ticket: Placement, walked: number) {
  return {
    seconds: found.seconds + walked,
    metres: Math.round(found.metres + placement.metresOff + ticket.metresOff),
  }
}

function isSame(a: Located, b: Located): boolean {
  return a.lon === b.lon && a.lat === b.lat && a.kind === b.kind && a.speed === b.speed
}
