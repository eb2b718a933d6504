import { after, HOUR, type Instant, instant } from '../instant.ts'
import type { OnCallRules } from '../protocol/on-call.ts'
import { openSpans } from './calendar.ts'
import { holes, type Rota } from './rota.ts'
import { common, uncovered } from './span.ts'
import { type OnCallDomain, onCallDomains } from './turn.ts'

/** A manager is told of a hole so many hours before nobody could be called, the farthest first. */
const HOURS_AHEAD = [72, 24] as const

/** A time that nobody has of a domain's rota, while its agency is closed for a part of it. */
export interface ComingHole {
  domain: OnCallDomain
  /** When the turn before it ends. */
  from: Instant
  /** When the next one begins; null where none is planned. */
  until: Instant | null
  /** From when on, from now on, nobody could be called. */
  nobodyFrom: Instant
  /** Which of `HOURS_AHEAD` that is within. */
  hoursAhead: (typeof HOURS_AHEAD)[number]
}

/**
 * The holes of a rota by which, within three days from `now`, nobody could be called for a domain whose agency is closed;
 * the soonest first. A domain that never had a turn has no rota, and no hole.
 */
export function comingHoles(
  rota: Rota,
  { agencies }: Pick<OnCallRules, 'agencies'>,
  now: Instant,
  timeZone: string,
): ComingHole[] {
  return onCallDomains
    .flatMap((domain) => holesOf(rota, domain).map((hole) => ({ domain, ...hole })))
    .flatMap((hole): ComingHole[] => {
      const watched = { from: now, until: after(now, HOURS_AHEAD[0] * HOUR) }
      const near = common(watched, { from: hole.from, until: hole.until ?? watched.until })
      if (near === null) return []
      const agency = agencies.find(({ domain }) => domain === hole.domain)
      const open = agency === undefined ? [] : openSpans(agency.calendar, near, timeZone)
      const [nobody] = uncovered(near, open)
      if (nobody === undefined) return []
      const hoursAhead = nobody.from - now <= HOURS_AHEAD[1] * HOUR ? HOURS_AHEAD[1] : HOURS_AHEAD[0]
      return [{ ...hole, nobodyFrom: nobody.from, hoursAhead }]
    })
    .sort((one, other) => one.nobodyFrom - other.nobodyFrom)
}

/** What is between a domain's turns, and after the last of them. */
function holesOf(rota: Rota, domain: OnCallDomain): { from: Instant; until: Instant | null }[] {
  const turns = rota.filter((turn) => turn.domain === domain)
  if (turns.length === 0) return []
  const first = instant(Math.min(...turns.map(({ from }) => from)))
  const last = instant(Math.max(...turns.map(({ until }) => until)))
  return [...holes(turns, domain, { from: first, until: last }), { from: last, until: null }]
}
