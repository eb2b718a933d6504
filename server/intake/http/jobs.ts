import { type Request, Router } from 'express'
import { z } from 'zod'
import { mayReachOnCall } from '../../../shared/authority.ts'
import type { Agency } from '../../../shared/catalogue/service.ts'
import type { SentCommand } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { commandIdSchema } from '../../../shared/id.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { CommandHandler } from '../../command/handle.ts'
import type { Database } from '../../db/pool.ts'
import { DELIVERY, type DeliveryBody, deliveryBodySchema, isInHands } from '../../delivery/jobs.ts'
import { derivedId } from '../../derived-id.ts'
import { dropGivenUp, findGivenUp, givenUp, tryAgain } from '../../job/job.ts'
import { findTicket } from '../../projection/ticket.ts'
import { actorOf } from '../../session/session.ts'
import { refuse, refuseQuery } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface JobsDependencies {
  database: Database
  handler: CommandHandler
  now: () => Instant
  /** Of the catalogue in force. */
  agencyOf(code: string): Agency | undefined
  /** Told when jobs were added. */
  wakeJobs(): void
}

/**
 * `/api/jobs/given-up`: what could not be delivered, and why; a supervisor has it tried again, or abandons it.
 */
export function jobsRouter({ database, handler, now, agencyOf, wakeJobs }: JobsDependencies): Router {
  const router = Router()
  router.use('/jobs', sessionRequired(database), (_request, response, next) => {
    if (mayReachOnCall(sessionOf(response).role) === 'everyone') next()
    else refuse(response, 403, 'forbidden')
  })
  router.get('/jobs/given-up', async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    const nameOf = (code: string) => agencyOf(code)?.name ?? { fr: code, en: code }
    response.json(await givenUp(database, nameOf))
  })
  router.post('/jobs/:jobId/retry', async (request, response) => {
    const id = idIn(request)
    if (id === null || !(await tryAgain(database, id, now()))) return refuse(response, 404, 'not_found')
    wakeJobs()
    response.status(204).end()
  })
  router.post('/jobs/:jobId/abandon', async (request, response) => {
    const id = idIn(request)
    const asked = abandonSchema.safeParse(request.body ?? {})
    if (!asked.success) return refuseQuery(response, asked.error)
    const job = id === null ? undefined : await findGivenUp(database, id)
    if (id === null || job === undefined) return refuse(response, 404, 'not_found')
    if (job.kind === DELIVERY) {
      const actor = actorOf(sessionOf(response))
      const handOff = deliveryBodySchema.parse(job.body)
      const ticket = await findTicket(database, { id: handOff.ticketId })
      if (asked.data.takeBack && (ticket === undefined || !isInHands(ticket, handOff)))
        return refuse(response, 409, 'not_in_hands')
      const sent = abandonment({ id, handOff }, asked.data, actor)
      const answer = await handler.submit(sent, actor)
      const code = answer.status === 'refused' ? answer.refusal.code : null
      if (code === 'unavailable' || code === 'failed') return refuse(response, 503, 'unavailable')
      // That it was told after all, or abandoned already, keeps nobody from striking it off.
      if (code !== null && asked.data.takeBack) return refuse(response, 409, 'not_in_hands')
    }
    await dropGivenUp(database, id)
    response.status(204).end()
  })
  return router
}

const abandonSchema = z.strictObject({ takeBack: z.boolean().default(false) })

/** What is said of a delivery that is not tried again: that, or that its ticket is the PC Radio's again. */
function abandonment(
  { id, handOff }: { id: string; handOff: DeliveryBody },
  { takeBack }: z.infer<typeof abandonSchema>,
  actor: Actor,
): SentCommand {
  const { ticketId } = handOff
  return {
    id: commandIdSchema.parse(derivedId(takeBack ? 'take back' : 'abandon', `${id}/${actor.id}`)),
    command: takeBack
      ? { type: 'reopen_ticket', ticketId, reason: TAKEN_BACK }
      : { type: 'abandon_delivery', ...handOff },
  }
}

const TAKEN_BACK = 'Le partenaire n’a pas été prévenu'

function idIn({ params }: Request): string | null {
  return z.uuid().safeParse(params.jobId).data ?? null
}
