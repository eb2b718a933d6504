import { z } from 'zod'
import { plainText } from '../../shared/text.ts'
import { numberOf } from './by-open311.ts'
import { outcomeOf } from './exchange.ts'
import { askTown, identityOf, jsonIn } from './other-town.ts'
import type { OtherTown } from './partners.ts'

/** Where a request stands at another town: `word` and `notes` are theirs, made harmless. */
export type Standing =
  | { status: 'open' }
  | { status: 'closed'; word: string; notes: string | null }
  | { status: 'unknown'; problem: string }

/** Of FixMyStreet's servers as well. */
const CLOSED = new Set([
  'closed',
  'fixed',
  'resolved',
  'no_further_action',
  'duplicate',
  'cancelled',
  'not_councils_responsibility',
])
/** So many are asked for in one request; those that it did not tell of, so many singly. */
export const MOST_TOGETHER = 50
const MOST_SINGLY = 10
const LONGEST_NOTES = 500

const listSchema = z.array(z.unknown())
const requestSchema = z.looseObject({
  service_request_id: z.union([z.string(), z.number().transform(String)]),
  status: z.string().max(60),
  status_notes: z.string().nullish(),
})

/** Asks another town where requests stand, by what it calls them. What is garbage, or of another request, tells nothing. */
export async function standingsOf(
  town: OtherTown,
  references: readonly string[],
  timeoutMs: number,
): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>()
  if (references.length > 1) {
    const query = new URLSearchParams({
      ...identityOf(town),
      service_request_id: references.join(','),
    })
    const listed = await read(town, `requests.json?${query}`, timeoutMs)
    if ('problem' in listed && listed.isDown)
      return new Map(references.map((reference) => [reference, unknown(listed.problem)]))
    if ('standings' in listed)
      for (const reference of references) {
        const standing = listed.standings.get(reference)
        if (standing !== undefined) found.set(reference, standing)
      }
  }
  const missing = references.filter((reference) => !found.has(reference))
  for (const reference of missing.slice(0, MOST_SINGLY))
    found.set(reference, await standingOf(town, reference, timeoutMs))
  for (const reference of missing.slice(MOST_SINGLY)) found.set(reference, unknown('answer_unreadable'))
  return found
}

/** One by its number; what came back when it was filed may have been a token. */
async function standingOf(town: OtherTown, reference: string, timeoutMs: number): Promise<Standing> {
  const first = await single(town, reference, timeoutMs)
  if (first.status !== 'unknown' || !first.problem.startsWith('answered 4')) return first
  const number = await numberOf(town, reference, timeoutMs)
  return number === null || number === reference ? first : single(town, number, timeoutMs)
}

async function single(town: OtherTown, number: string, timeoutMs: number): Promise<Standing> {
  const query = new URLSearchParams(identityOf(town))
  const answered = await read(town, `requests/${encodeURIComponent(number)}.json?${query}`, timeoutMs)
  if ('problem' in answered) return unknown(answered.problem)
  return answered.standings.get(number) ?? unknown('answer_unreadable')
}

type Read = { standings: Map<string, Standing> } | { problem: string; isDown: boolean }

async function read(town: OtherTown, path: string, timeoutMs: number): Promise<Read> {
  const answered = await askTown(town, 'GET', path, timeoutMs)
  if (!('text' in answered)) return { problem: answered.problem, isDown: true }
  const outcome = outcomeOf(answered)
  if (outcome.status !== 'done') return { problem: outcome.problem, isDown: outcome.status === 'again' }
  const listed = listSchema.safeParse(jsonIn(answered))
  if (!listed.success) return { problem: 'answer_unreadable', isDown: false }
  const requests = listed.data.flatMap((one) => requestSchema.safeParse(one).data ?? [])
  return { standings: new Map(requests.map((request) => [request.service_request_id, standing(request)])) }
}

function standing({ status, status_notes: notes }: z.infer<typeof requestSchema>): Standing {
  const word = status.trim().toLowerCase()
  if (!CLOSED.has(word)) return { status: 'open' }
  return {
    status: 'closed',
    word,
    notes:
      plainText(notes ?? '')
        .slice(0, LONGEST_NOTES)
        .trim() || null,
  }
}

function unknown(problem: string): Standing {
  return { status: 'unknown', problem }
}
