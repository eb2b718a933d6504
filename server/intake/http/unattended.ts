import { Router } from 'express'
import { mayFollowCrews } from '../../../shared/authority.ts'
import type { UnattendedList } from '../../../shared/protocol/ticket.ts'
import type { Database } from '../../db/pool.ts'
import { loadToTell, loadUnattended } from '../../projection/ticket.ts'
import { refuse } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

/**
 * `/api/unattended`: the tickets that nobody knows of who has them: those of services that nobody has an account for, and
 * so nobody's list shows, and of partners whom nobody told.
 */
export function unattendedRouter({ database }: { database: Database }): Router {
  const router = Router()
  router.get('/unattended', sessionRequired(database), async (_request, response) => {
    if (!mayFollowCrews(sessionOf(response).role)) return refuse(response, 403, 'forbidden')
    response.setHeader('Cache-Control', 'no-store')
    const [tickets, toTell] = [await loadUnattended(database), await loadToTell(database)]
    response.json({ tickets, toTell } satisfies UnattendedList)
  })
  return router
}
