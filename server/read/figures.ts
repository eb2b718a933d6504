import type { Theme } from '../../shared/catalogue/service.ts'
import { type Days, dayAt, spanOf } from '../../shared/figures/days.ts'
import type { Figures, OnCallFigures, PromiseFigures, PromiseKind } from '../../shared/figures/figures.ts'
import { hoursOf } from '../../shared/figures/hours.ts'
import { quantileOf } from '../../shared/figures/quantile.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Connection, Database } from '../db/pool.ts'
import { readConsistently } from '../db/transaction.ts'

export interface FiguresDependencies {
  database: Database
  timeZone: string
  /** What the districts of the loaded city are called. */
  districts(): readonly { code: string; short: string }[]
  now: () => Instant
}

/**
 * The reports that were taken in a span: what each asked for, as the catalogue had it with which it was taken. Each
 * catalogue is taken apart once (`materialized`), not for every report: 0.7 ms.
 */
const TAKEN = `
  service as materialized (
    select version, entry ->> 'code' as code, entry ->> 'theme' as theme,
      (entry #>> '{deadlines,acknowledged}')::float8 as acknowledged_minutes,
      (entry #>> '{deadlines,onScene}')::float8 as on_scene_minutes,
      (entry #>> '{deadlines,secured}')::float8 as secured_minutes
    from catalogue, jsonb_array_elements(catalogue -> 'services') as entry
    where version in (
      select catalogue_version from ticket where received_at >= instant_of($1) and received_at < instant_of($2))
  ), taken as (
    select ticket.*, service.*,
      -- In the hands of a service of the town it is under way as well.
      status = 'open' or (status = 'transferred' and transfer ->> 'outside' = 'false') as is_open
    from ticket join service on version = catalogue_version and code = service_code
    where received_at >= instant_of($1) and received_at < instant_of($2)
  )`

/** What came in, in all and by hour, theme and district: one walk through it. */
const COUNTS = `
  with ${TAKEN}, placed as (
    select status, is_open, channel, theme, district,
      width_bucket(received_at, array(select instant_of(hour) from unnest($3::bigint[]) as hour)) as hour
    from taken
  )
  select case grouping(hour, theme, district) when 7 then 'all' when 3 then 'hour' when 5 then 'theme' else 'district' end as of,
    hour, theme, district,
    count(*)::float8 as reports,
    (count(*) filter (where status <> 'joined'))::float8 as tickets,
    (count(*) filter (where channel = 'phone'))::float8 as "byPhone",
    (count(*) filter (where is_open))::float8 as open
  from placed group by grouping sets ((), (hour), (theme), (district))
  order by reports desc, theme, district`

/**
 * What became of what the catalogue promises. A clock counts from when the ticket was taken, or reopened. `took` and
 * `ran`, in seconds: until it was reached; or, where it was not, until now or until the ticket ended.
 */
const PROMISES = `
  with ${TAKEN}, clock as (
    select kind, minutes * 60 as promised, is_open as open,
      extract(epoch from reached_at - deadline_started_at)::float8 as took,
      greatest(0, extract(epoch from
        case when is_open then instant_of($3) else status_at end - deadline_started_at))::float8 as ran
    from taken
    cross join lateral (
      values
        ('acknowledged', coalesce(acknowledged_at, on_scene_at, secured_at), acknowledged_minutes),
        ('onScene', coalesce(on_scene_at, secured_at), on_scene_minutes),
        ('secured', secured_at, secured_minutes),
        ('withinHour', secured_at, case when secured_minutes <= 60 then 60 end)
    ) as promise (kind, reached_at, minutes)
    where status <> 'joined' and channel <> 'patrol' and minutes is not null
  )
  select kind,
    coalesce(array_agg(floor(took)::integer order by took) filter (where took is not null), '{}') as took,
    coalesce(array_agg(floor(ran)::integer order by ran) filter (where took is null and open), '{}') as waiting,
    (count(*) filter (where took is null and not open))::float8 as ended,
    (count(*) filter (where took is null and open and ran <= promised))::float8 as "notDue",
    (count(*) filter (where took <= promised))::float8 as within,
    (count(*) filter (where coalesce(took, ran) > promised))::float8 as late
  from clock group by kind`

/** What came of calling people from home, of the call-outs that began in a span. `took`, `waiting`: seconds until one accepted. */
const CALL_OUTS = `
  with began as (
    select started_at, call_out -> 'calls' as calls, call_out ->> 'status' as status, call_out -> 'alarm' <> 'null' as alarmed
    from call_out where started_at >= instant_of($1) and started_at < instant_of($2)
  ), outcome as (
    select *,
      jsonb_path_exists(calls, '$[*] ? (@.state == "accepted" || @.state == "released")') as accepted,
      (select extract(epoch from min(instant_of((call ->> 'stateAt')::bigint)) - started_at)::float8
        from jsonb_array_elements(calls) as call where call ->> 'state' = 'accepted') as took
    from began
  )
  select count(*)::float8 as "callOuts",
    (count(*) filter (where accepted))::float8 as accepted,
    (count(*) filter (where alarmed))::float8 as alarmed,
    coalesce(sum(jsonb_array_length(calls)), 0)::float8 as people,
    coalesce(sum(jsonb_array_length(jsonb_path_query_array(calls, '$[*] ? (@.state == "declined")'))), 0)::float8 as declined,
    coalesce(sum(jsonb_array_length(jsonb_path_query_array(calls, '$[*] ? (@.state == "unanswered")'))), 0)::float8 as unanswered,
    coalesce(array_agg(floor(took)::integer order by took) filter (where took is not null), '{}') as took,
    coalesce(array_agg(floor(extract(epoch from instant_of($3) - started_at))::integer order by started_at desc)
      filter (where not accepted and status in ('calling', 'alarmed')), '{}') as waiting
  from outcome`

const DISTRESSES = `
  select count(*)::float8 as distresses from ticket
  where received_at >= instant_of($1) and received_at < instant_of($2) and service_code = 'CREW_DISTRESS'`

interface CountRow {
  of: 'all' | 'hour' | 'theme' | 'district'
  /** From 1. */
  hour: number | null
  theme: Theme | null
  district: string | null
  reports: number
  tickets: number
  byPhone: number
  open: number
}

interface CallOutRow {
  callOuts: number
  accepted: number
  alarmed: number
  people: number
  declined: number
  unanswered: number
  took: number[]
  waiting: number[]
}

interface PromiseRow {
  kind: PromiseKind
  took: number[]
  waiting: number[]
  ended: number
  notDue: number
  within: number
  late: number
}

/** The figures of some days without a problem (see `problemOfDays`), on one snapshot. It costs what those days hold. */
export async function readFigures(
  days: Days,
  { database, timeZone, districts, now }: FiguresDependencies,
): Promise<Figures> {
  const at = now()
  const span = spanOf(days, timeZone)
  const hours = hoursOf(span, timeZone)
  const bounds = [span.from, span.until]
  const { counts, promised, called, distresses } = await readConsistently(database, async (connection) => ({
    counts: await rowsOf<CountRow>(connection, COUNTS, [...bounds, hours]),
    promised: await rowsOf<PromiseRow>(connection, PROMISES, [...bounds, at]),
    called: await rowsOf<CallOutRow>(connection, CALL_OUTS, [...bounds, at]),
    distresses: await rowsOf<{ distresses: number }>(connection, DISTRESSES, bounds),
  }))
  const of = (what: CountRow['of']) => counts.filter((row) => row.of === what)
  const [all] = of('all')
  const byHour = new Map(of('hour').map((row) => [row.hour, row]))
  const names = new Map(districts().map(({ code, short }) => [code, short]))
  const promise = (kind: PromiseKind) => promiseOf(promised.find((row) => row.kind === kind))
  return {
    ...days,
    today: dayAt(at, timeZone),
    timeZone,
    at,
    ...cameIn(all),
    byPhone: all?.byPhone ?? 0,
    open: all?.open ?? 0,
    distresses: distresses[0]?.distresses ?? 0,
    hours: hours.map((hour, index) => ({ at: hour, ...cameIn(byHour.get(index + 1)) })),
    themes: of('theme').flatMap((row) => (row.theme === null ? [] : { theme: row.theme, ...cameIn(row) })),
    districts: of('district').map((row) => {
      const { district: code } = row
      return { code, name: code && (names.get(code) ?? null), ...cameIn(row) }
    }),
    promises: {
      acknowledged: promise('acknowledged'),
      onScene: promise('onScene'),
      secured: promise('secured'),
      withinHour: promise('withinHour'),
    },
    onCall: onCallOf(called[0]),
  }
}

async function rowsOf<Row extends object>(
  connection: Connection,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await connection.query<Row>(text, values)
  return rows
}

function cameIn(row: CountRow | undefined): { reports: number; tickets: number } {
  return { reports: row?.reports ?? 0, tickets: row?.tickets ?? 0 }
}

function onCallOf({ took, waiting, ...counts }: CallOutRow = NO_CALL_OUT): OnCallFigures {
  return { ...counts, p50: quantileOf(50, took, waiting), p90: quantileOf(90, took, waiting) }
}

const NO_CALL_OUT: CallOutRow = {
  callOuts: 0,
  accepted: 0,
  alarmed: 0,
  people: 0,
  declined: 0,
  unanswered: 0,
  took: [],
  waiting: [],
}

function promiseOf(row: PromiseRow | undefined): PromiseFigures {
  const { took = [], waiting = [], notDue = 0, ended = 0, within = 0, late = 0 } = row ?? {}
  return {
    reached: took.length,
    waiting: waiting.length,
    notDue,
    ended,
    within,
    late,
    p50: quantileOf(50, took, waiting),
    p90: quantileOf(90, took, waiting),
    p95: quantileOf(95, took, waiting),
  }
}
