import { Router } from 'express'
import { z } from 'zod'
import { mayReachOnCall } from '../../../shared/authority.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { Database } from '../../db/pool.ts'
import { givenUp, tryAgain } from '../../job/job.ts'
import { refuse } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface JobsDependencies {
  database: Database
  now: () => Instant
  /** Told when jobs were added. */
  wakeJobs(): void
}

/** `/api/jobs/given-up`: what could not be delivered, and why; a supervisor has it tried again. */
export function jobsRouter({ database, now, wakeJobs }: JobsDependencies): Router {
  const router = Router()
  router.use('/jobs', sessionRequired(database), (_request, response, next) => {
    if (mayReachOnCall(sessionOf(response).role) === 'everyone') next()
    else refuse(response, 403, 'forbidden')
  })
  router.get('/jobs/given-up', async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.json({ jobs: await givenUp(database) })
  })
  router.post('/jobs/:jobId/retry', async (request, response) => {
    const id = z.uuid().safeParse(request.params.jobId)
    if (!id.success || !(await tryAgain(database, id.data, now()))) return refuse(response, 404, 'not_found')
    wakeJobs()
    response.status(204).end()
  })
  return router
}
