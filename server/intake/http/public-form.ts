import { Router } from 'express'
import { type Instant, MINUTE } from '../../../shared/instant.ts'
import type { PublicTown } from '../../../shared/protocol/city.ts'
import type { City } from '../../city/city.ts'
import type { Database } from '../../db/pool.ts'
import { readCommon } from '../../read/around.ts'

interface PublicFormDependencies {
  database: Database
  city: Pick<City, 'view'>
  now: () => Instant
}

const COMMON_MS = 5 * MINUTE

/** `/api/signaler`: what the form needs of the town, for everyone. */
export function publicFormRouter({ database, city, now }: PublicFormDependencies): Router {
  const router = Router()
  let common: { codes: string[]; at: number } | null = null
  router.get('/signaler', async (_request, response) => {
    if (common === null || now() - common.at > COMMON_MS)
      common = { codes: await readCommon(database, now()), at: now() }
    const { name, timeZone, center, zoom, bounds, label, credit, mapVersion, jurisdictions, onCall } =
      city.view
    response.setHeader('Cache-Control', 'no-cache')
    response.json({
      name,
      timeZone,
      center,
      zoom,
      bounds,
      label,
      credit,
      mapVersion,
      jurisdictions,
      agencies: onCall.agencies.map(({ agency, calendar }) => ({ agency, calendar })),
      common: common.codes,
    } satisfies PublicTown)
  })
  return router
}
