import type { Request, Response } from 'express'
import { findTicket } from '../../projection/ticket.ts'
import { addressOf } from '../http/client-address.ts'
import type { Open311Dependencies } from './dependencies.ts'
import { refusal } from './errors.ts'
import { fieldsOf } from './fields.ts'
import { type Presentation, referenceOf } from './present.ts'
import { named, send } from './send.ts'
import { jurisdictionIn } from './territory.ts'

/** `GET tokens/{token}`: the id of the request that a token follows. The token is proof enough: no key is asked for. */
export async function showToken(
  request: Request,
  response: Response,
  dependencies: Open311Dependencies,
  presentation: Presentation,
): Promise<void> {
  jurisdictionIn(fieldsOf(request), dependencies)
  const { guesses, followTokens, database } = dependencies
  const address = addressOf(request) ?? ''
  const wait = await guesses.wait(address)
  if (wait > 0) throw refusal(429, 'Too many tokens that are none: wait.', wait)
  const token = named(request, 'token')
  const id = followTokens.ticketIn(token)
  const ticket = id === null ? undefined : await findTicket(database, { id })
  if (ticket === undefined) {
    await guesses.spend(address)
    throw refusal(404, 'token was not found.')
  }
  response.setHeader('Cache-Control', 'no-store')
  send(request, response, 'service_requests', 'request', [
    { service_request_id: referenceOf(ticket, presentation), token },
  ])
}
