import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { photographIdSchema, type TicketId, ticketIdSchema } from '../../../shared/id.ts'
import { type Instant, instant } from '../../../shared/instant.ts'
import type { Answer } from '../../../shared/protocol/live.ts'
import type { ServiceList } from '../../../shared/protocol/ticket.ts'
import type { RefusalCode } from '../../../shared/refusal.ts'
import { isUnderWay } from '../../../shared/ticket/ticket.ts'
import { startOfDay } from '../../../shared/wall-clock.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { CommandHandler } from '../../command/handle.ts'
import type { Database } from '../../db/pool.ts'
import { loadPicture } from '../../projection/photograph.ts'
import { findTicket, loadInHands } from '../../projection/ticket.ts'
import { type AlikeToTicket, tellAlike } from '../../read/alike.ts'
import { readTicketDetail } from '../../read/ticket-detail.ts'
import { actorOf } from '../../session/session.ts'
import { RequestThrottle } from '../../session/throttle.ts'
import { type CommandDoor, readCommand } from '../sent-command.ts'
import { refuse, refuseQuery } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface ServiceDependencies {
  database: Database
  live: LiveBoard
  handler: CommandHandler
  commandDoor: CommandDoor
  timeZone: string
  alikeTo: AlikeToTicket
  now: () => Instant
}

const MOST_A_MINUTE = 600
const pageSchema = z.strictObject({ after: z.coerce.number().int().min(0).max(2_147_483_647).default(0) })

/**
 * `/api/service`: what a city service has in hand, each ticket of it with its photographs, and the commands on them. A
 * session sees and changes the tickets of its own agency alone, and no caller's name or number.
 */
export function serviceRouter(dependencies: ServiceDependencies): Router {
  const { database, live, handler, commandDoor, timeZone, alikeTo, now } = dependencies
  const router = Router()
  const throttle = new RequestThrottle()
  router.use('/service', sessionRequired(database, 'services_too'), (_request, response, next) => {
    const { id, role } = sessionOf(response)
    if (role !== 'service') return refuse(response, 403, 'forbidden')
    const wait = throttle.wait(id, MOST_A_MINUTE, now())
    if (wait > 0)
      return refuse(response.set('Retry-After', String(wait)), 429, 'too_many_requests', { seconds: wait })
    next()
  })

  router.get('/service/tickets', async (request, response) => {
    const page = pageSchema.safeParse(request.query)
    if (!page.success) return refuseQuery(response, page.error)
    const since = instant(startOfDay(now(), timeZone))
    const inHands = await loadInHands(database, agencyIn(response), { ...page.data, since })
    response.setHeader('Cache-Control', 'private, no-cache')
    response.json({ ...inHands, catalogueVersion: live.board.catalogueVersion } satisfies ServiceList)
  })

  router.get('/service/tickets/:ticketId', async (request, response) => {
    const ticketId = ticketIdSchema.safeParse(request.params.ticketId)
    const detail = ticketId.success
      ? await readTicketDetail(database, ticketId.data, false, now())
      : undefined
    if (detail === undefined || detail.ticket.transfer?.agency !== agencyIn(response))
      return refuse(response, 404, 'not_found')
    response.setHeader('Cache-Control', 'private, no-cache')
    // How one gets in is for crews.
    response.json({ ...detail, known: detail.known.filter(({ kind }) => kind === 'hazard') })
  })

  router.get('/service/tickets/:ticketId/alike', async (request, response) => {
    const ticketId = ticketIdSchema.safeParse(request.params.ticketId)
    const agency = agencyIn(response)
    const ticket = ticketId.success ? await findTicket(database, { id: ticketId.data }) : undefined
    if (ticket?.transfer?.agency !== agency || !isUnderWay(ticket)) return refuse(response, 404, 'not_found')
    response.setHeader('Cache-Control', 'private, no-cache')
    response.json(await tellAlike(database, await alikeTo(ticket, agency)))
  })

  const show = (kind: 'picture' | 'thumbnail') => async (request: Request, response: Response) => {
    const ticketId = ticketIdSchema.safeParse(request.params.ticketId)
    const id = photographIdSchema.safeParse(request.params.photographId)
    const picture =
      ticketId.success && id.success && (await isInHands(ticketId.data, agencyIn(response)))
        ? await loadPicture(database, ticketId.data, id.data, kind)
        : undefined
    if (picture === undefined) return refuse(response, 404, 'unknown_photograph')
    response.set({ 'Content-Type': 'image/jpeg', 'Cache-Control': 'private, no-store' })
    response.end(picture)
  }
  router.get('/service/tickets/:ticketId/photographs/:photographId', show('picture'))
  router.get('/service/tickets/:ticketId/photographs/:photographId/thumbnail', show('thumbnail'))

  async function isInHands(id: TicketId, agency: string): Promise<boolean> {
    return (await findTicket(database, { id }))?.transfer?.agency === agency
  }

  router.post('/service/commands', async (request, response) => {
    const sent = readCommand(request.body, commandDoor)
    const answer: Answer =
      'code' in sent
        ? { status: 'refused', refusal: sent }
        : await handler.submit(sent, actorOf(sessionOf(response)))
    response.status(answer.status === 'accepted' ? 200 : (STATUS[answer.refusal.code] ?? 409)).json(answer)
  })
  return router
}

/** As HTTP says what a refusal is; any other is a conflict with what there is now. */
const STATUS: Partial<Record<RefusalCode, number>> = {
  invalid: 400,
  not_allowed: 403,
  unknown_ticket: 404,
  failed: 500,
  unavailable: 503,
}

function agencyIn(response: Response): string {
  return sessionOf(response).agency ?? ''
}
