import { Router } from 'express'
import { z } from 'zod'
import type { LonLat } from '../../../shared/geo.ts'
import type { City } from '../../city/city.ts'
import type { Database } from '../../db/pool.ts'
import { type WayDependencies, wayOf } from '../../read/way.ts'
import { actorOf } from '../../session/session.ts'
import { refuse, refuseQuery } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

/** Plain decimal degrees, « lon,lat », within the territory. */
function querySchema(city: Pick<City, 'within'>) {
  const to = z
    .string('must be given once, as lon,lat')
    .regex(
      /^-?\d{1,3}(\.\d{1,20})?,-?\d{1,2}(\.\d{1,20})?$/,
      'must be lon,lat in decimal degrees, as 1.4442,43.6045',
    )
    .transform((text): LonLat => {
      const [lon = Number.NaN, lat = Number.NaN] = text.split(',').map(Number)
      return { lon, lat }
    })
    .refine((place) => city.within(place), 'must lie within the territory served')
  return z.strictObject({ to: to.optional() })
}

/** `/api/way`: a crew's session asks for its own way, to its ticket or to a place, and can name no other crew. */
export function wayRouter({
  database,
  city,
  ...dependencies
}: WayDependencies & { database: Database; city: Pick<City, 'within'> }): Router {
  const router = Router()
  const schema = querySchema(city)
  router.get('/way', sessionRequired(database), async (request, response) => {
    const { role, crewId } = actorOf(sessionOf(response))
    if (role !== 'crew' || crewId === null) return refuse(response, 403, 'forbidden')
    const parsed = schema.safeParse(request.query)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    response.setHeader('Cache-Control', 'no-store')
    response.json(await wayOf(crewId, parsed.data.to ?? null, dependencies))
  })
  return router
}
