import { Router } from 'express'
import { z } from 'zod'
import type { Instant } from '../../../shared/instant.ts'
import type { Database } from '../../db/pool.ts'
import { loadKnownAt } from '../../projection/place-note.ts'
import { actorOf } from '../../session/session.ts'
import { degrees } from './degrees.ts'
import { refuse, refuseQuery } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

const pointSchema = z.strictObject({ lon: degrees(180), lat: degrees(90) })

/** `/api/places`: what is known at a point, for whoever takes a call about it. A crew reads it with its tickets alone. */
export function placesRouter({ database, now }: { database: Database; now: () => Instant }): Router {
  const router = Router()
  router.use('/places', sessionRequired(database))
  router.get('/places', async (request, response) => {
    if (actorOf(sessionOf(response)).role === 'crew') return refuse(response, 403, 'forbidden')
    const parsed = pointSchema.safeParse(request.query)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    response.setHeader('Cache-Control', 'no-store')
    response.json({ known: await loadKnownAt(database, parsed.data, now()) })
  })
  return router
}
