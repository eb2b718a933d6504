import { Router } from 'express'
import { z } from 'zod'
import { mayReachOnCall } from '../../../shared/authority.ts'
import { personIdSchema } from '../../../shared/id.ts'
import { after, DAY, type Instant } from '../../../shared/instant.ts'
import { workedIn } from '../../../shared/on-call/rest.ts'
import { onCallAt } from '../../../shared/on-call/rota.ts'
import { onCallDomainSchema, onCallDomains } from '../../../shared/on-call/turn.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { Database } from '../../db/pool.ts'
import { loadCallOutsSince } from '../../projection/call-out.ts'
import { loadHoleNotices } from '../../projection/hole-notice.ts'
import { loadContacts } from '../../projection/on-call.ts'
import { onCallEntries } from '../../read/on-call-calendar.ts'
import { recordOnCallAccess } from '../../session/on-call-access.ts'
import { addressOf } from './client-address.ts'
import { refuse, refuseQuery } from './errors.ts'
import { icalendar } from './icalendar.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface OnCallDependencies {
  database: Database
  live: LiveBoard
  now: () => Instant
}

/** Longer than any intervention and the rest after it. */
const WORKED_FOR = 2 * DAY

const calendarSchema = z
  .strictObject({
    domain: onCallDomainSchema.optional(),
    person: personIdSchema.optional(),
    locale: z.enum(['fr', 'en']).default('fr'),
  })
  .transform(({ domain, person, locale }, context) => {
    if (domain !== undefined && person === undefined) return { of: { domain }, locale }
    if (person !== undefined && domain === undefined) return { of: { person }, locale }
    context.addIssue('give either domain or person')
    return z.NEVER
  })

/** `/api/on-call/people`, `/api/on-call/worked`, `/api/on-call/hole-notices`, `/api/on-call/calendar.ics`: how to reach who is on call, and when they are. Who looked is kept. */
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
  router.get('/on-call/worked', async (_request, response) => {
    if (mayReachOnCall(sessionOf(response).role) === 'nobody') return refuse(response, 403, 'forbidden')
    const callOuts = await loadCallOutsSince(database, after(now(), -WORKED_FOR))
    response.setHeader('Cache-Control', 'no-store')
    response.json({ worked: callOuts.flatMap(workedIn) })
  })
  router.get('/on-call/hole-notices', async (_request, response) => {
    if (mayReachOnCall(sessionOf(response).role) === 'nobody') return refuse(response, 403, 'forbidden')
    response.setHeader('Cache-Control', 'no-store')
    response.json({ notices: await loadHoleNotices(database, now()) })
  })
  router.get('/on-call/calendar.ics', async (request, response) => {
    const { role, actorId } = sessionOf(response)
    if (mayReachOnCall(role) !== 'everyone') return refuse(response, 403, 'forbidden')
    const query = calendarSchema.safeParse(request.query)
    if (!query.success) return refuseQuery(response, query.error)
    const { of, locale } = query.data
    await recordOnCallAccess(database, { accountId: actorId, address: addressOf(request) })
    const entries = onCallEntries([...live.board.turns.values()], of, await loadContacts(database), locale)
    response.setHeader('Cache-Control', 'no-store')
    response.attachment('domain' in of ? `vigie-${of.domain}.ics` : 'vigie.ics').type('text/calendar')
    response.send(icalendar(entries, { fr: 'Astreinte', en: 'On call' }[locale], now()))
  })
  return router
}

function onCallNow({ board }: LiveBoard, at: Instant): string[] {
  const rota = [...board.turns.values()]
  return onCallDomains.flatMap((domain) => onCallAt(rota, domain, at).map(({ personId }) => personId))
}
