import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { io } from 'socket.io-client'
import { type CommandStore, MemoryCommandStore } from '../client/feed/command-store.ts'
import { Connection } from '../client/feed/connection.ts'
import { PhotographQueue } from '../client/feed/photograph-queue.ts'
import { MemoryPhotographStore } from '../client/feed/photograph-store.ts'
import { httpPhotographWire } from '../client/feed/photograph-wire.ts'
import { listenerOf } from '../client/feed/test-listener.ts'
import { openPool } from '../server/db/pool.ts'
import { type Command, commandSchema } from '../shared/command.ts'
import { type AssignmentId, type CrewId, commandIdSchema, type TicketId } from '../shared/id.ts'
import { MINUTE } from '../shared/instant.ts'
import { type CrewSession, crewSessions } from './fleet.ts'
import type { Bench } from './measure.ts'
import { startDatabase } from './processes.ts'
import { seed } from './seed.ts'
import { startVigie } from './vigie-server.ts'

const TABLETS = 20
const ACTIONS = 50
const PHOTOGRAPHS = 10
const AWAY_MS = 30 * MINUTE
const LONGEST_MS = 10_000
/** As a tablet shrinks what its camera takes. */
const PICTURE = { width: 2_048, height: 1_536 }

/** Tablets that come back together after half an hour without a network, each with all that its crew did meanwhile. */
export const offline: Bench = {
  name: 'offline',
  what: `${TABLETS} tablets back after 30 minutes without a network, each with ${ACTIONS} actions and ${PHOTOGRAPHS} photographs`,
  run: async (report) => {
    const cluster = await startDatabase()
    const databaseUrl = await cluster.url('offline')
    await seed(databaseUrl, { tickets: TABLETS, crews: TABLETS, sent: TABLETS })
    const vigie = await startVigie(databaseUrl)
    try {
      const picture = await aPicture()
      const sessions = await crewSessions(databaseUrl)
      const jobs = await jobsOf(databaseUrl)
      const tablets = await Promise.all(
        sessions.map((session) => Tablet.awayWith(vigie.address, session, jobs, picture)),
      )
      report(`a photograph has ${(picture.size / 1e3).toFixed(0)} kB`)
      const back = performance.now()
      const times = await Promise.all(tablets.map((tablet) => tablet.comeBack(back)))
      const found = await findIn(databaseUrl, tablets)
      for (const tablet of tablets) tablet.close()
      const refused = tablets.reduce((sum, tablet) => sum + tablet.refused, 0)
      if (refused > 0) throw new Error(`${refused} actions were refused.`)
      const last = (of: (one: (typeof times)[number]) => number) => Math.max(...times.map(of))
      return [
        { name: 'last action', unit: 'ms', value: last(({ actions }) => actions), aim: LONGEST_MS },
        {
          name: 'last photograph',
          unit: 'ms',
          value: last(({ photographs }) => photographs),
          aim: LONGEST_MS,
        },
        { name: 'actions not there exactly once', unit: '', value: found.missed, aim: 0 },
        { name: 'photographs lost', unit: '', value: TABLETS * PHOTOGRAPHS - found.photographs, aim: 0 },
        { name: 'tablets out of their order', unit: '', value: found.disordered, aim: 0 },
      ]
    } finally {
      await vigie.stop()
      await cluster.stop()
    }
  },
}

/** What a crew has in hand. */
interface Job {
  crewId: CrewId
  ticketId: TicketId
  assignmentId: AssignmentId
}

async function jobsOf(databaseUrl: string): Promise<readonly Job[]> {
  const pool = openPool(databaseUrl, { max: 1, onError: () => {} })
  try {
    const { rows } = await pool.query<Job>(
      'select crew_id as "crewId", ticket_id as "ticketId", id as "assignmentId" from assignment',
    )
    return rows
  } finally {
    await pool.end()
  }
}

/** What a crew did meanwhile, in order: its steps, notes, and between them photographs. */
function actionsOf({ ticketId, assignmentId }: Job): Command[] {
  const steps = ['acknowledge', 'go_en_route', 'arrive', 'secure'].map((type) => ({ type, assignmentId }))
  const notes = Array.from({ length: ACTIONS - steps.length - 1 }, (_, index) => ({
    type: 'add_note',
    noteId: randomUUID(),
    ticketId,
    text: `Barrière ${index + 1} posée.`,
  }))
  const actions = [...steps, ...notes, { type: 'clear', assignmentId, outcome: 'done' }]
  const done = actions.flatMap((action, index) =>
    (index + 1) % (ACTIONS / PHOTOGRAPHS) === 1
      ? [{ type: 'add_photograph', photographId: randomUUID(), ticketId }, action]
      : [action],
  )
  return done.map((command) => commandSchema.parse(command))
}

/** A tablet's own connection, outbox and queue of photographs, kept in memory instead of in a browser. */
class Tablet {
  /** The ids of its commands, in the order in which they were given. */
  readonly said: string[] = []
  /** How many of its commands were refused. */
  refused = 0
  private waiting = 0
  private unsent = 0
  private readonly connection: Connection
  private readonly photographs: PhotographQueue
  private readonly store: CommandStore = new MemoryCommandStore()
  private readonly pictures = new MemoryPhotographStore()

  private constructor(
    url: string,
    { cookie }: CrewSession,
    private readonly job: Job,
  ) {
    const headers = { cookie, origin: url }
    this.connection = new Connection(
      listenerOf({
        onOutbox: ({ waiting, refused }) => {
          this.waiting = waiting.length
          this.refused = refused.length
        },
      }),
      {
        crewId: job.crewId,
        store: this.store,
        wire: {
          socket: io(url, { transports: ['websocket'], autoConnect: false, extraHeaders: headers }),
          snapshot: () => fetch(`${url}/api/snapshot`, { headers }),
        },
      },
    )
    this.photographs = new PhotographQueue({
      store: this.pictures,
      wire: httpPhotographWire((path, init) =>
        fetch(`${url}${path}`, {
          ...init,
          headers: { ...Object.fromEntries(new Headers(init.headers)), ...headers },
        }),
      ),
      announce: async ({ id, ticketId }) => {
        const command = commandSchema.parse({ type: 'add_photograph', photographId: id, ticketId })
        const { status } = await this.connection.send(command, commandIdSchema.parse(id))
        if (status === 'refused') throw new Error('A photograph was refused.')
        return null
      },
      withdraw: () => {},
      notAwaited: { fr: '', en: '' },
      onChange: (queued) => {
        this.unsent = queued.length
      },
    })
  }

  /** A tablet on which all was said and photographed, evenly over the time away, and nothing has gone out. */
  static async awayWith(
    url: string,
    session: CrewSession,
    jobs: readonly Job[],
    picture: Blob,
  ): Promise<Tablet> {
    const job = jobs.find(({ crewId }) => crewId === session.crewId)
    if (job === undefined) throw new Error('A crew has nothing in hand.')
    const tablet = new Tablet(url, session, job)
    const { crewId, ticketId } = job
    const actions = actionsOf(job)
    const leftAt = Date.now() - AWAY_MS
    for (const [index, command] of actions.entries()) {
      const saidAt = Math.round(leftAt + (index * AWAY_MS) / actions.length)
      const isPhotograph = command.type === 'add_photograph'
      const id = commandIdSchema.parse(isPhotograph ? command.photographId : randomUUID())
      tablet.said.push(id)
      await tablet.store.put({ id, saidAt, crewId, command })
      if (!isPhotograph) continue
      const kept = { ticketId, crewId, takenAt: saidAt, picture, announced: false, refused: null }
      await tablet.pictures.put({ id: command.photographId, ...kept })
    }
    return tablet
  }

  /** Milliseconds from `since` until the server had answered all that was said, and until it had all photographs. */
  async comeBack(since: number): Promise<{ actions: number; photographs: number }> {
    this.connection.open()
    await this.photographs.restore(this.job.crewId)
    const settled = async (left: () => number) => {
      while (left() > 0) await pause(5)
      return performance.now() - since
    }
    const [actions, photographs] = await Promise.all([
      settled(() => this.waiting),
      settled(() => this.unsent),
    ])
    return { actions, photographs }
  }

  close(): void {
    this.connection.close()
    this.photographs.stop()
  }
}

/** A JPEG of the size and the weight of a photograph. */
async function aPicture(): Promise<Blob> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const jpeg = await sharp({ create: { ...PICTURE, channels: 3, background: 'grey', noise } })
    .blur(1.5)
    .jpeg({ quality: 82 })
    .toBuffer()
  return new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' })
}

/** Commands that are not in the log exactly once, tablets whose commands are out of order, and photographs that are there. */
async function findIn(
  databaseUrl: string,
  tablets: readonly Tablet[],
): Promise<{ missed: number; disordered: number; photographs: number }> {
  const pool = openPool(databaseUrl, { max: 1, onError: () => {} })
  try {
    const { rows } = await pool.query<{ id: string; seq: number; once: boolean }>(
      `select command_id as id, min(seq)::int as seq, count(*) = count(distinct type) as once
       from event group by command_id`,
    )
    const found = new Map(rows.map(({ id, ...row }) => [id, row]))
    const received = await pool.query('select from photograph')
    return {
      missed: tablets.flatMap(({ said }) => said).filter((id) => found.get(id)?.once !== true).length,
      disordered: tablets.filter(({ said }) => {
        const seqs = said.map((id) => found.get(id)?.seq ?? 0)
        return seqs.some((seq, index) => seq <= (seqs[index - 1] ?? 0))
      }).length,
      photographs: received.rowCount ?? 0,
    }
  } finally {
    await pool.end()
  }
}
