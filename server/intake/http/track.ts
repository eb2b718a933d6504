import { Router } from 'express'
import { z } from 'zod'
import { mayFollowCrews } from '../../../shared/authority.ts'
import { crewIdSchema } from '../../../shared/id.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import { type TrackDependencies, trackOf } from '../../read/track.ts'
import { RequestThrottle } from '../../session/throttle.ts'
import { recordTrackAccess } from '../../session/track-access.ts'
import { addressOf } from './client-address.ts'
import { refuse, refuseQuery } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

/** For one session: a console asks every half minute, and once for each crew it turns to. */
const MOST_A_MINUTE = 60

const noQuery = z.strictObject({})

/** `/api/crews/{crewId}/track`: where a crew went today, for those who send crews; who looked is kept. */
export function trackRouter({ live, ...dependencies }: TrackDependencies & { live: LiveBoard }): Router {
  const { database, now } = dependencies
  const router = Router()
  const throttle = new RequestThrottle()
  router.get('/crews/:crewId/track', sessionRequired(database), async (request, response) => {
    const { id, role, actorId } = sessionOf(response)
    const wait = throttle.wait(id, MOST_A_MINUTE, now())
    if (wait > 0)
      return refuse(response.set('Retry-After', String(wait)), 429, 'too_many_requests', { seconds: wait })
    if (!mayFollowCrews(role)) return refuse(response, 403, 'forbidden')
    const query = noQuery.safeParse(request.query)
    if (!query.success) return refuseQuery(response, query.error)
    const crewId = crewIdSchema.safeParse(request.params.crewId)
    const crew = crewId.success ? live.board.crews.get(crewId.data) : undefined
    if (crew === undefined) return refuse(response, 404, 'unknown_crew')
    await recordTrackAccess(database, { accountId: actorId, crewId: crew.id, address: addressOf(request) })
    response.setHeader('Cache-Control', 'no-store')
    response.json(await trackOf(crew, dependencies))
  })
  return router
}
