import { DAY, type Instant } from '../../../shared/instant.ts'
import { dayAt, instantAt } from '../../../shared/on-call/calendar.ts'
import { frenchHoliday, type Holiday } from '../../../shared/on-call/holidays.ts'
import { holes, type Overlap, overlaps, type Rota, watchesOf } from '../../../shared/on-call/rota.ts'
import { common, holds, type Span } from '../../../shared/on-call/span.ts'
import { type OnCallDomain, onCallDomains, type Turn } from '../../../shared/on-call/turn.ts'
import type { OnCallRules } from '../../../shared/protocol/on-call.ts'
import type { Localized } from '../../../shared/text.ts'

/** A part of a turn that one person has, as one week shows it. */
export interface RotaWatch extends Span {
  turn: Turn
  personId: Turn['personId']
  swapped: boolean
  /** All of the week. */
  whole: boolean
  overlaps: boolean
}

export interface RotaCell {
  domain: OnCallDomain
  watches: readonly RotaWatch[]
  /** What is to come of them. */
  holes: readonly Span[]
}

/** A day that is not like others: a public holiday, or one with hours of its own somewhere. */
export interface OddDay {
  at: Instant
  holiday: Holiday | null
  reason: Localized | null
}

export interface RotaWeek {
  span: Span
  oddDays: readonly OddDay[]
  cells: readonly RotaCell[]
}

export type Problem =
  | { kind: 'hole'; domain: OnCallDomain; span: Span }
  | { kind: 'overlap'; overlap: Overlap }

/** The rota as a table: weeks one below the other, domains side by side. */
export function rotaWeeks(
  rota: Rota,
  weeks: readonly Span[],
  now: Instant,
  { agencies }: OnCallRules,
  timeZone: string,
): RotaWeek[] {
  return weeks.map((span) => ({
    span,
    oddDays: oddDays(span, agencies, timeZone),
    cells: onCallDomains.map((domain) => cellOf(rota, domain, span, now)),
  }))
}

/** What is to be settled from `now` on, the earliest first. */
export function rotaProblems(rota: Rota, within: Span): Problem[] {
  const missing = onCallDomains.flatMap((domain) =>
    holes(rota, domain, within).map((span): Problem => ({ kind: 'hole', domain, span })),
  )
  const doubled = overlaps(rota, within).map((overlap): Problem => ({ kind: 'overlap', overlap }))
  return [...missing, ...doubled].sort((a, b) => beginning(a) - beginning(b))
}

function beginning(problem: Problem): Instant {
  return problem.kind === 'hole' ? problem.span.from : problem.overlap.from
}

function cellOf(rota: Rota, domain: OnCallDomain, week: Span, now: Instant): RotaCell {
  const doubled = new Set(overlaps(rota, week).flatMap(({ turns }) => turns.map(({ id }) => id)))
  const watches = rota
    .filter((turn) => turn.domain === domain)
    .flatMap((turn) =>
      watchesOf(turn).flatMap(({ personId, swapId, ...watch }): RotaWatch[] => {
        const shown = common(watch, week)
        if (shown === null) return []
        const whole = shown.from === week.from && shown.until === week.until
        return [{ ...shown, turn, personId, swapped: swapId !== null, whole, overlaps: doubled.has(turn.id) }]
      }),
    )
    .sort((a, b) => a.turn.order - b.turn.order || a.from - b.from)
  const toCome = common(week, { from: now, until: week.until })
  return { domain, watches, holes: toCome === null ? [] : holes(rota, domain, toCome) }
}

function oddDays(week: Span, agencies: OnCallRules['agencies'], timeZone: string): OddDay[] {
  const found: OddDay[] = []
  const keepsHolidays = agencies.some(({ calendar }) => calendar.holidays === 'france')
  for (let day = dayAt(week.from, timeZone); day <= dayAt(week.until, timeZone); day += 1) {
    const at = instantAt(day, '12:00', timeZone)
    // Change-over is in the middle of a day, which is in the week that has more of it.
    if (!holds(week, at)) continue
    const holiday = keepsHolidays ? frenchHoliday(day) : null
    const date = new Date(day * DAY).toISOString().slice(0, 10)
    const reason =
      agencies.flatMap(({ calendar }) => calendar.exceptions).find((one) => one.date === date)?.reason ?? null
    if (holiday !== null || reason !== null) found.push({ at, holiday, reason })
  }
  return found
}
