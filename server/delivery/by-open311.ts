import { z } from 'zod'
import { HOUR, type Instant, MINUTE } from '../../shared/instant.ts'
import { plainText } from '../../shared/text.ts'
import type { Delivered } from './delivered.ts'
import { type Answered, exchange, outcomeOf } from './exchange.ts'
import type { OtherTown } from './partners.ts'
import { linesOf, type Told } from './told.ts'

interface Attempt {
  timeZone: string
  now: Instant
  timeoutMs: number
  /** It was tried before, and may be there: their list is looked at first. */
  isRepeat: boolean
  /** A person has it tried again, and takes it upon them where their list cannot be read. */
  isAsked: boolean
}

const MOST_BYTES = 4_000_000
const idSchema = z.union([z.string(), z.number().transform(String)]).nullish()
const filedSchema = z.array(z.looseObject({ service_request_id: idSchema, token: idSchema })).min(1)
const listedSchema = z.array(
  z.looseObject({ service_request_id: idSchema, description: z.string().nullish() }),
)

/** Files a request at another town's door; one that may be there since an earlier attempt is looked for before. */
export async function byOpen311(town: OtherTown, told: Told, attempt: Attempt): Promise<Delivered> {
  if (attempt.isRepeat) {
    const found = await look(town, told, attempt)
    if (found.status === 'done') return found
    if (found.status === 'unreadable' && !attempt.isAsked)
      return { status: 'again', problem: 'list_unreadable' }
    if (found.status === 'again' || found.status === 'never') return found
  }
  const answered = await ask(town, 'POST', 'requests.json', attempt.timeoutMs, {
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'idempotency-key': told.id,
    },
    body: formOf(town, told, attempt.timeZone).toString(),
  })
  if (!('text' in answered)) return answered
  const outcome = outcomeOf(answered)
  return outcome.status === 'done' ? { ...outcome, reference: referenceIn(answered) } : outcome
}

/** By this it is known again in their list. */
const markOf = ({ id, reference }: Told) => `[Vigie ${reference} ${id}]`

function formOf(town: OtherTown, told: Told, timeZone: string): URLSearchParams {
  const { position, address, service } = told
  return new URLSearchParams({
    api_key: town.apiKey,
    ...jurisdictionOf(town),
    service_code: codeOf(town, service.code),
    ...(position !== null && { lat: position.lat.toFixed(6), long: position.lon.toFixed(6) }),
    ...(address !== null && { address_string: address }),
    description: [markOf(told), ...linesOf(told, timeZone)].join('\n').slice(0, 4_000),
  })
}

type Looked = { status: 'absent' } | { status: 'unreadable' } | Delivered

/** Whether it is in their list of what was filed since. */
async function look(town: OtherTown, told: Told, { now, timeoutMs }: Attempt): Promise<Looked> {
  const query = new URLSearchParams({
    ...jurisdictionOf(town),
    service_code: codeOf(town, told.service.code),
    // Their clock may be another.
    start_date: dateOf(told.handedAt - HOUR),
    end_date: dateOf(now + 5 * MINUTE),
  })
  const answered = await ask(town, 'GET', `requests.json?${query}`, timeoutMs)
  if (!('text' in answered)) return answered
  const outcome = outcomeOf(answered)
  if (outcome.status !== 'done') return outcome.status === 'never' ? { status: 'unreadable' } : outcome
  const listed = listedSchema.safeParse(jsonIn(answered))
  if (!listed.success) return { status: 'unreadable' }
  const filed = listed.data.find(({ description }) => description?.includes(markOf(told)) === true)
  if (filed === undefined) return { status: 'absent' }
  return { status: 'done', reference: harmless(filed.service_request_id) }
}

function ask(
  { url, inside }: OtherTown,
  method: 'GET' | 'POST',
  path: string,
  timeoutMs: number,
  { headers = {}, body = '' }: { headers?: Readonly<Record<string, string>>; body?: string } = {},
) {
  const target = new URL(`${url}/${path}`)
  return exchange({ target, method, headers, body, mayBeInside: inside, timeoutMs, mostBytes: MOST_BYTES })
}

function jurisdictionOf({ jurisdictionId }: OtherTown): Record<string, string> {
  return jurisdictionId === undefined ? {} : { jurisdiction_id: jurisdictionId }
}

function codeOf({ serviceCode, serviceCodes }: OtherTown, own: string): string {
  return serviceCodes[own] ?? serviceCode
}

/** Its id, or until it has one its token. */
function referenceIn(answered: Answered): string | null {
  const [filed] = filedSchema.safeParse(jsonIn(answered)).data ?? []
  return harmless(filed?.service_request_id) ?? harmless(filed?.token)
}

function harmless(reference: string | null | undefined): string | null {
  return (
    plainText(reference ?? '')
      .slice(0, 60)
      .trim() || null
  )
}

function jsonIn({ text }: Answered): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** To the second: some servers refuse fractions. */
function dateOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}
