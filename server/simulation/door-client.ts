import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { admit, type Board, dismiss, emptyBoard, evolveBoard } from '../../shared/board.ts'
import { type Command, sentCommandSchema } from '../../shared/command.ts'
import {
  type Answer,
  answerSchema,
  type BatchItem,
  batchSchema,
  type ClientToServer,
  type PositionReport,
  PROTOCOL_VERSION,
  type ResumeAnswer,
  type ServerToClient,
  snapshotSchema,
} from '../../shared/protocol.ts'

export interface Credentials {
  userName: string
  password: string
}

const ANSWER_MS = 5_000
const RETRY_MS = 500

/**
 * A client of the public doors, as a program of anyone's would be, from `docs/protocol.md` alone: logs in, folds the
 * board, sends commands. The simulation, the replay, the benches and the tests come in through it.
 */
export class DoorClient {
  board: Board = emptyBoard
  cursor = 0
  readonly url: string
  private cookie = ''
  private logId = ''
  private resuming = false
  private stopped = false
  private socket: Socket<ServerToClient, ClientToServer> | null = null
  private readonly listeners = new Set<(items: readonly BatchItem[]) => void>()

  constructor(url: string) {
    this.url = url
  }

  async login(credentials: Credentials): Promise<void> {
    const response = await this.request('POST', '/api/session', credentials)
    if (!response.ok) throw new Error(`${credentials.userName} could not log in: ${response.status}`)
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  /** Makes this session speak for a crew; false where another one does, unless `confirm`. */
  async takeCallSign(crewId: string, confirm = false): Promise<boolean> {
    const response = await this.request(
      'POST',
      '/api/session/crew',
      confirm ? { crewId, confirm } : { crewId },
    )
    if (response.status === 409) return false
    if (!response.ok) throw new Error(`The call sign ${crewId} could not be taken: ${response.status}`)
    return true
  }

  request(method: string, path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = { cookie: this.cookie, origin: new URL(this.url).origin }
    if (body === undefined) return fetch(`${this.url}${path}`, { method, headers })
    headers['content-type'] = 'application/json'
    return fetch(`${this.url}${path}`, { method, headers, body: JSON.stringify(body) })
  }

  /** Opens the socket and follows the log for as long as this client lives; settles once it is up to date. */
  connect(): Promise<Socket<ServerToClient, ClientToServer>> {
    const socket: Socket<ServerToClient, ClientToServer> = io(this.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: this.cookie, origin: new URL(this.url).origin },
      reconnectionDelayMax: 5_000,
      forceNew: true,
    })
    this.socket = socket
    socket.on('batch', (raw) => {
      const batch = batchSchema.parse(raw)
      if (batch.upto <= this.cursor || this.resuming) return
      if (batch.after !== this.cursor) this.resume()
      else this.fold(batch.upto, batch.items)
    })
    return new Promise((settle, fail) => {
      socket.on('connect', () => {
        this.resume().then(() => settle(socket), fail)
      })
      socket.on('connect_error', (error) => {
        if (!socket.active) fail(error)
      })
      // Cut off by the server on purpose: nothing but a new try brings it back.
      socket.on('disconnect', (reason) => {
        if (reason === 'io server disconnect' && !this.stopped) setTimeout(() => socket.connect(), RETRY_MS)
      })
    })
  }

  /** Told of the items of every batch, after they were folded. */
  onBatch(listener: (items: readonly BatchItem[]) => void): void {
    this.listeners.add(listener)
  }

  /** Sends a command until it is answered, with the same id, so that it has one effect. */
  async send(command: Command | object, id: string = randomUUID()): Promise<Answer> {
    const sent = sentCommandSchema.parse({ id, command })
    while (!this.stopped) {
      try {
        const answer = answerSchema.parse(await this.socket?.timeout(ANSWER_MS).emitWithAck('command', sent))
        if (answer.status !== 'refused' || answer.refusal.code !== 'unavailable') return answer
      } catch {
        // Not answered in time: it may or may not have been taken. The same id settles it.
      }
      await new Promise((settle) => setTimeout(settle, RETRY_MS))
    }
    return { status: 'refused', refusal: { code: 'unavailable' } }
  }

  report(position: PositionReport): void {
    this.socket?.volatile.emit('position', position)
  }

  watch(ticketId: string | null): void {
    this.socket?.emit('watch', { ticketId } as Parameters<ClientToServer['watch']>[0])
  }

  close(): void {
    this.stopped = true
    this.socket?.disconnect()
  }

  private async resume(): Promise<void> {
    if (this.resuming || this.socket === null) return
    this.resuming = true
    try {
      if (this.logId === '') await this.takeSnapshot()
      for (;;) {
        // What was missed comes right after this answer: it must be taken, not dropped as out of turn.
        const resume = { protocol: PROTOCOL_VERSION, logId: this.logId, cursor: this.cursor }
        const { status } = await new Promise<ResumeAnswer>((settle) => {
          this.socket?.emit('resume', resume, (answer) => {
            this.resuming = answer.status !== 'following'
            settle(answer)
          })
        })
        if (status === 'following') return
        await this.takeSnapshot()
      }
    } finally {
      this.resuming = false
    }
  }

  private async takeSnapshot(): Promise<void> {
    const response = await this.request('GET', '/api/snapshot')
    if (!response.ok) throw new Error(`No snapshot: ${response.status}`)
    const { logId, seq, tickets, crews, assignments } = snapshotSchema.parse(await response.json())
    this.logId = logId
    this.cursor = seq
    this.board = {
      tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])),
      crews: new Map(crews.map((crew) => [crew.id, crew])),
      assignments: new Map(assignments.map((assignment) => [assignment.id, assignment])),
    }
  }

  private fold(upto: number, items: readonly BatchItem[]): void {
    for (const item of items) {
      if ('arrival' in item) this.board = admit(this.board, item.arrival)
      else if ('departure' in item) this.board = dismiss(this.board, item.departure.ticketId)
      else this.board = evolveBoard(this.board, [item.stored])
    }
    this.cursor = upto
    for (const listener of this.listeners) listener(items)
  }
}
