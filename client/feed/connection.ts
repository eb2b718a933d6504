import { io, type Socket } from 'socket.io-client'
import type { Command, SentCommand } from '../../shared/command.ts'
import type { TicketId } from '../../shared/id.ts'
import { commandIdSchema } from '../../shared/id.ts'
import { instant } from '../../shared/instant.ts'
import { suggestionSchema } from '../../shared/nearest-crew/suggestion.ts'
import { decodePositions } from '../../shared/position-frame.ts'
import {
  type Answer,
  answerSchema,
  batchSchema,
  type ClientToServer,
  farewellSchema,
  heartbeatSchema,
  type PositionReport,
  PROTOCOL_VERSION,
  presenceSchema,
  resumeAnswerSchema,
  type ServerToClient,
  sharingSchema,
  snapshotSchema,
} from '../../shared/protocol.ts'
import {
  disconnected,
  type FeedState,
  resumed,
  startFeed,
  takeBatch,
  takeHeartbeat,
  takeSnapshot,
} from './feed-state.ts'
import type { FeedListener } from './listener.ts'

const ANSWER_MS = 6_000
const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 8_000

/** A command on its way: kept until it is answered, whatever the network does in between. */
interface Waiting {
  sent: SentCommand
  answer: (answer: Answer) => void
}

/**
 * The one connection of a screen to the server: follows the log, and sends commands until they are answered, each with
 * an id of its own, so that sending again is harmless. What comes in is parsed here, and nowhere else.
 */
export class Connection {
  private feed: FeedState = startFeed(Date.now())
  private readonly socket: Socket<ServerToClient, ClientToServer>
  private readonly waiting = new Map<string, Waiting>()
  private watched: TicketId | null = null
  private retryMs = FIRST_RETRY_MS
  private resumption = 0
  private closed = false

  constructor(private readonly listener: FeedListener) {
    this.socket = io({
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelayMax: LONGEST_RETRY_MS,
    })
    this.socket.on('connect', () => this.connected())
    this.socket.on('disconnect', (reason) => this.lost(reason))
    this.socket.on('connect_error', ({ message }) => message === 'unauthorized' && this.endSession())
    this.listen()
  }

  open(): void {
    this.socket.connect()
  }

  close(): void {
    this.closed = true
    this.socket.disconnect()
  }

  /** Sends a command; settles when the server has answered it, were it after hours. */
  send(command: Command): Promise<Answer> {
    const id = commandIdSchema.parse(crypto.randomUUID())
    const sent: SentCommand = { id, deviceAt: instant(Date.now() + this.feed.clockOffset), command }
    return new Promise((answer) => {
      this.waiting.set(id, { sent, answer })
      this.listener.onWaiting(this.waiting.size)
      this.transmit(id)
    })
  }

  watch(ticketId: TicketId | null): void {
    this.watched = ticketId
    if (this.socket.connected) this.socket.emit('watch', { ticketId })
  }

  report(position: PositionReport): void {
    if (this.socket.connected) this.socket.volatile.emit('position', position)
  }

  /** Connects again as another crew. */
  restart(): void {
    this.feed = startFeed(Date.now())
    this.socket.disconnect().connect()
  }

  private listen(): void {
    const { socket, listener } = this
    socket.on('batch', (raw) => {
      const batch = batchSchema.safeParse(raw)
      if (!batch.success) return this.resync('batch')
      const taken = takeBatch(this.feed, batch.data, Date.now())
      this.update(taken.state, taken.events)
      if (taken.resume) this.resume()
    })
    socket.on('heartbeat', (raw) => {
      const heartbeat = heartbeatSchema.safeParse(raw)
      if (heartbeat.success) this.update(takeHeartbeat(this.feed, heartbeat.data, Date.now()))
    })
    socket.on('positions', (raw) => {
      try {
        listener.onPositions(decodePositions(new Uint8Array(raw)))
      } catch {
        listener.onMalformed('positions')
      }
    })
    socket.on('suggestion', (raw) => {
      const suggestion = suggestionSchema.safeParse(raw)
      if (suggestion.success) listener.onSuggestion(suggestion.data)
      else listener.onMalformed('suggestion')
    })
    socket.on('presence', (raw) => {
      const presence = presenceSchema.safeParse(raw)
      if (presence.success) listener.onPresence(presence.data)
    })
    socket.on('sharing', (raw) => {
      const sharing = sharingSchema.safeParse(raw)
      if (sharing.success) listener.onSharing(sharing.data.sessions)
    })
    socket.on('farewell', (raw) => {
      if (farewellSchema.safeParse(raw).data?.reason === 'session_ended') this.endSession()
    })
  }

  private connected(): void {
    this.retryMs = FIRST_RETRY_MS
    this.resume()
    if (this.watched !== null) this.watch(this.watched)
    for (const id of this.waiting.keys()) this.transmit(id)
  }

  private lost(reason: string): void {
    this.feed = disconnected(this.feed)
    // Cut off by the server on purpose: the library does not come back by itself.
    if (reason === 'io server disconnect' && !this.closed)
      setTimeout(() => this.closed || this.socket.connect(), FIRST_RETRY_MS)
  }

  private async resume(): Promise<void> {
    this.resumption += 1
    const resumption = this.resumption
    try {
      if (this.feed.logId === null) await this.fetchSnapshot()
      while (this.socket.connected && resumption === this.resumption) {
        if (await this.askToResume()) return
        await this.fetchSnapshot()
      }
    } catch {
      if (this.closed || resumption !== this.resumption) return
      setTimeout(() => this.socket.connected && this.resume(), this.retryMs)
      this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2)
    }
  }

  /** True when the server follows on from the cursor; false when a snapshot is needed first. */
  private askToResume(): Promise<boolean> {
    const { logId, cursor } = this.feed
    return new Promise((settle, fail) => {
      const request = { protocol: PROTOCOL_VERSION, logId: logId ?? '', cursor }
      this.socket.timeout(ANSWER_MS).emit('resume', request, (error, raw) => {
        if (error !== null) return fail(error)
        const follows = resumeAnswerSchema.safeParse(raw).data?.status === 'following'
        // Here and not after a promise: what was missed comes right behind this answer.
        if (follows) this.update(resumed(this.feed, Date.now()))
        settle(follows)
      })
    })
  }

  private async fetchSnapshot(): Promise<void> {
    const response = await fetch('/api/snapshot', { credentials: 'same-origin' })
    if (response.status === 401) return this.endSession()
    if (!response.ok) throw new Error(`snapshot: ${response.status}`)
    const snapshot = snapshotSchema.parse(await response.json())
    this.update(takeSnapshot(this.feed, snapshot, Date.now()))
  }

  private resync(what: string): void {
    this.listener.onMalformed(what)
    this.feed = { ...disconnected(this.feed), logId: null }
    this.resume()
  }

  private endSession(): void {
    this.close()
    this.listener.onSessionEnded()
  }

  private update(feed: FeedState, events: Parameters<FeedListener['onFeed']>[1] = []): void {
    this.feed = feed
    this.listener.onFeed(feed, events)
  }

  private transmit(id: string): void {
    const entry = this.waiting.get(id)
    if (entry === undefined || !this.socket.connected) return
    this.socket.timeout(ANSWER_MS).emit('command', entry.sent, (error, raw) => {
      const answer = error === null ? answerSchema.safeParse(raw).data : undefined
      const unavailable = answer?.status === 'refused' && answer.refusal.code === 'unavailable'
      // No answer, or not now: the same id again, which has one effect.
      if (answer === undefined || unavailable) setTimeout(() => this.transmit(id), FIRST_RETRY_MS * 2)
      else if (this.waiting.delete(id)) {
        this.listener.onWaiting(this.waiting.size)
        entry.answer(answer)
      }
    })
  }
}
