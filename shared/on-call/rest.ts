import { z } from 'zod'
import type { CallOut } from '../call-out/call-out.ts'
import { personIdSchema } from '../id.ts'
import { after, HOUR, type Instant, instant, instantSchema } from '../instant.ts'
import { common, type Span } from './span.ts'

/** Owed between two turns of work by law; an intervention while on call is work, the way there included. */
const REST = 11 * HOUR

/** When a person worked while on call; `until` null: they still do. */
export const workedSchema = z.object({
  personId: personIdSchema,
  from: instantSchema,
  until: instantSchema.nullable(),
})
export type Worked = z.infer<typeof workedSchema>

/** `owed`: until then they may not be at work again; an intervention begins the eleven hours anew. */
export type Rest =
  | { state: 'rested' }
  | { state: 'at_work'; since: Instant }
  | { state: 'owed'; until: Instant }

/** How a person stands at `now`, by what they worked; hours pass the same in the nights when clocks change. */
export function restOf(worked: readonly Worked[], now: Instant): Rest {
  const begun = worked.filter(({ from }) => from <= now)
  const ongoing = begun.filter(({ until }) => until === null || until > now)
  const [first] = ongoing.sort((one, other) => one.from - other.from)
  if (first !== undefined) return { state: 'at_work', since: first.from }
  const last = instant(Math.max(0, ...begun.map(({ until }) => until ?? 0)))
  const until = after(last, REST)
  return begun.length > 0 && until > now ? { state: 'owed', until } : { state: 'rested' }
}

/** Whether a person who stands so at `now` should not be called in a part of `watch`: they are at work, or owed rest, then. */
export function breaksRest(watch: Span, rest: Rest, now: Instant): boolean {
  if (rest.state === 'rested') return false
  return common(watch, { from: now, until: rest.state === 'owed' ? rest.until : after(now, REST) }) !== null
}

/** What people worked in a call-out: from when they accepted, until it was safe, over, or given to someone else. */
export function workedIn({ calls, status, statusAt }: CallOut): Worked[] {
  const over = status === 'secured' || status === 'stopped'
  return calls.flatMap(({ personId, state, startedAt, stateAt }): Worked[] => {
    if (state === 'accepted') return [{ personId, from: stateAt, until: over ? statusAt : null }]
    return state === 'released' ? [{ personId, from: startedAt, until: stateAt }] : []
  })
}
