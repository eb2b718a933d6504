import express, { type Request, Router } from 'express'
import { z } from 'zod'
import type { Instant } from '../../../shared/instant.ts'
import { phoneKey } from '../../../shared/intake/phone.ts'
import type { IncomingCall } from '../../../shared/protocol/live.ts'
import { plainText } from '../../../shared/text.ts'
import type { ApiKey } from '../../session/accounts.ts'
import type { SecretLookup } from '../../session/secret-lookup.ts'
import type { RequestThrottle } from '../../session/throttle.ts'
import { refuse, refuseQuery } from './errors.ts'

export interface TelephoneDependencies {
  keys: Pick<SecretLookup<ApiKey>, 'find'>
  throttle: RequestThrottle
  now: () => Instant
  /** Rings at the screens of a post; how many there are. */
  ring(post: string, call: IncomingCall): Promise<number>
}

const LONGEST_BODY = '4kb'

const callSchema = z.strictObject({
  /** Who rings; null where the number is withheld. */
  from: z
    .string('must be a number, or null where it is withheld')
    .transform((written, context) => {
      const key = phoneKey(written)
      if (key === null) context.addIssue('must be a telephone number, as 06 12 34 56 78 or +33612345678')
      return key ?? z.NEVER
    })
    .nullable(),
  /** Whose screen rings, as it is called in Vigie. */
  post: z.string('must be given').max(60, 'must have at most 60 characters').transform(plainText),
})

/**
 * `/api/telephone/calls`: a telephone system says who rings at which post. By key, not by session, and only by one of
 * the telephone's channel. Docs: telephone.md.
 */
export function telephoneRouter({ keys, throttle, now, ring }: TelephoneDependencies): Router {
  const router = Router()
  const json = express.json({ limit: LONGEST_BODY })
  router.post('/telephone/calls', json, async (request, response) => {
    const key = await keys.find(bearerOf(request))
    if (key === undefined || key.channel !== 'phone') return refuse(response, 401, 'unknown_key')
    const wait = throttle.wait(key.id, key.requestsPerMinute, now())
    if (wait > 0)
      return refuse(response.set('Retry-After', String(wait)), 429, 'too_many_requests', { seconds: wait })
    const parsed = callSchema.safeParse(request.body)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    const { from: phone, post } = parsed.data
    const screens = await ring(post, { at: now(), phone })
    if (screens === 0) return refuse(response, 404, 'nobody_at_post')
    response.json({ screens })
  })
  return router
}

function bearerOf({ headers }: Request): string {
  return /^Bearer ([\w-]{1,200})$/i.exec(headers.authorization ?? '')?.[1] ?? ''
}
