import { createHash, randomBytes } from 'node:crypto'
import type { Actor, Role } from '../../shared/event.ts'
import { type CrewId, crewIdSchema } from '../../shared/id.ts'
import type { SessionView } from '../../shared/protocol.ts'
import type { Database } from '../db/pool.ts'

/** Someone logged in, on one device. */
export interface Session {
  /** The hash of its token, in hexadecimal. */
  id: string
  accountId: string
  userName: string
  role: Role
  post: string
  crewId: CrewId | null
  callSign: string | null
}

const COOKIE = 'vigie_session'
const LASTS_HOURS = 12
/** A session in use is prolonged at most this often. */
const TOUCH_EVERY = '5 minutes'
const WATCH_MS = 400

const FIND = `
  select encode(session.id, 'hex') as id, account.id as "accountId", user_name as "userName", role, post,
    crew_id as "crewId", call_sign as "callSign"
  from session join account on account.id = account_id left join crew on crew.id = crew_id
  where expires_at > now() and disabled_at is null`

/** Opens a session and returns its token, which is stored nowhere. Those that expired are swept on the way. */
export async function openSession(database: Database, accountId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await database.query('delete from session where expires_at < now()')
  await database.query(
    `insert into session (id, account_id, expires_at) values ($1, $2, now() + interval '${LASTS_HOURS} hours')`,
    [hashToken(token), accountId],
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
  const hash = hashToken(token)
  const { rows } = await database.query<Session>(`${FIND} and session.id = $1`, [hash])
  const [session] = rows
  if (session === undefined) return undefined
  await prolong(database, [session.id])
  return session
}

/** Gives sessions in use their whole life again. */
async function prolong(database: Database, sessionIds: readonly string[]): Promise<void> {
  await database.query(
    `update session set seen_at = now(), expires_at = now() + interval '${LASTS_HOURS} hours'
     where id = any (select decode(one, 'hex') from unnest($1::text[]) as one)
       and seen_at < now() - interval '${TOUCH_EVERY}' and expires_at > now()`,
    [sessionIds],
  )
}

export async function closeSession(database: Database, sessionId: string): Promise<void> {
  await database.query("delete from session where id = decode($1, 'hex')", [sessionId])
}

/** Makes the session speak for a crew, or for none. */
export async function setCrew(database: Database, sessionId: string, crewId: CrewId | null): Promise<void> {
  await database.query("update session set crew_id = $2 where id = decode($1, 'hex')", [sessionId, crewId])
}

/** Who a session acts as: a crew under its call sign, everyone else under their post. */
export function actorOf({ accountId, role, post, crewId, callSign }: Session): Actor {
  return { id: accountId, role, label: callSign ?? post, crewId: crewId && crewIdSchema.parse(crewId) }
}

export function viewOf(session: Session): SessionView {
  const { label, crewId } = actorOf(session)
  return { role: session.role, label, userName: session.userName, crewId }
}

/** The header that gives a browser its session, or takes it away where `token` is null. */
export function sessionCookie(token: string | null, secure: boolean): string {
  const life = token === null ? 0 : LASTS_HOURS * 3600
  return `${COOKIE}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${life}${secure ? '; Secure' : ''}`
}

function tokenIn(cookies: string | undefined): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(cookies ?? '')?.[1]
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
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
           select encode(session.id, 'hex') from session join account on account.id = account_id
           where session.id = any (select decode(one, 'hex') from unnest($1::text[]) as one)
             and expires_at > now() and disabled_at is null)`,
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
