import { z } from 'zod'
import { HOUR } from '../../shared/instant.ts'
import { callSchema } from '../store/call.ts'

const keptCallSchema = z.object({
  call: callSchema,
  /** On this device's clock. */
  keptAt: z.number(),
  /** Interrupted, or on its way to the server. */
  state: z.enum(['draft', 'sending']),
  /** Why the server refused it, in words; null where it did not. */
  refusal: z.string().nullable(),
})
export type KeptCall = z.infer<typeof keptCallSchema>

const keptSchema = z.object({ account: z.string(), calls: z.array(z.unknown()) })

const KEY = 'vigie.calls'
const LONGEST_KEPT = 24 * HOUR
const MOST = 20

/** A device's own storage, which may refuse. */
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * The calls of an account that this device keeps, the last first. What is older than a day, or of another account, is
 * erased on the way; one that cannot be read is lost, and no other with it.
 */
export function keptCalls(shelf: Shelf, account: string, now: number): KeptCall[] {
  const raw = attempt(() => shelf.getItem(KEY)) ?? null
  const kept = keptSchema.safeParse(raw === null ? null : attempt(() => JSON.parse(raw)))
  const calls = !kept.success || kept.data.account !== account ? [] : kept.data.calls
  const readable = calls.flatMap((one) => keptCallSchema.safeParse(one).data ?? [])
  const young = readable.filter(({ keptAt }) => now - keptAt < LONGEST_KEPT && keptAt <= now + HOUR)
  if (raw !== null && young.length !== calls.length) keepCalls(shelf, account, young)
  if (raw !== null && young.length === 0) forgetCalls(shelf)
  return young
}

/** Erases what is older than a day, whoever's it is: its account may never come back to this device, which may refuse. */
export function forgetOldCalls(open: () => Shelf, now: number): void {
  const shelf = attempt(open)
  const raw = attempt(() => shelf?.getItem(KEY)) ?? null
  if (shelf === undefined || raw === null) return
  const { data } = keptSchema.safeParse(attempt(() => JSON.parse(raw)))
  keptCalls(shelf, data?.account ?? '', now)
}

/** Keeps these and no others; false where the device stores nothing. */
export function keepCalls(shelf: Shelf, account: string, calls: readonly KeptCall[]): boolean {
  if (calls.length === 0) return forgetCalls(shelf)
  const text = JSON.stringify({ account, calls: calls.slice(0, MOST) })
  return (
    attempt(() => {
      shelf.setItem(KEY, text)
      return true
    }) ?? false
  )
}

/** Erases them all, whoever's they are. */
export function forgetCalls(shelf: Shelf): boolean {
  return (
    attempt(() => {
      shelf.removeItem(KEY)
      return true
    }) ?? false
  )
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
