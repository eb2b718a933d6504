import { type AssignmentStatus, inOrder } from '../../shared/assignment/assignment.ts'
import { emptyBoard, MutableBoard, openAssignments } from '../../shared/board.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { type EventType, ticketOf } from '../../shared/event.ts'
import type { LonLat } from '../../shared/geo.ts'
import { HOUR, type Instant, instant, MINUTE, SECOND } from '../../shared/instant.ts'
import type { PointAddress } from '../../shared/protocol/place.ts'
import type { Doing, Track } from '../../shared/track.ts'
import { startOfDay } from '../../shared/wall-clock.ts'
import type { Database } from '../db/pool.ts'
import { readOfCrew } from '../event-log/read-after.ts'
import { loadPassedFixes, type PassedFix } from '../projection/position-history.ts'
import { loadNumbers } from '../projection/ticket.ts'
import { type Saying, sayingsOf } from './saying.ts'
import { type Change, legsOf } from './track-legs.ts'
import { stopsOf } from './track-stops.ts'

export interface TrackDependencies {
  database: Database
  addresses: { reverse(point: LonLat): Pick<PointAddress, 'nearest'> }
  timeZone: string
  now: () => Instant
}

const LONGEST = 24 * HOUR
/** Spans looked into: ten seconds each for a shift of eight hours, thirty for a whole day. */
const MOST_SPANS = 2_880
/** A span is so long, or twice or three times. */
const SHORTEST_SPAN = 10 * SECOND
/** More than a crew says in a day; what came before tells what it did when the day began. */
const MOST_EVENTS = 400
/** A fix farther in time does not say where something was said. */
const NEAR_IN_TIME = 2 * MINUTE

/** What is said of a crew in the log, and is not of its work. */
const NOT_ITS_WORK: ReadonlySet<EventType> = new Set(['crew_registered', 'choice_explained'])

/** Where a crew went since its day began: the town's day, or its shift where that began before; 24 hours at most. */
export async function trackOf(
  crew: Crew,
  { database, addresses, timeZone, now }: TrackDependencies,
): Promise<Track> {
  const until = now()
  const from = beginOf(crew, until, timeZone)
  const fixes = await loadPassedFixes(database, crew.id, { ...spansBetween(from, until), until })
  const known = await readOfCrew(database, crew.id, MOST_EVENTS)
  const said = sayingsOf(known)
  const stops = stopsOf(fixes)
  return {
    crewId: crew.id,
    from,
    until,
    legs: legsOf(fixes, stops, doingsOf(crew, said)),
    stops: stops.map(({ first, last, at: { lon, lat } }) => ({
      lon,
      lat,
      from: fixes[first]?.at ?? from,
      to: fixes[last]?.at ?? until,
      place: addresses.reverse({ lon, lat }).nearest?.label ?? null,
    })),
    entries: await entriesOf(database, said, fixes, from),
  }
}

/** Spans begin at instants that do not move with the look: what is past is the same in the next one. */
function spansBetween(from: Instant, until: Instant): { from: Instant; step: number } {
  const step = Math.max(1, Math.ceil((until - from) / MOST_SPANS / SHORTEST_SPAN)) * SHORTEST_SPAN
  return { from: instant(Math.ceil(from / step) * step), step }
}

function beginOf({ onDutyAt }: Crew, now: Instant, timeZone: string): Instant {
  return instant(Math.max(now - LONGEST, Math.min(startOfDay(now, timeZone), onDutyAt ?? now)))
}

/** What the crew did from each event on. */
function doingsOf(crew: Crew, said: readonly Saying[]): Change[] {
  const board = new MutableBoard({ ...emptyBoard, crews: new Map([[crew.id, { ...crew, duty: 'off' }]]) })
  const changes = said.map(({ stored, at }): Change => {
    board.fold(stored)
    const { duty } = board.crews.get(crew.id) ?? crew
    const [current] = inOrder(openAssignments(board.assignments.values(), { crewId: crew.id }))
    return { at, doing: duty === 'available' ? STEP[current?.status ?? 'cleared'] : duty }
  })
  return changes.sort((a, b) => a.at - b.at)
}

const STEP: Record<AssignmentStatus, Doing> = {
  dispatched: 'dispatched',
  acknowledged: 'acknowledged',
  en_route: 'en_route',
  on_scene: 'on_scene',
  secured: 'secured',
  cleared: 'free',
  recalled: 'free',
  declined: 'free',
}

async function entriesOf(
  database: Database,
  said: readonly Saying[],
  fixes: readonly PassedFix[],
  from: Instant,
): Promise<Track['entries']> {
  const told = said
    .filter(({ stored, at }) => at >= from && !NOT_ITS_WORK.has(stored.event.type))
    .sort((a, b) => a.at - b.at)
  const ticketIds = told.flatMap(({ stored }) => ticketOf(stored.event) ?? [])
  const numbers = await loadNumbers(database, [...new Set(ticketIds)])
  return told.map(({ stored, at }) => ({
    stored,
    at,
    position: placeAt(fixes, at),
    ticketNumber: numbers.get(ticketOf(stored.event) ?? '') ?? null,
  }))
}

/** Where the crew was at an instant, by the fix nearest in time; null where none is within two minutes. */
function placeAt(fixes: readonly PassedFix[], at: Instant): LonLat | null {
  const after = fixes.findIndex((fix) => fix.at >= at)
  const near = [fixes[after < 0 ? fixes.length - 1 : after - 1], fixes[after]].flatMap((fix) =>
    fix !== undefined && Math.abs(fix.at - at) <= NEAR_IN_TIME ? [fix] : [],
  )
  const [best] = near.sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))
  return best === undefined ? null : { lon: best.lon, lat: best.lat }
}
