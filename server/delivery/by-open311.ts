import { z } from 'zod'
import { HOUR, type Instant, MINUTE } from '../../shared/instant.ts'
import type { Delivered } from './delivered.ts'
import { type Answered, outcomeOf } from './exchange.ts'
import { askTown, codeOf, dateOf, harmless, identityOf, jsonIn } from './other-town.ts'
import type { OtherTown } from './partners.ts'
import { attributesFor, missingProblem, type TheirServices } from './their-service.ts'
import { linesOf, type TakenBack, type Told } from './told.ts'

interface Attempt {
  timeZone: string
  now: Instant
  timeoutMs: number
  services: TheirServices
  /** It was tried before, and may be there: their list is looked at first. */
  isRepeat: boolean
  /** A person has it tried again, and takes it upon them where their list cannot be read. */
  isAsked: boolean
}

const idSchema = z.union([z.string(), z.number().transform(String)]).nullish()
const filedSchema = z.array(z.looseObject({ service_request_id: idSchema, token: idSchema })).min(1)
const listedSchema = z.array(
  z.looseObject({ service_request_id: idSchema, description: z.string().nullish() }),
)

/** Files a request at another town's door; one that may be there since an earlier attempt is looked for before. */
export async function byOpen311(town: OtherTown, told: Told, attempt: Attempt): Promise<Delivered> {
  const { timeZone, timeoutMs } = attempt
  if (attempt.isRepeat) {
    const found = await look(town, told, attempt)
    if (found.status === 'done') return found
    if (found.status === 'unreadable' && !attempt.isAsked)
      return { status: 'again', problem: 'list_unreadable' }
    if (found.status === 'again' || found.status === 'never') return found
  }
  const asked = await attempt.services.attributesOf(town, codeOf(town, told.service.code))
  if (!Array.isArray(asked)) return asked
  const { fields, missing } = attributesFor(asked, told, town.attributes)
  if (missing.length > 0) return { status: 'never', problem: missingProblem(missing) }
  const form = formOf(town, told, timeZone)
  for (const [name, value] of fields) form.append(name, value)
  const answered = await askTown(town, 'POST', 'requests.json', timeoutMs, { key: told.id, form })
  if (!('text' in answered)) return answered
  const outcome = outcomeOf(answered)
  return outcome.status === 'done' ? { ...outcome, reference: referenceIn(answered) } : outcome
}

/**
 * Tells another town, by an update of the request, that it is no longer asked for. One that was never seen to arrive is
 * looked for; where their server takes no updates, or the list cannot be read, a person must tell it.
 */
export async function updateByOpen311(
  town: OtherTown,
  back: TakenBack,
  { now, timeoutMs }: Pick<Attempt, 'now' | 'timeoutMs'>,
): Promise<Delivered> {
  let { reference } = back
  if (reference === null) {
    const found = await look(town, back.told, { now, timeoutMs })
    if (found.status === 'absent') return { status: 'done', reference: null }
    if (found.status === 'unreadable') return { status: 'never', problem: 'list_unreadable' }
    if (found.status !== 'done') return found
    reference = found.reference
  }
  if (reference === null) return { status: 'never', problem: 'updates_refused' }
  const first = await update(town, back, reference, timeoutMs)
  if (first.status !== 'never' || first.problem === 'inside') return first
  // What came back was a token perhaps: they may have given it a number since.
  const number = await numberOf(town, reference, timeoutMs)
  const second = number === null || number === reference ? first : await update(town, back, number, timeoutMs)
  return second.status === 'never' ? { status: 'never', problem: 'updates_refused' } : second
}

async function update(
  town: OtherTown,
  { id, told, takenBackAt }: TakenBack,
  reference: string,
  timeoutMs: number,
): Promise<Delivered> {
  const form = new URLSearchParams({
    ...identityOf(town),
    service_request_id: reference,
    update_id: id,
    updated_datetime: dateOf(takenBackAt),
    status: 'CLOSED',
    description: `${markOf(told)}\nLa ville reprend cette fiche à sa charge : ne donnez pas suite, ou plus.`,
  })
  const answered = await askTown(town, 'POST', 'servicerequestupdates.json', timeoutMs, { key: id, form })
  if (!('text' in answered)) return answered
  if (answered.status === 501) return { status: 'never', problem: 'answered 501' }
  const outcome = outcomeOf(answered)
  return outcome.status === 'done' ? { status: 'done', reference } : outcome
}

/** The number of the request that a token of theirs stands for; null where there is none. */
export async function numberOf(town: OtherTown, token: string, timeoutMs: number): Promise<string | null> {
  const query = new URLSearchParams(identityOf(town))
  const path = `tokens/${encodeURIComponent(token)}.json?${query}`
  const answered = await askTown(town, 'GET', path, timeoutMs)
  if (!('text' in answered)) return null
  const [found] = filedSchema.safeParse(jsonIn(answered)).data ?? []
  return harmless(found?.service_request_id)
}

/** By this it is known again in their list. */
const markOf = ({ id, reference }: Told) => `[Vigie ${reference} ${id}]`

function formOf(town: OtherTown, told: Told, timeZone: string): URLSearchParams {
  const { position, address, service } = told
  return new URLSearchParams({
    ...identityOf(town),
    service_code: codeOf(town, service.code),
    ...(position !== null && { lat: position.lat.toFixed(6), long: position.lon.toFixed(6) }),
    ...(address !== null && { address_string: address }),
    description: [markOf(told), ...linesOf(told, timeZone)].join('\n').slice(0, 4_000),
  })
}

type Looked = { status: 'absent' } | { status: 'unreadable' } | Delivered

/** Whether it is in their list of what was filed since. */
async function look(
  town: OtherTown,
  told: Told,
  { now, timeoutMs }: Pick<Attempt, 'now' | 'timeoutMs'>,
): Promise<Looked> {
  const query = new URLSearchParams({
    ...identityOf(town),
    service_code: codeOf(town, told.service.code),
    // Their clock may be another.
    start_date: dateOf(told.handedAt - HOUR),
    end_date: dateOf(now + 5 * MINUTE),
  })
  const answered = await askTown(town, 'GET', `requests.json?${query}`, timeoutMs)
  if (!('text' in answered)) return answered
  const outcome = outcomeOf(answered)
  if (outcome.status !== 'done') return outcome.status === 'never' ? { status: 'unreadable' } : outcome
  const listed = listedSchema.safeParse(jsonIn(answered))
  if (!listed.success) return { status: 'unreadable' }
  const filed = listed.data.find(({ description }) => description?.includes(markOf(told)) === true)
  if (filed === undefined) return { status: 'absent' }
  return { status: 'done', reference: harmless(filed.service_request_id) }
}

/** Its id, or until it has one its token. */
function referenceIn(answered: Answered): string | null {
  const [filed] = filedSchema.safeParse(jsonIn(answered)).data ?? []
  return harmless(filed?.service_request_id) ?? harmless(filed?.token)
}
