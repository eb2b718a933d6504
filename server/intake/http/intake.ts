import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { grantOf, mayReachCallers } from '../../../shared/authority.ts'
import { serviceCodeSchema } from '../../../shared/catalogue/service.ts'
import { ticketIdSchema } from '../../../shared/id.ts'
import type { Instant } from '../../../shared/instant.ts'
import { phoneKey } from '../../../shared/intake/phone.ts'
import type { AlikeList } from '../../../shared/protocol.ts'
import { isUnderWay } from '../../../shared/ticket/ticket.ts'
import type { Database } from '../../db/pool.ts'
import { findTicket } from '../../projection/ticket.ts'
import type { AlikeToTicket } from '../../read/alike.ts'
import { readAround, readFrequent } from '../../read/around.ts'
import { readCaller } from '../../read/caller.ts'
import { recordCallerAccess } from '../../session/caller-access.ts'
import { RequestThrottle } from '../../session/throttle.ts'
import type { AlikeOf } from '../open311/one-of-many.ts'
import { addressOf } from './client-address.ts'
import { degrees } from './degrees.ts'
import { refuse, refuseQuery } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

/** One who answers the telephone looks up a number a call; this many are somebody going through a list. */
const LOOKUPS_A_MINUTE = 30

const pointSchema = z.strictObject({ lon: degrees(180), lat: degrees(90) })
const subjectSchema = pointSchema.extend({ serviceCode: serviceCodeSchema })
const callerSchema = z.strictObject({
  phone: z.string().transform((written, context) => {
    const key = phoneKey(written)
    if (key === null) context.addIssue('must be a telephone number, as 06 12 34 56 78 or +33612345678')
    return key ?? z.NEVER
  }),
})

interface IntakeDependencies {
  database: Database
  now: () => Instant
  /** What a report of a type at a place may be one more of. */
  alike: AlikeOf
  alikeTo: AlikeToTicket
}

/** `/api/intake`: what whoever takes a call is helped with. A number is in a body, never in an address; who asked is kept. */
export function intakeRouter({ database, now, alike, alikeTo }: IntakeDependencies): Router {
  const router = Router()
  const throttle = new RequestThrottle()
  router.use('/intake', sessionRequired(database), callTakersOnly)
  router.get('/intake/frequent', async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.json({ serviceCodes: await readFrequent(database, now()) })
  })
  router.get('/intake/around', async (request, response) => {
    const parsed = pointSchema.safeParse(request.query)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    response.setHeader('Cache-Control', 'no-store')
    response.json(await readAround(database, parsed.data, now()))
  })
  router.get('/intake/alike', async (request, response) => {
    const parsed = subjectSchema.safeParse(request.query)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    const { serviceCode, lon, lat } = parsed.data
    response.setHeader('Cache-Control', 'no-store')
    response.json({ alike: [...(await alike({ serviceCode, position: { lon, lat } }))] } satisfies AlikeList)
  })
  router.get('/intake/alike/:ticketId', async (request, response) => {
    const id = ticketIdSchema.safeParse(request.params.ticketId)
    const ticket = id.success ? await findTicket(database, { id: id.data }) : undefined
    if (ticket === undefined || !isUnderWay(ticket)) return refuse(response, 404, 'unknown_ticket')
    response.setHeader('Cache-Control', 'no-store')
    response.json({ alike: [...(await alikeTo(ticket))] } satisfies AlikeList)
  })
  router.post('/intake/caller', async (request, response) => {
    const { id, role, actorId } = sessionOf(response)
    if (!mayReachCallers(role)) return refuse(response, 403, 'forbidden')
    const wait = throttle.wait(id, LOOKUPS_A_MINUTE, now())
    if (wait > 0)
      return refuse(response.set('Retry-After', String(wait)), 429, 'too_many_requests', { seconds: wait })
    const parsed = callerSchema.safeParse(request.body)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    await recordCallerAccess(database, { accountId: actorId, address: addressOf(request), ticketId: null })
    response.setHeader('Cache-Control', 'no-store')
    response.json(await readCaller(database, parsed.data.phone))
  })
  return router
}

const callTakersOnly: RequestHandler = (_request, response, next) => {
  if (grantOf('receive_ticket', sessionOf(response).role) === 'yes') next()
  else refuse(response, 403, 'forbidden')
}
