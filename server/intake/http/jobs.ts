import { type Request, Router } from 'express'
import { z } from 'zod'
import { grantOf, mayMendDeliveries } from '../../../shared/authority.ts'
import type { Agency } from '../../../shared/catalogue/service.ts'
import type { Command } from '../../../shared/command.ts'
import { tellingMeansSchema } from '../../../shared/delivery/delivery.ts'
import { commandIdSchema } from '../../../shared/id.ts'
import type { Instant } from '../../../shared/instant.ts'
import { CALL, callBodySchema } from '../../call-out/jobs.ts'
import type { CommandHandler } from '../../command/handle.ts'
import type { Database } from '../../db/pool.ts'
import { DELIVERY, deliveryBodySchema, isInHands, TAKEN_BACK } from '../../delivery/jobs.ts'
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
 * `/api/jobs/given-up`: what could not be delivered, and why; a post has it tried again, says that a person told it, or takes
 * the ticket back; a supervisor may abandon it as well.
 */
export function jobsRouter({ database, handler, now, agencyOf, wakeJobs }: JobsDependencies): Router {
  const router = Router()
  router.use('/jobs', sessionRequired(database), (_request, response, next) => {
    if (mayMendDeliveries(sessionOf(response).role)) next()
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
    const actor = actorOf(sessionOf(response))
    const { takeBack, told } = asked.data
    // Whoever answers for the hall alone leaves it at that.
    if (!takeBack && told === undefined && grantOf('abandon_delivery', actor.role) !== 'yes')
      return refuse(response, 403, 'forbidden')
    const job = id === null ? undefined : await findGivenUp(database, id)
    if (id === null || job === undefined) return refuse(response, 404, 'not_found')
    const command = abandonment(job, asked.data)
    if (command === null && (takeBack || told !== undefined)) return refuse(response, 409, 'not_in_hands')
    if (command !== null) {
      if (command.type === 'reopen_ticket' && !(await isInTheirs(database, job)))
        return refuse(response, 409, 'not_in_hands')
      const sent = { id: commandIdSchema.parse(derivedId(command.type, `${id}/${actor.id}`)), command }
      const answer = await handler.submit(sent, actor)
      const code = answer.status === 'refused' ? answer.refusal.code : null
      if (code === 'unavailable' || code === 'failed') return refuse(response, 503, 'unavailable')
      // That it was told after all, or abandoned already, keeps nobody from striking it off.
      if (code !== null && takeBack) return refuse(response, 409, 'not_in_hands')
    }
    await dropGivenUp(database, id)
    response.status(204).end()
  })
  return router
}

const abandonSchema = z
  .strictObject({ takeBack: z.boolean().default(false), told: tellingMeansSchema.optional() })
  .refine(({ takeBack, told }) => !takeBack || told === undefined, 'takeBack, or told')

type GivenUpJob = NonNullable<Awaited<ReturnType<typeof findGivenUp>>>

/**
 * What is said of a job that is not tried again: that; that a person told its partner; or that its ticket is the PC
 * Radio's again. Null where there is nothing to say of its kind.
 */
function abandonment(
  { kind, body }: GivenUpJob,
  { takeBack, told }: z.infer<typeof abandonSchema>,
): Command | null {
  if (kind === CALL && !takeBack && told === undefined) {
    const { personId: calleeId, ...call } = callBodySchema.parse(body)
    return { type: 'abandon_call', calleeId, ...call }
  }
  if (kind !== DELIVERY && kind !== TAKEN_BACK) return null
  const handOff = deliveryBodySchema.parse(body)
  const about = kind === TAKEN_BACK ? { about: 'taken_back' as const } : {}
  if (told !== undefined) return { type: 'tell_partner', ...handOff, ...about, means: told, toldAt: null }
  if (!takeBack) return { type: 'abandon_delivery', ...handOff, ...about }
  if (kind === TAKEN_BACK) return null
  return { type: 'reopen_ticket', ticketId: handOff.ticketId, reason: NOT_TOLD }
}

async function isInTheirs(database: Database, { body }: GivenUpJob): Promise<boolean> {
  const handOff = deliveryBodySchema.parse(body)
  const ticket = await findTicket(database, { id: handOff.ticketId })
  return ticket !== undefined && isInHands(ticket, handOff)
}

const NOT_TOLD = 'Le partenaire n’a pas été prévenu'

function idIn({ params }: Request): string | null {
  return z.uuid().safeParse(params.jobId).data ?? null
}
