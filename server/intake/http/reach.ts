import { Router } from 'express'
import { z } from 'zod'
import { crewIdSchema, ticketIdSchema } from '../../../shared/id.ts'
import type { Reach } from '../../../shared/reach.ts'
import type { Database } from '../../db/pool.ts'
import { type ReachDependencies, type ReachSubject, reachOf } from '../../read/reach.ts'
import { actorOf } from '../../session/session.ts'
import { RequestThrottle } from '../../session/throttle.ts'
import { refuse, refuseQuery } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

/** For one session: a console asks at most every five seconds, and once for each thing it turns to. */
const MOST_A_MINUTE = 60

const querySchema = z
  .strictObject({
    crew: crewIdSchema.optional(),
    ticket: ticketIdSchema.optional(),
    free: z.literal('1', 'must be 1').optional(),
  })
  .refine(
    (query) => Object.keys(query).length === 1,
    'one of crew, ticket and free must be given, and only one',
  )
  .transform(({ crew, ticket }): ReachSubject => {
    if (crew !== undefined) return { crew }
    return ticket === undefined ? { free: true } : { ticket }
  })

/** `/api/reach`: isochrones, of any crew, of all free ones or to a ticket; for a crew's session, its own. */
export function reachRouter({
  database,
  ...dependencies
}: ReachDependencies & { database: Database }): Router {
  const router = Router()
  const throttle = new RequestThrottle()
  /** Posts that ask the same while it is being computed get one answer. */
  const underWay = new Map<string, Promise<Reach | undefined>>()
  const reach = (subject: ReachSubject) => {
    const key = JSON.stringify(subject)
    const answer = underWay.get(key) ?? reachOf(subject, dependencies).finally(() => underWay.delete(key))
    underWay.set(key, answer)
    return answer
  }
  router.get('/reach', sessionRequired(database), async (request, response) => {
    const parsed = querySchema.safeParse(request.query)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    const subject = parsed.data
    const session = sessionOf(response)
    const wait = throttle.wait(session.id, MOST_A_MINUTE, dependencies.now())
    if (wait > 0)
      return refuse(response.set('Retry-After', String(wait)), 429, 'too_many_requests', { seconds: wait })
    const { role, crewId } = actorOf(session)
    if (role === 'crew' && !('crew' in subject && subject.crew === crewId))
      return refuse(response, 403, 'forbidden')
    const answer = await reach(subject)
    if (answer === undefined)
      return refuse(response, 404, 'ticket' in subject ? 'unknown_ticket' : 'unknown_crew')
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })
  return router
}
