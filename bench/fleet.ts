import { setTimeout as pause } from 'node:timers/promises'
import { openPool } from '../server/db/pool.ts'
import { findAccount } from '../server/session/accounts.ts'
import { findSession, openSession, sessionCookie, setCrew } from '../server/session/session.ts'
import { type Credentials, DoorClient } from '../server/simulation/door-client.ts'
import { crewIdSchema } from '../shared/id.ts'
import { decodePositions } from '../shared/position-frame.ts'
import { BareSocket, frameOf } from './bare-socket.ts'

/** Degrees between a crew's fixes, by which a console knows which it sees: 8 cm. */
const STEP = 1e-6
const START = { lon: 1.4, lat: 43.6 }

/** Crews are numbered from here on: seed.ts. */
const FIRST_NUMBER = 1_000

/** What the crews of a fleet told, each crew by its place in it, and when a console saw it. */
export class ToldFixes {
  /** By crew, then by fix: when it was sent, on `performance.now`. */
  private readonly sentAt: number[][]
  /** Milliseconds from the start of sending to the frame that shows the fix or a newer one. */
  latencies: number[] = []
  sent = 0

  constructor(crews: number) {
    this.sentAt = Array.from({ length: crews }, () => [])
  }

  /** Where the crew is that sends its next fix now. */
  next(crew: number): { lon: number; lat: number } {
    const told = this.sentAt[crew] ?? []
    const lon = Number((START.lon + told.length * STEP).toFixed(6))
    told.push(performance.now())
    this.sent += 1
    return { lon, lat: START.lat }
  }

  /** Takes a frame as a console got it. */
  seen(frame: Uint8Array): void {
    const now = performance.now()
    for (const { crew, lon } of decodePositions(frame).positions) {
      const sentAt = this.sentAt[crew - FIRST_NUMBER]?.[Math.round((lon - START.lon) / STEP)]
      if (sentAt !== undefined) this.latencies.push(now - sentAt)
    }
  }
}

/** Opens a console that notes which fixes it is shown. */
export async function watchFixes(url: string, dispatcher: Credentials, told: ToldFixes): Promise<DoorClient> {
  const client = new DoorClient(url)
  await client.login(dispatcher)
  const socket = await client.connect()
  socket.on('positions', (raw) => told.seen(new Uint8Array(raw)))
  return client
}

/** A session that speaks for a crew, as the server would have opened it. */
export interface CrewSession {
  crewId: string
  /** For the handshake. */
  cookie: string
}

/** A session for each crew of `seed`, in the order of their numbers, of the demonstration's account for tablets. */
export async function crewSessions(databaseUrl: string): Promise<CrewSession[]> {
  const pool = openPool(databaseUrl, { max: 4, onError: () => {} })
  try {
    const account = await findAccount(pool, 'equipage')
    if (account === undefined) throw new Error('The demonstration has no account for tablets.')
    const { rows } = await pool.query<{ id: string }>(
      'select id from crew where number >= $1 order by number',
      [FIRST_NUMBER],
    )
    const sessions: CrewSession[] = []
    for (const { id } of rows) {
      const token = await openSession(pool, account.id)
      const cookie = sessionCookie(token, false).split(';')[0] ?? ''
      const session = await findSession(pool, cookie)
      if (session !== undefined) await setCrew(pool, session.id, crewIdSchema.parse(id))
      sessions.push({ crewId: id, cookie })
    }
    return sessions
  } finally {
    await pool.end()
  }
}

/** The crews of a fleet on their sockets. */
export interface Fleet {
  sockets: BareSocket[]
  told: ToldFixes
  close(): void
}

export async function openFleet(url: string, sessions: readonly CrewSession[]): Promise<Fleet> {
  const sockets: BareSocket[] = []
  for (const { cookie } of sessions)
    sockets.push(await BareSocket.open(url, { origin: new URL(url).origin, cookie }))
  return {
    sockets,
    told: new ToldFixes(sessions.length),
    close: () => {
      for (const socket of sockets) socket.close()
    },
  }
}

/** The next fix of a crew, as its page would send it. */
export function fixOf({ told }: Fleet, crew: number, at: number): Buffer {
  const report = { ...told.next(crew), accuracy: 5, heading: 90, speed: 10, at }
  return frameOf(`42${JSON.stringify(['position', report])}`)
}

/** How many fixes the history has, once it does not grow any more. */
export async function settledHistory(databaseUrl: string): Promise<number> {
  const pool = openPool(databaseUrl, { max: 1, onError: () => {} })
  try {
    for (let before = -1; ; ) {
      const { rows } = await pool.query('select count(*)::int as fixes from position_history')
      if (rows[0].fixes === before) return before
      before = rows[0].fixes
      await pause(2_500)
    }
  } finally {
    await pool.end()
  }
}

/** Calls `send` with 0, 1, … evenly, `rate` times a second, whatever becomes of it: a slow server is not spared. */
export async function evenly(
  rate: number,
  seconds: number,
  send: (index: number) => void,
  over: () => boolean = () => false,
): Promise<void> {
  const begunAt = performance.now()
  for (let index = 0; index < rate * seconds && !over(); index += 1) {
    const wait = begunAt + (index * 1000) / rate - performance.now()
    if (wait > 1) await pause(wait)
    send(index)
  }
}
