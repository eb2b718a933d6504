import { Router } from 'express'
import { grantOf, mayReachCallers } from '../../../shared/authority.ts'
import { openAssignments } from '../../../shared/board.ts'
import { catalogueVersionSchema } from '../../../shared/catalogue/published.ts'
import { ticketIdSchema } from '../../../shared/id.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import type { City } from '../../city/city.ts'
import type { Database } from '../../db/pool.ts'
import { CompressedSnapshot, snapshotOf } from '../../read/snapshot.ts'
import { streetStretchAt } from '../../read/street-stretch.ts'
import { readTicketDetail } from '../../read/ticket-detail.ts'
import { recordCallerAccess } from '../../session/caller-access.ts'
import { actorOf } from '../../session/session.ts'
import { addressOf } from './client-address.ts'
import { refuse } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface StateDependencies {
  database: Database
  live: LiveBoard
  catalogues: KeptCatalogues
  city: Pick<City, 'view'>
  now: () => Instant
}

/** `/api/city`, `/api/catalogue/{version}`, `/api/snapshot`, `/api/tickets/{id}`, its stretch of street: what there is, for those who are logged in. */
export function stateRouter({ database, live, catalogues, city, now }: StateDependencies): Router {
  const router = Router()
  const compressed = new CompressedSnapshot(live, now)
  router.use(['/city', '/catalogue'], sessionRequired(database, 'services_too'))
  router.use(['/snapshot', '/tickets'], sessionRequired(database))
  router.get('/city', (_request, response) => {
    response.json(city.view)
  })

  router.get('/catalogue/:version', (request, response) => {
    const version = catalogueVersionSchema.safeParse(Number(request.params.version))
    const catalogue = version.success ? catalogues.all.get(version.data) : undefined
    if (catalogue === undefined) return refuse(response, 404, 'not_found')
    response.setHeader('Cache-Control', 'private, max-age=31536000, immutable')
    response.json({ version: version.data, ...catalogue })
  })

  router.get('/snapshot', async (request, response) => {
    const { role, crewId } = actorOf(sessionOf(response))
    response.setHeader('Cache-Control', 'no-store')
    if (role === 'crew') {
      if (crewId === null) return refuse(response, 403, 'forbidden')
      response.json(snapshotOf(live, crewId, now()))
    } else if (request.acceptsEncodings('gzip') === 'gzip') {
      const body = await compressed.get()
      response.setHeader('Content-Encoding', 'gzip').type('json').send(body)
    } else {
      response.json(snapshotOf(live, null, now()))
    }
  })

  router.get('/tickets/:ticketId', async (request, response) => {
    const ticketId = ticketIdSchema.safeParse(request.params.ticketId)
    const { role, crewId } = actorOf(sessionOf(response))
    if (!ticketId.success || !maySee(ticketId.data)) return refuse(response, 404, 'not_found')
    const detail = await readTicketDetail(database, ticketId.data, mayReachCallers(role), now())
    if (detail === undefined) return refuse(response, 404, 'not_found')
    if (detail.reports.some(({ contact }) => contact !== null))
      await recordCallerAccess(database, {
        accountId: sessionOf(response).actorId,
        address: addressOf(request),
        ticketId: ticketId.data,
      })
    response.setHeader('Cache-Control', 'no-store')
    response.json(detail)

    function maySee(id: Parameters<typeof openAssignments>[1]['ticketId']): boolean {
      if (role !== 'crew') return true
      if (crewId === null || id === undefined) return false
      return openAssignments(live.board.assignments.values(), { ticketId: id, crewId }).length > 0
    }
  })
  router.get('/tickets/:ticketId/stretch', async (request, response) => {
    const { role } = actorOf(sessionOf(response))
    if (grantOf('close_street', role) !== 'yes') return refuse(response, 403, 'forbidden')
    const ticketId = ticketIdSchema.safeParse(request.params.ticketId)
    const ticket = ticketId.success ? live.board.tickets.get(ticketId.data) : undefined
    if (ticket === undefined) return refuse(response, 404, 'not_found')
    const { position } = ticket
    response.setHeader('Cache-Control', 'no-store')
    response.json({ stretch: position && (await streetStretchAt(database, position)) })
  })
  return router
}
