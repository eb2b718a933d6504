import { randomBytes } from 'node:crypto'
import type { Actor, Role } from '../../shared/event.ts'
import { type CrewId, crewIdSchema } from '../../shared/id.ts'
import type { SessionView } from '../../shared/protocol/session.ts'
import type { Database } from '../db/pool.ts'
import { hashSecret } from './secrets.ts'

/** Someone logged in, on one device; or an enrolled tablet. */
export interface Session {
  /** The hash of its token, in hexadecimal. */
  id: string
  /** Who acts: an account, or « device:… » for a tablet. */
  actorId: string
  /** Null for a tablet. */
  userName: string | null
  /** The tablet's name; null for an account. */
  tablet: string | null
  role: Role
  post: string
  /** The agency that a service's account speaks for; null for every other. */
  agency: string | null
  crewId: CrewId | null
  callSign: string | null
}

const COOKIE = 'vigie_session'
/** An account's session, from its last use. A tablet's lives until the tablet is revoked. */
const LASTS_HOURS = 12
/** What browsers keep a cookie for at most; it is given again each time the page is opened. */
const TABLET_COOKIE_DAYS = 400
/** A session in use is prolonged at most this often. */
const TOUCH_EVERY = '5 minutes'
const WATCH_MS = 400

/** Sessions and who holds them. */
const HELD = `
  session left join account on account.id = session.account_id left join device on device.id = session.device_id`
const LIVE = 'expires_at > now() and account.disabled_at is null and device.revoked_at is null'
const FIND = `
  select encode(session.id, 'hex') as id, coalesce(account.id::text, 'device:' || device.id) as "actorId",
    user_name as "userName", device.name as tablet, coalesce(role, 'crew') as role, coalesce(post, device.name) as post, agency,
    session.crew_id as "crewId", call_sign as "callSign"
  from ${HELD} left join crew on crew.id = session.crew_id
  where ${LIVE}`

/** Opens a session and returns its token, which is stored nowhere. Those that expired are swept on the way. */
export async function openSession(database: Database, accountId: string): Promise<string> {
  const token = newToken()
  await database.query('delete from session where expires_at < now()')
  await database.query(
    `insert into session (id, account_id, expires_at) values ($1, $2, now() + interval '${LASTS_HOURS} hours')`,
    [hashSecret(token), accountId],
  )
  return token
}

/** The live session behind a `Cookie` header; undefined where there is none, it expired, or its account is disabled. */
export async function findSession(
  database: Database,
  cookies: string | undefined,
): Promise<Session | undefined> {
  const token = tokenIn(cookies)
  if (token === undefined) return undefined
  const hash = hashSecret(token)
  const { rows } = await database.query<Session>(`${FIND} and session.id = $1`, [hash])
  const [session] = rows
  if (session === undefined) return undefined
  await prolong(database, [session.id])
  return session
}

/** Whether the session behind a `Cookie` header is that of a tablet that was revoked. */
export async function isRevoked(database: Database, cookies: string | undefined): Promise<boolean> {
  const token = tokenIn(cookies)
  if (token === undefined) return false
  const { rowCount } = await database.query(
    `select from ${HELD} where session.id = $1 and device.revoked_at is not null`,
    [hashSecret(token)],
  )
  return rowCount === 1
}

/** Gives sessions in use their whole life again; that of a tablet has no end. */
async function prolong(database: Database, sessionIds: readonly string[]): Promise<void> {
  await database.query(
    `update session set seen_at = now(),
       expires_at = case when device_id is null then now() + interval '${LASTS_HOURS} hours' else expires_at end
     where id = any (select decode(one, 'hex') from unnest($1::text[]) as one)
       and seen_at < now() - interval '${TOUCH_EVERY}' and expires_at > now()`,
    [sessionIds],
  )
}

/** Ends a session. A tablet that ends its own is revoked with it: nothing but a new code brings it back. */
export async function closeSession(database: Database, sessionId: string): Promise<void> {
  await database.query(
    `with closed as (delete from session where id = decode($1, 'hex') returning device_id)
     update device set revoked_at = now(), seen_at = now() where id in (select device_id from closed)`,
    [sessionId],
  )
}

/** Makes the session speak for a crew, or for none. */
export async function setCrew(database: Database, sessionId: string, crewId: CrewId | null): Promise<void> {
  await database.query("update session set crew_id = $2 where id = decode($1, 'hex')", [sessionId, crewId])
}

/** Who a session acts as: a crew under its call sign, everyone else under their post; a service for its agency. */
export function actorOf({ actorId, role, post, agency, crewId, callSign }: Session): Actor {
  return {
    id: actorId,
    role,
    label: callSign ?? post,
    crewId: crewId && crewIdSchema.parse(crewId),
    ...(agency !== null && { agency }),
  }
}

export function viewOf(session: Session): SessionView {
  const { label, crewId } = actorOf(session)
  const { role, userName, tablet, agency } = session
  return { role, label, userName, tablet, crewId, ...(agency !== null && { agency }) }
}

/** The header that gives a browser its session, or takes it away where `token` is null. */
export function sessionCookie(
  token: string | null,
  secure: boolean,
  of: 'account' | 'tablet' = 'account',
): string {
  const hours = of === 'account' ? LASTS_HOURS : TABLET_COOKIE_DAYS * 24
  const life = token === null ? 0 : hours * 3600
  return `${COOKIE}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${life}${secure ? '; Secure' : ''}`
}

/** The header that gives a browser the cookie that it sent again, for its whole life. */
export function renewedCookie(cookies: string | undefined, { tablet }: Session, secure: boolean): string {
  return sessionCookie(tokenIn(cookies) ?? null, secure, tablet === null ? 'account' : 'tablet')
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function tokenIn(cookies: string | undefined): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(cookies ?? '')?.[1]
}

export interface SessionWatchDependencies {
  database: Database
  /** The sessions that have a connection open. */
  connected(): Iterable<string>
  /** Those that did something on it since this was last asked. */
  used(): Iterable<string>
  onEnded(sessionId: string): void
  onFault(error: unknown, what: string): void
}

/**
 * Watches the sessions that have a connection open: tells within half a second of each that ended, and prolongs those
 * in use, so that a crew that only sends over its socket is not cut off in the middle of its night.
 */
export class SessionWatch {
  private readonly timer: NodeJS.Timeout
  private checking = false

  constructor(private readonly dependencies: SessionWatchDependencies) {
    this.timer = setInterval(() => this.check(), WATCH_MS)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private async check(): Promise<void> {
    const { database, connected, used, onEnded, onFault } = this.dependencies
    const ids = [...connected()]
    if (ids.length === 0 || this.checking) return
    this.checking = true
    try {
      const inUse = [...used()]
      if (inUse.length > 0) await prolong(database, inUse)
      const { rows } = await database.query<{ id: string }>(
        `select id from unnest($1::text[]) as id where id not in (
           select encode(session.id, 'hex') from ${HELD}
           where session.id = any (select decode(one, 'hex') from unnest($1::text[]) as one) and ${LIVE})`,
        [ids],
      )
      for (const { id } of rows) onEnded(id)
    } catch (error) {
      onFault(error, 'sessions could not be checked')
    } finally {
      this.checking = false
    }
  }
}
