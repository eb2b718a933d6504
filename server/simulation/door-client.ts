import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { admit, type Board, boardOf, dismiss, emptyBoard, evolveBoard } from '../../shared/board.ts'
import { type Command, sentCommandSchema } from '../../shared/command.ts'
import type { StoredEvent } from '../../shared/event.ts'
import {
  type Answer,
  answerSchema,
  type BatchItem,
  batchSchema,
  type ClientToServer,
  type PositionReport,
  PROTOCOL_VERSION,
  type Presence,
  presenceSchema,
  type ResumeAnswer,
  resumeAnswerSchema,
  type ServerToClient,
  sharingSchema,
  snapshotSchema,
  watchSchema,
} from '../../shared/protocol/live.ts'
import type { SessionView } from '../../shared/protocol/session.ts'
import { type Credentials, DoorSession } from './door-session.ts'
import { keepTrying } from './keep-trying.ts'

export type { Credentials }
/**
 * What a client does with the log: folds it into its board, only listens to it, or leaves it alone and is sent
 * nothing, as one that only commands does.
 */
export type Following = 'board' | 'events' | 'nothing'
export type DoorSocket = Socket<ServerToClient, ClientToServer>

const ANSWER_MS = 5_000
const RETRY_MS = 500

/**
 * A client of the public doors, as a program of anyone's would be, from `docs/protocol.md` alone: logs in, folds the
 * board, sends commands, and comes back by itself when the server does. The simulation, the replay, the benches and
 * the tests come in through it.
 */
export class DoorClient {
  board: Board = emptyBoard
  cursor = 0
  /** How many sessions speak for the crew of this one, itself included; a simulated crew steps aside above 1. */
  sessions = 1
  /** Which post looks at which ticket; empty for a crew. */
  presence: Presence = []
  readonly session: DoorSession
  private following: Following = 'board'
  private logId = ''
  /** Counts connections, so that what an older one began is given up. */
  private connection = 0
  private resuming = false
  private socket: DoorSocket | null = null
  private readonly stopping = new AbortController()
  private readonly listeners = new Set<(items: readonly BatchItem[]) => void>()

  constructor(url: string) {
    this.session = new DoorSession(url)
  }

  login(credentials: Credentials): Promise<SessionView> {
    return this.session.login(credentials)
  }

  takeCallSign(crewId: string, confirm = false): Promise<boolean> {
    return this.session.takeCallSign(crewId, confirm)
  }

  request(method: string, path: string, body?: object): Promise<Response> {
    return this.session.request(method, path, body)
  }

  /** Opens the socket; settles once it is connected and, if it follows, up to date. Waits for a server that is away. */
  connect(following: Following = 'board'): Promise<DoorSocket> {
    this.following = following
    const socket: DoorSocket = io(this.session.url, {
      transports: ['websocket'],
      extraHeaders: this.session.headers,
      reconnectionDelayMax: 5_000,
      forceNew: true,
    })
    this.socket = socket
    socket.on('batch', (raw) => this.take(raw))
    socket.on('sharing', (raw) => {
      this.sessions = sharingSchema.safeParse(raw).data?.sessions ?? 1
    })
    socket.on('presence', (raw) => {
      this.presence = presenceSchema.safeParse(raw).data ?? []
    })
    socket.on('disconnect', (reason) => {
      this.connection += 1
      // Cut off by the server on purpose: nothing but a new try brings it back.
      if (reason === 'io server disconnect') this.reopen(socket)
    })
    socket.on('connect_error', () => {
      // Refused rather than out of reach: the session has ended.
      if (!socket.active) this.reopen(socket, true)
    })
    return new Promise((settle) => {
      socket.on('connect', () => {
        if (following === 'nothing') settle(socket)
        else this.resume().then(() => settle(socket))
      })
    })
  }

  /** Told of the items of every batch, after they were folded. */
  onBatch(listener: (items: readonly BatchItem[]) => void): void {
    this.listeners.add(listener)
  }

  /** Sends a command until it is answered, with the same id, so that it has one effect. Malformed ones throw. */
  async send(command: Command | object, id: string = randomUUID()): Promise<Answer> {
    const sent = sentCommandSchema.parse({ id, command })
    while (!this.stopping.signal.aborted) {
      try {
        const answer = answerSchema.parse(await this.socket?.timeout(ANSWER_MS).emitWithAck('command', sent))
        if (answer.status !== 'refused' || answer.refusal.code !== 'unavailable') return answer
      } catch {
        // Not answered in time: it may or may not have been taken. The same id settles it.
      }
      await pause(RETRY_MS)
    }
    return { status: 'refused', refusal: { code: 'unavailable' } }
  }

  report(position: PositionReport): void {
    this.socket?.volatile.emit('position', position)
  }

  watch(ticketId: string | null): void {
    this.socket?.emit('watch', watchSchema.parse({ ticketId }))
  }

  close(): void {
    this.stopping.abort()
    this.socket?.disconnect()
  }

  private reopen(socket: DoorSocket, refused = false): void {
    const { signal } = this.stopping
    const again = async () => {
      await pause(RETRY_MS, undefined, { signal })
      if (refused) await keepTrying(() => this.session.renew(), { signal })
      socket.io.opts.extraHeaders = this.session.headers
      socket.connect()
    }
    // Rejects only when this client is closed.
    again().catch(() => {})
  }

  private take(raw: unknown): void {
    if (this.resuming) return
    const { data: batch } = batchSchema.safeParse(raw)
    if (batch === undefined) this.logId = ''
    else if (batch.upto <= this.cursor) return
    else if (batch.after === this.cursor) return this.fold(batch.upto, batch.items)
    this.resume()
  }

  /** Asks for what was missed until the server says that this connection follows, or it is lost. Never rejects. */
  private async resume(): Promise<void> {
    const { connection } = this
    this.resuming = true
    while (connection === this.connection) {
      try {
        if (this.logId === '') await this.takeSnapshot()
        if ((await this.ask()) === 'following') return
        this.logId = ''
      } catch {
        // Too slow, or the server has just gone: the next try, or the next connection, settles it.
        await pause(RETRY_MS)
      }
    }
  }

  private ask(): Promise<ResumeAnswer['status']> {
    const resume = { protocol: PROTOCOL_VERSION, logId: this.logId, cursor: this.cursor }
    const { connection } = this
    return new Promise((settle, fail) => {
      this.socket?.timeout(ANSWER_MS).emit('resume', resume, (error: Error | null, raw: unknown) => {
        const { data } = resumeAnswerSchema.safeParse(raw)
        if (data === undefined || connection !== this.connection)
          return fail(error ?? new Error('Not an answer, or to a connection that was lost.'))
        // What was missed comes right after this answer: it must be taken, not dropped as out of turn.
        this.resuming = data.status !== 'following'
        settle(data.status)
      })
    })
  }

  private async takeSnapshot(): Promise<void> {
    const { connection } = this
    const response = await this.request('GET', '/api/snapshot')
    if (!response.ok) throw new Error(`No snapshot: ${response.status}.`)
    const snapshot = snapshotSchema.parse(await response.json())
    if (connection !== this.connection) throw new Error('The connection was lost.')
    this.logId = snapshot.logId
    this.cursor = snapshot.seq
    this.board = boardOf(snapshot)
  }

  private fold(upto: number, items: readonly BatchItem[]): void {
    if (this.following === 'board') this.board = foldItems(this.board, items)
    this.cursor = upto
    for (const listener of this.listeners) listener(items)
  }
}

/** Folds what a batch holds, events that follow each other at once: a fold copies the board. */
function foldItems(board: Board, items: readonly BatchItem[]): Board {
  let folded = board
  let events: StoredEvent[] = []
  for (const item of items) {
    if ('stored' in item) {
      events.push(item.stored)
      continue
    }
    folded = evolveBoard(folded, events)
    events = []
    folded = 'arrival' in item ? admit(folded, item.arrival) : dismiss(folded, item.departure.ticketId)
  }
  return evolveBoard(folded, events)
}
