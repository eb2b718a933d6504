import { Router } from 'express'
import { grantOf } from '../../../shared/authority.ts'
import { vehiclesOut } from '../../../shared/crew/fleet.ts'
import { crewIdSchema } from '../../../shared/id.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { Database } from '../../db/pool.ts'
import { loadHandOverNote } from '../../projection/note.ts'
import { actorOf } from '../../session/session.ts'
import { refuse } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface ShiftDependencies {
  database: Database
  live: Pick<LiveBoard, 'board'>
}

/** `/api/vehicles`: which are out, and with whom; `/api/crews/{crewId}/hand-over`: the words of its last hand-over. */
export function shiftRouter({ database, live }: ShiftDependencies): Router {
  const router = Router()
  const known = sessionRequired(database)
  router.get('/vehicles', known, (_request, response) => {
    const out = [...vehiclesOut(live.board.crews.values())]
    response.setHeader('Cache-Control', 'no-store')
    response.json({ out: out.map(([vehicle, callSign]) => ({ vehicle, callSign })) })
  })

  router.get('/crews/:crewId/hand-over', known, async (request, response) => {
    const { role, crewId: own } = actorOf(sessionOf(response))
    const crewId = crewIdSchema.safeParse(request.params.crewId)
    const crew = crewId.success ? live.board.crews.get(crewId.data) : undefined
    // Who may write a hand-over down for a crew may read it; a crew its own.
    const granted = grantOf('hand_over', role)
    if (granted === 'no' || (granted === 'own' && (own === null || own !== crew?.id)))
      return refuse(response, 403, 'forbidden')
    if (crew === undefined) return refuse(response, 404, 'unknown_crew')
    const noteId = crew.handOver?.noteId ?? null
    response.setHeader('Cache-Control', 'no-store')
    response.json({ note: noteId && (await loadHandOverNote(database, noteId)) })
  })
  return router
}
