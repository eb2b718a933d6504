import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { crewIdSchema } from '../../../shared/id.ts'
import type { SessionView } from '../../../shared/protocol/session.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { Database } from '../../db/pool.ts'
import { logAccess } from '../../session/access-log.ts'
import { findAccount } from '../../session/accounts.ts'
import { LONGEST_PASSWORD, matches } from '../../session/password.ts'
import type { PublicQuota } from '../../session/public-form.ts'
import {
  closeSession,
  findSession,
  isRevoked,
  openSession,
  renewedCookie,
  type Session,
  sessionCookie,
  setCrew,
  viewOf,
} from '../../session/session.ts'
import type { LoginThrottle } from '../../session/throttle.ts'
import { addressOf } from './client-address.ts'
import { refuse } from './errors.ts'

export interface SessionDependencies {
  database: Database
  live: LiveBoard
  throttle: LoginThrottle
  /** How many other connected sessions speak for a crew. */
  sharers(crewId: string, exceptSessionId: string): number
  /** Cuts the connections of a session that ended or speaks for another crew now. */
  cut(sessionId: string, reason?: 'crew_changed'): void
}

/** The session of a request that got past `sessionRequired`. */
export function sessionOf(response: Response): Session {
  return response.locals.session
}

/**
 * Lets only those through who are logged in. A service of the city gets past the doors alone that say so: the PC Radio's
 * board, crews and callers are not its business.
 */
export function sessionRequired(database: Database, services?: 'services_too'): RequestHandler {
  return async (request, response, next) => {
    const session = await findSession(database, request.headers.cookie)
    if (session === undefined) {
      const revoked = await isRevoked(database, request.headers.cookie)
      return refuse(response, 401, revoked ? 'revoked' : 'unauthorized')
    }
    if (session.role === 'service' && services === undefined) return refuse(response, 403, 'forbidden')
    response.locals.session = session
    next()
  }
}

/**
 * Lets through who is logged in, and whoever else as often as `quota` has it; nobody else where that is null. What is asked without
 * a session of the PC Radio's has none afterwards: see `isPublic`.
 */
export function sessionOrPublic(database: Database, quota: PublicQuota | null): RequestHandler {
  const known = sessionRequired(database)
  if (quota === null) return known
  return async (request, response, next) => {
    const session = await findSession(database, request.headers.cookie)
    if (session !== undefined && session.role !== 'service') {
      response.locals.session = session
      return next()
    }
    const wait = await quota.take(addressOf(request))
    if (wait === 0) return next()
    response.setHeader('Retry-After', wait)
    refuse(response, 429, 'too_many_requests', { seconds: wait })
  }
}

/** Whether a request got past `sessionOrPublic` without a session. */
export function isPublic({ locals }: Response): boolean {
  return locals.session === undefined
}

const loginSchema = z.strictObject({
  userName: z
    .string()
    .max(100)
    .regex(/^\P{Cc}+$/u),
  password: z.string().min(1).max(LONGEST_PASSWORD),
})
const crewSchema = z.strictObject({ crewId: crewIdSchema, confirm: z.literal(true).optional() })

/** `/api/session` and `/api/crews`: who is logged in here, and for which crew. */
export function sessionRouter(dependencies: SessionDependencies): Router {
  const { database } = dependencies
  const router = Router()
  const known = sessionRequired(database, 'services_too')
  router.post('/session', (request, response) => login(request, response, dependencies))
  router.get('/session', known, (request, response) => {
    const session = sessionOf(response)
    response.setHeader('Set-Cookie', renewedCookie(request.headers.cookie, session, request.secure))
    response.json(viewOf(session))
  })
  router.delete('/session', known, async (request, response) => {
    const { id } = sessionOf(response)
    await closeSession(database, id)
    dependencies.cut(id)
    response.setHeader('Set-Cookie', sessionCookie(null, request.secure)).status(204).end()
  })
  router.get('/crews', known, crewsOnly, (_request, response) => {
    const { id } = sessionOf(response)
    const crews = [...dependencies.live.board.crews.values()].sort((a, b) => a.number - b.number)
    response.json(
      crews.map((crew) => ({
        id: crew.id,
        callSign: crew.callSign,
        kind: crew.kind,
        duty: crew.duty,
        members: crew.members,
        held: dependencies.sharers(crew.id, id),
      })),
    )
  })
  router.post('/session/crew', known, crewsOnly, (request, response) =>
    takeCallSign(request, response, dependencies),
  )
  router.delete('/session/crew', known, crewsOnly, async (_request, response) => {
    const session = sessionOf(response)
    await setCrew(database, session.id, null)
    dependencies.cut(session.id, 'crew_changed')
    response.json(viewOf({ ...session, crewId: null, callSign: null }))
  })
  return router
}

function crewsOnly(_request: Request, response: Response, next: NextFunction): void {
  if (sessionOf(response).role === 'crew') next()
  else refuse(response, 403, 'forbidden')
}

async function login(
  request: Request,
  response: Response,
  { database, throttle }: SessionDependencies,
): Promise<void> {
  const parsed = loginSchema.safeParse(request.body)
  if (!parsed.success) return refuse(response, 400, 'invalid')
  const { userName, password } = parsed.data
  const address = addressOf(request)
  const wait = await throttle.begin(address ?? 'unknown', userName)
  if (wait > 0) {
    response.setHeader('Retry-After', wait)
    return refuse(response, 429, 'too_many_attempts', { seconds: wait })
  }
  const account = await findAccount(database, userName)
  const right = await matches(password, account?.passwordHash)
  const accepted = right && account !== undefined && account.disabledAt === null
  await logAccess(database, accepted ? 'login' : 'login_refused', { accountId: account?.id ?? null, address })
  if (!accepted) return refuse(response, 401, 'wrong_credentials')
  await throttle.succeeded(address ?? 'unknown', userName)
  const token = await openSession(database, account.id)
  response.setHeader('Set-Cookie', sessionCookie(token, request.secure))
  const { role, post, agency } = account
  response.json({
    role,
    label: post,
    userName: account.userName,
    tablet: null,
    crewId: null,
    ...(agency !== null && { agency }),
  } satisfies SessionView)
}

async function takeCallSign(
  request: Request,
  response: Response,
  dependencies: SessionDependencies,
): Promise<void> {
  const parsed = crewSchema.safeParse(request.body)
  if (!parsed.success) return refuse(response, 400, 'invalid')
  const { crewId, confirm } = parsed.data
  const session = sessionOf(response)
  const crew = dependencies.live.board.crews.get(crewId)
  if (crew === undefined) return refuse(response, 404, 'unknown_crew')
  const sessions = dependencies.sharers(crewId, session.id)
  if (sessions > 0 && confirm !== true) return refuse(response, 409, 'call_sign_held', { sessions })
  await setCrew(dependencies.database, session.id, crewId)
  if (session.crewId !== crewId) dependencies.cut(session.id, 'crew_changed')
  response.json(viewOf({ ...session, crewId, callSign: crew.callSign }))
}
