import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { plainText } from '../../../shared/text.ts'
import type { Addresses } from '../../city/address/addresses.ts'
import type { City } from '../../city/city.ts'
import { degrees } from './degrees.ts'
import { refuse, refuseQuery } from './errors.ts'
import { isPublic } from './session.ts'

export interface AddressesDependencies {
  /** Who may ask at all. */
  admit: RequestHandler
  city: Pick<City, 'within'>
  addresses: Pick<Addresses, 'search' | 'reverse'>
}

const LONGEST_QUERY = 200
const MOST_RESULTS = 20
const USUAL_RESULTS = 8

const text = z
  .string(`must be given once: 1 to ${LONGEST_QUERY} characters`)
  .max(LONGEST_QUERY, `must have at most ${LONGEST_QUERY} characters`)
  .transform(plainText)
  .refine((plain) => plain !== '', `must have 1 to ${LONGEST_QUERY} characters that can be read`)

const limit = z
  .string('must be given once')
  .regex(/^\d{1,2}$/, `must be a number from 1 to ${MOST_RESULTS}`)
  .transform(Number)
  .refine((value) => value >= 1 && value <= MOST_RESULTS, `must be from 1 to ${MOST_RESULTS}`)

const searchSchema = z
  .strictObject({
    q: text,
    lon: degrees(180).optional(),
    lat: degrees(90).optional(),
    limit: limit.optional(),
  })
  .refine(({ lon, lat }) => (lon === undefined) === (lat === undefined), 'lon and lat go together')
const reverseSchema = z.strictObject({ lon: degrees(180), lat: degrees(90) })

/**
 * `/api/addresses`: what a text may mean, and what lies at a point; of the territory alone for whoever has no account. What is
 * typed is personal data: it is in no log line, in no error and in no cache.
 */
export function addressesRouter({ admit, city, addresses }: AddressesDependencies): Router {
  const router = Router()
  router.use('/addresses', admit)
  router.get('/addresses', (request, response) => {
    const parsed = searchSchema.safeParse(request.query)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    const { q, lon, lat, limit: most = USUAL_RESULTS } = parsed.data
    const near = lon === undefined || lat === undefined ? null : { lon, lat }
    response.setHeader('Cache-Control', 'no-store')
    const found = addresses.search(q, { near, limit: most })
    response.json({ addresses: isPublic(response) ? found.filter((one) => city.within(one)) : found })
  })
  router.get('/addresses/reverse', (request, response) => {
    const parsed = reverseSchema.safeParse(request.query)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    if (isPublic(response) && !city.within(parsed.data)) return refuse(response, 404, 'outside_territory')
    response.setHeader('Cache-Control', 'no-store')
    response.json(addresses.reverse(parsed.data))
  })
  return router
}
