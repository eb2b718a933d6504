import { breachAhead } from '../../shared/breach-ahead.ts'
import type { CallOut } from '../../shared/call-out/call-out.ts'
import { type Clock, clockOf } from '../../shared/deadline.ts'
import { type Instant, MINUTE, SECOND } from '../../shared/instant.ts'
import type { Locale } from '../../shared/text.ts'
import { duration, roughDuration, THIN } from '../../shared/typography.ts'
import { type UsualTimes, usualToSecure } from '../../shared/usual-time.ts'
import { clockTime } from '../design/format.ts'
import type { QueueRow } from '../store/queue.ts'
import type { Words } from '../words/fr.ts'

export interface ClockText {
  clock: Clock
  /** What stands on the right of the row. */
  figure: string
  tone: 'running' | 'short' | 'predicted' | 'passed' | 'reached'
  /** What the figure measures. */
  measures: string
}

const SHORT = 0.25

interface Measured extends Pick<QueueRow, 'ticket' | 'able' | 'guard' | 'service'> {
  callOut: CallOut | null
  usualTimes: UsualTimes
  /** By road, of the nearest crew, where nobody is on the way. */
  nearestSeconds: number | null
}

/** A ticket's clock as rows say it. */
export function clockText(
  { ticket, able, guard, service, callOut, usualTimes, nearestSeconds }: Measured,
  now: Instant,
  timeZone: string,
  locale: Locale,
  words: Words,
): ClockText {
  const clock = clockOf(ticket, service, now)
  const measures = words.queue.measures[clock.target]
  if (clock.state === 'reached')
    return { clock, figure: clockTime(clock.at, timeZone, locale), tone: 'reached', measures }
  if (clock.state === 'stopped') return { clock, figure: '', tone: 'reached', measures }
  if (clock.state === 'passed') {
    return {
      clock,
      figure: `+${THIN}${roughDuration(clock.late / SECOND)}`,
      tone: 'passed',
      measures: words.queue.late,
    }
  }
  const atWork = { able: listOf(able), guards: listOf(guard), callOut, nearestSeconds }
  const breach = breachAhead(ticket, service, atWork, usualToSecure(service, usualTimes).duration, now)
  if (breach !== null && breach.late >= MINUTE)
    return {
      clock,
      figure: words.clock.predicted(roughDuration(breach.late / SECOND)),
      tone: 'predicted',
      measures: words.queue.measures[breach.target],
    }
  const seconds = clock.remaining / SECOND
  return { clock, figure: duration(seconds), tone: clock.share < SHORT ? 'short' : 'running', measures }
}

function listOf<T>(one: T | null): T[] {
  return one === null ? [] : [one]
}
