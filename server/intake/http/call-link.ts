import { randomUUID } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import type { CallOutCommand } from '../../../shared/call-out/command.ts'
import type { ServiceOf } from '../../../shared/catalogue/published.ts'
import { commandIdSchema } from '../../../shared/id.ts'
import type { Instant } from '../../../shared/instant.ts'
import { type CallLinkAction, callLinkActionSchema } from '../../../shared/protocol/on-call.ts'
import { type CallLink, findLinks, type KeptLink } from '../../call-out/link.ts'
import { ON_CALL } from '../../call-out/step-job.ts'
import type { CommandHandler } from '../../command/handle.ts'
import type { Database } from '../../db/pool.ts'
import { readCallLink } from '../../read/call-link.ts'
import { SecretLookup } from '../../session/secret-lookup.ts'
import type { LoginThrottle } from '../../session/throttle.ts'
import { addressOf } from './client-address.ts'
import { refuse } from './errors.ts'

export interface CallLinkDependencies {
  database: Database
  handler: CommandHandler
  serviceOf: ServiceOf
  throttle: LoginThrottle
  timeZone: string
  now: () => Instant
}

/** In a header, so that no log of addresses has it. */
const HEADER = 'vigie-link'
/** Links have no name to guess at: all wrong ones of an address count together. */
const NAME = 'call-link'

/** `/api/call-link`: the link of a person who is called. It shows where that stands, and takes their answer once. */
export function callLinkRouter(dependencies: CallLinkDependencies): Router {
  const { database, handler } = dependencies
  const links = new SecretLookup<KeptLink>((hashes) => findLinks(database, hashes))
  const router = Router()
  router.get('/call-link', async (request, response) => {
    const link = await linkOf(request, response, links, dependencies)
    if (link !== undefined) await show(response, link, dependencies)
  })
  router.post('/call-link', async (request, response) => {
    const link = await linkOf(request, response, links, dependencies)
    if (link === undefined) return
    const action = callLinkActionSchema.safeParse(request.body)
    if (!action.success) return refuse(response, 400, 'invalid')
    const id = commandIdSchema.parse(randomUUID())
    const answer = await handler.submit({ id, command: commandOf(link, action.data) }, ON_CALL)
    const code = answer.status === 'refused' ? answer.refusal.code : null
    if (code === 'unavailable' || code === 'failed') return refuse(response, 503, 'unavailable')
    // What is refused was done already, or by someone else: what is shown says it.
    await show(response, link, dependencies)
  })
  return router
}

function commandOf(
  { callOutId, ticketId, personId: calleeId }: CallLink,
  action: CallLinkAction,
): CallOutCommand {
  const on = { callOutId, ticketId, calleeId }
  switch (action.type) {
    case 'accept':
      return { type: 'accept_call', ...on, minutes: action.minutes }
    case 'decline':
      return { type: 'decline_call', ...on, reason: action.reason }
    case 'arrive':
      return { type: 'arrive_on_call', ...on }
    case 'secure':
      return { type: 'secure_on_call', ...on }
  }
}

/** The link that a request has; undefined once it was refused. A good one is never throttled by the guesses of others. */
async function linkOf(
  request: Request,
  response: Response,
  links: SecretLookup<KeptLink>,
  { throttle, now }: CallLinkDependencies,
): Promise<KeptLink | undefined> {
  response.setHeader('Cache-Control', 'no-store')
  const token = request.get(HEADER) ?? ''
  const link = token.length > 0 && token.length <= 100 ? await links.find(token) : undefined
  if (link !== undefined && link.expiresAt > now()) return link
  if (link !== undefined) {
    refuse(response, 410, 'expired_link')
    return undefined
  }
  const seconds = await throttle.begin(addressOf(request) ?? 'unknown', NAME)
  if (seconds > 0) {
    response.setHeader('Retry-After', seconds)
    refuse(response, 429, 'too_many_attempts', { seconds })
  } else refuse(response, 404, 'unknown_link')
  return undefined
}

async function show(response: Response, link: CallLink, dependencies: CallLinkDependencies): Promise<void> {
  const view = await readCallLink(dependencies, link)
  if (view === undefined) refuse(response, 404, 'unknown_link')
  else response.json(view)
}
