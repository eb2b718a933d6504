import type { Request, Response } from 'express'
import { DISTRESS } from '../../../shared/catalogue/service.ts'
import type { Ticket } from '../../../shared/ticket/ticket.ts'
import { findTicket, loadByNumbers, loadHolders } from '../../projection/ticket.ts'
import { readRequests } from '../../read/requests.ts'
import { authorised } from './client-key.ts'
import type { Open311Dependencies } from './dependencies.ts'
import { refusal } from './errors.ts'
import { fieldsOf, several } from './fields.ts'
import { listQuery } from './list-query.ts'
import { type Presentation, presentRequest, referenceOf } from './present.ts'
import { ticketNumberIn } from './reference.ts'
import { named, send } from './send.ts'
import { jurisdictionIn } from './territory.ts'

/** A list may name as many requests as it may hold. */
const MOST_NAMED = 1_000

/** `GET requests`: those that are named, or a page of those that fit. */
export async function listRequests(
  request: Request,
  response: Response,
  dependencies: Open311Dependencies,
  presentation: Presentation,
): Promise<void> {
  const { database, jurisdictions, now } = dependencies
  const fields = fieldsOf(request)
  const jurisdiction = jurisdictionIn(fields, dependencies) ?? null
  // Ids follow each other: without a key, anyone could read where the police are called to.
  await authorised(fields, dependencies)
  const references = several(fields, 'service_request_id')
  if (references.length > MOST_NAMED)
    throw refusal(400, `service_request_id names ${references.length} requests: at most ${MOST_NAMED}.`)
  const { filter, page } = listQuery(fields, jurisdiction, now())
  const tickets =
    references.length === 0
      ? await readRequests(database, filter, page, jurisdictions)
      : await findRequests(references, dependencies, presentation)
  await sendRequests(request, response, tickets, dependencies, presentation)
}

/** `GET requests/{id}`. */
export async function showRequest(
  request: Request,
  response: Response,
  dependencies: Open311Dependencies,
  presentation: Presentation,
): Promise<void> {
  const fields = fieldsOf(request)
  jurisdictionIn(fields, dependencies)
  await authorised(fields, dependencies)
  const [ticket] = await findRequests([named(request, 'reference')], dependencies, presentation)
  if (ticket === undefined) throw refusal(404, 'service_request_id was not found.')
  await sendRequests(request, response, [ticket], dependencies, presentation)
}

async function sendRequests(
  request: Request,
  response: Response,
  tickets: readonly Ticket[],
  { database }: Pick<Open311Dependencies, 'database'>,
  presentation: Presentation,
): Promise<void> {
  const holderOf = await loadHolders(database, tickets)
  const shown = tickets.map((ticket) => presentRequest(ticket, holderOf(ticket), presentation))
  send(request, response, 'service_requests', 'request', shown)
}

/** The tickets of these ids, in their order; those that there are not are left out. */
export async function findRequests(
  references: readonly string[],
  { database, jurisdictions }: Pick<Open311Dependencies, 'database' | 'jurisdictions'>,
  presentation: Presentation,
): Promise<Ticket[]> {
  const prefixes = jurisdictions.all.map(({ prefix }) => prefix)
  const numbers = references.flatMap((reference) => ticketNumberIn(reference, prefixes) ?? [])
  const [only, ...more] = numbers
  if (only === undefined) return []
  const found =
    more.length === 0
      ? [(await findTicket(database, { number: only })) ?? []].flat()
      : await loadByNumbers(database, numbers)
  const byNumber = new Map(found.map((ticket) => [ticket.number, ticket]))
  // The year is part of the id: another one names no request. The letters follow the place, which may have been mended.
  const rest = (reference: string) => reference.replace(/^[A-Z]+/, '')
  return references.flatMap((reference) => {
    const ticket = byNumber.get(ticketNumberIn(reference, prefixes) ?? 0)
    // A crew's distress is nobody's business but the PC Radio's.
    if (ticket === undefined || ticket.serviceCode === DISTRESS.code) return []
    return rest(referenceOf(ticket, presentation)) === rest(reference) ? [ticket] : []
  })
}
