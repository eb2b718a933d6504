import { z } from 'zod'
import { themes } from '../catalogue/service.ts'
import { instantSchema } from '../instant.ts'

const count = z.int().min(0)

/** What came in: every report, and how many of them are tickets of their own, not joined to another. */
const cameInShape = { reports: count, tickets: count }

const quantileSchema = z.object({ seconds: count, atLeast: z.boolean() }).nullable()

/** One promise of the catalogue, and what became of it. Every ticket that has it is reached, waiting or ended. */
const promiseSchema = z.object({
  reached: count,
  /** Still open, and not reached. */
  waiting: count,
  /** Of those that wait: their time is not over yet. */
  notDue: count,
  /** Closed, cancelled or handed to somebody outside the town without it. */
  ended: count,
  within: count,
  /** Reached too late, or not while it could be in time: still waiting, or ended after that. */
  late: count,
  /** Of those reached and those waiting; null where there are none. */
  p50: quantileSchema,
  p90: quantileSchema,
  p95: quantileSchema,
})
export type PromiseFigures = z.infer<typeof promiseSchema>

/** What came of calling people from home: of the call-outs that began on those days. */
const onCallSchema = z.object({
  callOuts: count,
  /** Someone took it, at least for a time. */
  accepted: count,
  /** Settled, or to be settled, by the PC Radio itself: nobody was left to call, or who took it was late. */
  alarmed: count,
  /** People who were called, each call-out's on its own. */
  people: count,
  declined: count,
  unanswered: count,
  /** Until someone took it; those that nobody took yet count for as long as they have waited. */
  p50: quantileSchema,
  p90: quantileSchema,
})
export type OnCallFigures = z.infer<typeof onCallSchema>

/** `withinHour`: made safe within 60 minutes, of the types that promise it in no more. */
export const promises = ['acknowledged', 'onScene', 'secured', 'withinHour'] as const
export type PromiseKind = (typeof promises)[number]

/** The figures of the reports that were taken on some days of a town, as it stands at `at`. Nothing personal is in them. */
export const figuresSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** The day that it is in the town. */
  today: z.string(),
  timeZone: z.string(),
  at: instantSchema,
  ...cameInShape,
  byPhone: count,
  /** Tickets that are under way still, in the hands of the PC Radio or of a service of the town. */
  open: count,
  /** Calls for help of crews: no citizen's report, and in no other figure. */
  distresses: count,
  /** Each hour of the span, in order, by the instant at which it begins. */
  hours: z.array(z.object({ at: instantSchema, ...cameInShape })),
  /** Those that came at all, most reports first. */
  themes: z.array(z.object({ theme: z.enum(themes), ...cameInShape })),
  /** `code` null: not located, or outside every district. */
  districts: z.array(z.object({ code: z.string().nullable(), name: z.string().nullable(), ...cameInShape })),
  promises: z.record(z.enum(promises), promiseSchema),
  onCall: onCallSchema,
})
export type Figures = z.infer<typeof figuresSchema>

/** The share of what was decided that was in time, from 0 to 1; null while nothing is decided. */
export function shareWithin({ within, late }: Pick<PromiseFigures, 'within' | 'late'>): number | null {
  return within + late === 0 ? null : within / (within + late)
}
