import { Router } from 'express'
import { z } from 'zod'
import { plainCode } from '../../../shared/enrolment.ts'
import type { SessionView } from '../../../shared/protocol/session.ts'
import type { Database } from '../../db/pool.ts'
import { logAccess } from '../../session/access-log.ts'
import { sessionCookie } from '../../session/session.ts'
import { enrolTablet } from '../../session/tablets.ts'
import type { LoginThrottle } from '../../session/throttle.ts'
import { addressOf } from './client-address.ts'
import { refuse } from './errors.ts'

export interface EnrolmentDependencies {
  database: Database
  throttle: LoginThrottle
}

const codeSchema = z.strictObject({ code: z.string().min(1).max(100).transform(plainCode) })
/** Codes have no name to guess at: all attempts of an address count together. */
const NAME = 'enrolment'
const STATUS = { unknown_code: 404, used_code: 409, expired_code: 410 } as const

/** `/api/enrolment`: a tablet gives a code, and gets a session of its own. */
export function enrolmentRouter({ database, throttle }: EnrolmentDependencies): Router {
  const router = Router()
  router.post('/enrolment', async (request, response) => {
    const parsed = codeSchema.safeParse(request.body)
    if (!parsed.success) return refuse(response, 400, 'invalid')
    const address = addressOf(request)
    const seconds = await throttle.begin(address ?? 'unknown', NAME)
    if (seconds > 0) {
      response.setHeader('Retry-After', seconds)
      return refuse(response, 429, 'too_many_attempts', { seconds })
    }
    const enrolled = await enrolTablet(database, parsed.data.code)
    const refused = typeof enrolled === 'string'
    await logAccess(database, refused ? 'enrolment_refused' : 'enrolment', {
      deviceId: refused ? null : enrolled.deviceId,
      address,
    })
    if (refused) return refuse(response, STATUS[enrolled], enrolled)
    await throttle.succeeded(address ?? 'unknown', NAME)
    const { tablet, token } = enrolled
    response.setHeader('Set-Cookie', sessionCookie(token, request.secure, 'tablet'))
    response.json({ role: 'crew', label: tablet, userName: null, tablet, crewId: null } satisfies SessionView)
  })
  return router
}
