import { Router } from 'express'
import { z } from 'zod'
import type { Database } from '../../db/pool.ts'
import { type WayDependencies, wayOf } from '../../read/way.ts'
import { actorOf } from '../../session/session.ts'
import { refuse } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

const nothingSchema = z.strictObject({})

/** `/api/way`: a crew's session asks for its own way, and can name no other crew and no other ticket. */
export function wayRouter({ database, ...dependencies }: WayDependencies & { database: Database }): Router {
  const router = Router()
  router.get('/way', sessionRequired(database), async (request, response) => {
    const { role, crewId } = actorOf(sessionOf(response))
    if (role !== 'crew' || crewId === null) return refuse(response, 403, 'forbidden')
    if (!nothingSchema.safeParse(request.query).success)
      return refuse(response, 400, 'invalid', { problem: 'the way is asked for without parameters' })
    response.setHeader('Cache-Control', 'no-store')
    response.json(await wayOf(crewId, dependencies))
  })
  return router
}
