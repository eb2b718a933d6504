import { Router } from 'express'
import { mayReachOnCall } from '../../../shared/authority.ts'
import type { Instant } from '../../../shared/instant.ts'
import { onCallAt } from '../../../shared/on-call/rota.ts'
import { onCallDomains } from '../../../shared/on-call/turn.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { Database } from '../../db/pool.ts'
import { loadContacts } from '../../projection/on-call.ts'
import { recordOnCallAccess } from '../../session/on-call-access.ts'
import { addressOf } from './client-address.ts'
import { refuse } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface OnCallDependencies {
  database: Database
  live: LiveBoard
  now: () => Instant
}

/** `/api/on-call/people`: how to reach who is on call. Who looked is kept. */
export function onCallRouter({ database, live, now }: OnCallDependencies): Router {
  const router = Router()
  router.use('/on-call', sessionRequired(database))
  router.get('/on-call/people', async (request, response) => {
    const { role, actorId } = sessionOf(response)
    const reach = mayReachOnCall(role)
    if (reach === 'nobody') return refuse(response, 403, 'forbidden')
    const people = await loadContacts(database, reach === 'now' ? onCallNow(live, now()) : undefined)
    await recordOnCallAccess(database, { accountId: actorId, address: addressOf(request) })
    response.setHeader('Cache-Control', 'no-store')
    response.json({ people })
  })
  return router
}

function onCallNow({ board }: LiveBoard, at: Instant): string[] {
  const rota = [...board.turns.values()]
  return onCallDomains.flatMap((domain) => onCallAt(rota, domain, at).map(({ personId }) => personId))
}
