import { z } from 'zod'
import {
  type AskedType,
  askedTypeSchema,
  type ListedType,
  listedTypeSchema,
} from '../../shared/open311/extension.ts'
import { type PublicTown, publicTownSchema } from '../../shared/protocol/city.ts'
import { ApiError, call } from './session.ts'

const DOOR = '/open311/v2'
/** On a slow network photographs take their time; past this the answer was lost. */
const LONGEST_MS = 180_000

const takenSchema = z.object({
  service_request_id: z.string(),
  service_notice: z.string().nullish(),
  follow_token: z.string(),
})
const errorsSchema = z.array(z.object({ description: z.string() }))

/** A report that the town has. */
export interface Taken {
  reference: string
  /** Leads to its page. */
  token: string
  /** Something that came with it was not. */
  partly: boolean
}

/**
 * What became of a report that was sent: taken; not now, so many seconds; refused, and why, for who looks into it; too large;
 * or nobody knows, since no answer came: sent again under the same id it is the same report.
 */
export type Sending =
  | { state: 'taken'; taken: Taken }
  | { state: 'wait'; seconds: number }
  | { state: 'refused'; why: string; outside: boolean }
  | { state: 'too_large' | 'closed' | 'unanswered' }

/** Whether whoever has no account may report something here. */
export function isFormOpen(): Promise<boolean> {
  return fetchTown().then(
    () => true,
    () => false,
  )
}

/** Whether the town has no such form. */
export function isClosed(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}

export async function fetchTown(): Promise<PublicTown> {
  return publicTownSchema.parse(await call('GET', '/api/signaler'))
}

/** The types that may be reported, for every language. */
export async function fetchTypes(): Promise<ListedType[]> {
  return z.array(listedTypeSchema).parse(await call('GET', `${DOOR}/services.json?extensions=true`))
}

/** What is asked about a type. */
export async function fetchType(code: string): Promise<AskedType> {
  return askedTypeSchema.parse(
    await call('GET', `${DOOR}/services/${encodeURIComponent(code)}.json?extensions=true`),
  )
}

/** The number of the report that a token leads to. */
export async function fetchReference(token: string): Promise<string> {
  const found = await call('GET', `${DOOR}/tokens/${encodeURIComponent(token)}.json`)
  const [{ service_request_id: reference }] = z
    .tuple([takenSchema.pick({ service_request_id: true })])
    .parse(found)
  return reference
}

/** Sends a report; the same `id` again is the same report. Never rejects. */
export async function sendReport(
  id: string,
  fields: readonly [string, string][],
  pictures: readonly Blob[],
): Promise<Sending> {
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  for (const [index, picture] of pictures.entries()) body.append('media', picture, `photo-${index + 1}.jpg`)
  try {
    const response = await fetch(`${DOOR}/requests.json`, {
      method: 'POST',
      body,
      headers: { 'Idempotency-Key': id },
      credentials: 'omit',
      signal: AbortSignal.timeout(LONGEST_MS),
    })
    return outcomeOf(response.status, response.headers.get('Retry-After'), await response.json())
  } catch {
    return { state: 'unanswered' }
  }
}

/** What an answer of the door means. */
export function outcomeOf(status: number, retryAfter: string | null, content: unknown): Sending {
  if (status === 201) {
    const [made] = z.tuple([takenSchema]).parse(content)
    const { service_request_id: reference, follow_token: token, service_notice: notice } = made
    return { state: 'taken', taken: { reference, token, partly: notice != null } }
  }
  if (status === 429) return { state: 'wait', seconds: Math.max(1, Number(retryAfter) || 60) }
  if (status === 413) return { state: 'too_large' }
  if (status === 403) return { state: 'closed' }
  if (status === 408 || status >= 500) return { state: 'unanswered' }
  const why = errorsSchema
    .catch([])
    .parse(content)
    .map(({ description }) => description)
  return { state: 'refused', why: why.join(' '), outside: /outside the territory/.test(why.join(' ')) }
}
