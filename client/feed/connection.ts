import { z } from 'zod'
import type { Command } from '../../shared/command.ts'
import { type CommandId, commandIdSchema, type TicketId } from '../../shared/id.ts'
import { instant } from '../../shared/instant.ts'
import { suggestionSchema } from '../../shared/nearest-crew/suggestion.ts'
import { decodePositions } from '../../shared/position-frame.ts'
import {
  type Answer,
  answerSchema,
  batchSchema,
  farewellSchema,
  hazardsSchema,
  heartbeatSchema,
  incomingCallSchema,
  nearestCrewsSchema,
  type PositionReport,
  PROTOCOL_VERSION,
  presenceSchema,
  resumeAnswerSchema,
  sharingSchema,
  snapshotSchema,
  usualTimesSchema,
} from '../../shared/protocol/live.ts'
import { type CommandStore, MemoryCommandStore, type Said } from './command-store.ts'
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
import { Outbox } from './outbox.ts'
import { FIRST_RETRY_MS, LONGEST_RETRY_MS, ownServer, type Wire } from './wire.ts'

const ANSWER_MS = 6_000
const MISSED_AFTER_MS = 5_000

/** What a screen knows when it opens its connection; nothing, unless it was kept on the device. */
export interface ConnectionStart {
  /** The crew that the screen speaks for: its refusals are kept until a person has read them. */
  crewId?: Said['crewId']
  store?: CommandStore
  /** Where an earlier page stood. */
  feed?: FeedState
  wire?: Wire
}

/**
 * The one connection of a screen to the server: follows the log, and sends commands until they are answered, each with
 * an id of its own, so that sending again is harmless. What comes in is parsed here, and nowhere else.
 */
export class Connection {
  private feed: FeedState
  private readonly socket: Wire['socket']
  private readonly snapshot: Wire['snapshot']
  private readonly outbox: Outbox
  private watched: TicketId | null = null
  private retryMs = FIRST_RETRY_MS
  /** How long to stay away after the server has cut this connection on purpose. */
  private returnMs = FIRST_RETRY_MS
  private resumption = 0
  private closed = false
  private readonly crewId: Said['crewId']

  constructor(
    private readonly listener: FeedListener,
    {
      crewId = null,
      store = new MemoryCommandStore(),
      feed = startFeed(Date.now()),
      wire = ownServer(),
    }: ConnectionStart = {},
  ) {
    this.crewId = crewId
    this.feed = disconnected(feed)
    this.socket = wire.socket
    this.snapshot = wire.snapshot
    this.outbox = new Outbox({
      transmit: (said) => this.transmit(said),
      store,
      crewId,
      keepRefused: crewId !== null,
      onChange: (state) => listener.onOutbox(state),
      onAnswered: (said, answer) => listener.onAnswered(said, answer),
    })
    this.socket.on('connect', () => this.connected())
    this.socket.on('disconnect', (reason) => this.lost(reason))
    this.socket.on('connect_error', ({ message }) => this.refused(message))
    this.listen()
  }

  open(): void {
    this.outbox.restore()
    this.socket.connect()
  }

  close(): void {
    this.closed = true
    this.outbox.close()
    this.socket.disconnect()
  }

  /** Sends a command; settles when the server has answered it, were it after hours. An `id` sent again has one effect. */
  send(command: Command, id = commandIdSchema.parse(crypto.randomUUID())): Promise<Answer> {
    return this.outbox.send({ id, saidAt: Date.now(), crewId: this.crewId, command })
  }

  /** A person has read why a command was refused. */
  dismiss(id: CommandId): void {
    this.outbox.dismiss(id)
  }

  watch(ticketId: TicketId | null): void {
    this.watched = ticketId
    if (this.socket.connected) this.socket.emit('watch', { ticketId })
  }

  report(position: PositionReport): void {
    if (this.socket.connected) this.socket.volatile.emit('position', position)
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
    socket.on(
      'heartbeat',
      this.parsed('heartbeat', heartbeatSchema, (heartbeat) => {
        this.update(takeHeartbeat(this.feed, heartbeat, Date.now()))
        // Now it is known by how much this device's clock is wrong, and what was said offline can be told with its hour.
        this.outbox.open()
        listener.onCity(heartbeat.city)
        this.askForMissed()
      }),
    )
    socket.on('positions', (raw) => {
      try {
        listener.onPositions(decodePositions(new Uint8Array(raw)))
      } catch {
        listener.onMalformed('positions')
      }
    })
    socket.on(
      'suggestion',
      this.parsed('suggestion', suggestionSchema, (suggestion) => listener.onSuggestion(suggestion)),
    )
    socket.on(
      'presence',
      this.parsed('presence', presenceSchema, (presence) => listener.onPresence(presence)),
    )
    socket.on(
      'hazards',
      this.parsed('hazards', hazardsSchema, (hazards) => listener.onHazards(hazards)),
    )
    socket.on(
      'usual_times',
      this.parsed('usual_times', usualTimesSchema, (times) => listener.onUsualTimes(times)),
    )
    socket.on(
      'nearest',
      this.parsed('nearest', nearestCrewsSchema, (nearest) => listener.onNearest(nearest)),
    )
    socket.on(
      'call',
      this.parsed('call', incomingCallSchema, (call) => listener.onCall(call)),
    )
    socket.on(
      'sharing',
      this.parsed('sharing', sharingSchema, ({ sessions }) => listener.onSharing(sessions)),
    )
    socket.on(
      'farewell',
      this.parsed('farewell', farewellSchema, ({ reason }) => {
        if (reason === 'session_ended') this.endSession()
        else if (reason === 'crew_changed') this.changeCrew()
        // It was asked too much: coming back at once would only be asked to leave again.
        else this.returnMs = reason === 'too_many_requests' ? LONGEST_RETRY_MS : FIRST_RETRY_MS
      }),
    )
  }

  /** Passes on what can be read; what cannot is counted, and does no harm. */
  private parsed<T>(what: string, schema: z.ZodType<T>, take: (value: T) => void): (raw: unknown) => void {
    return (raw) => {
      const { data, success } = schema.safeParse(raw)
      if (success) take(data)
      else this.listener.onMalformed(what)
    }
  }

  private connected(): void {
    this.returnMs = FIRST_RETRY_MS
    this.resume()
    if (this.watched !== null) this.watch(this.watched)
  }

  private lost(reason: string): void {
    this.outbox.close()
    this.feed = disconnected(this.feed)
    // Cut off by the server on purpose: the library does not come back by itself.
    if (reason === 'io server disconnect') this.comeBack(this.returnMs)
  }

  private refused(message: string): void {
    if (message === 'unauthorized') this.endSession()
    // Out of reach, the library tries again by itself; answered that the server is not ready, it does not.
    else if (!this.socket.active) this.comeBack(LONGEST_RETRY_MS * Math.random())
  }

  private comeBack(afterMs: number): void {
    setTimeout(() => this.closed || this.socket.connect(), afterMs)
  }

  /** Asks to be followed from the cursor, after a snapshot where one is needed; again, ever later, until it works. */
  private async resume(): Promise<void> {
    this.resumption += 1
    const resumption = this.resumption
    const overtaken = () => this.closed || resumption !== this.resumption || !this.socket.connected
    try {
      if (this.feed.logId !== null && (await this.askToResume())) return
      if (overtaken()) return
      await this.fetchSnapshot()
      if (overtaken() || (await this.askToResume())) return
      throw new Error('The server does not follow on from the snapshot that it has just given.')
    } catch {
      if (overtaken()) return
      setTimeout(() => overtaken() || this.resume(), this.retryMs * (0.5 + Math.random()))
      this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2)
    }
  }

  /** The server has had something for a while that never came: it is asked again. */
  private askForMissed(): void {
    const { resuming, cursor, head, currentAt } = this.feed
    if (resuming || cursor >= head || Date.now() - currentAt < MISSED_AFTER_MS) return
    this.feed = disconnected(this.feed)
    this.resume()
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
        if (follows) {
          this.retryMs = FIRST_RETRY_MS
          this.update(resumed(this.feed, Date.now()))
        }
        settle(follows)
      })
    })
  }

  private async fetchSnapshot(): Promise<void> {
    const response = await this.snapshot()
    if (response.status === 401) return this.endSession()
    if (!response.ok) throw new Error(`snapshot: ${response.status}`)
    const content: unknown = await response.json()
    if (isOfAnotherVersion(content)) return this.outdate()
    const snapshot = snapshotSchema.parse(content)
    this.update(takeSnapshot(this.feed, snapshot, Date.now()))
  }

  private resync(what: string): void {
    this.listener.onMalformed(what)
    this.feed = { ...disconnected(this.feed), logId: null }
    this.resume()
  }

  /** This session speaks for another crew now, chosen here or in another window: all that was told is another's. */
  private changeCrew(): void {
    this.close()
    this.listener.onCrewChanged()
  }

  /** This page was made for another version of the server: it says nothing more, and keeps what waits for the next one. */
  private outdate(): void {
    this.close()
    this.listener.onOutdated()
  }

  private endSession(): void {
    this.close()
    this.listener.onSessionEnded()
  }

  private update(feed: FeedState, events: Parameters<FeedListener['onFeed']>[1] = []): void {
    this.feed = feed
    this.listener.onFeed(feed, events)
  }

  private transmit({ id, saidAt, command }: Said): Promise<Answer> {
    return new Promise((settle, fail) => {
      if (!this.socket.connected) return fail(new Error('There is no connection.'))
      const sent = { id, deviceAt: instant(saidAt + this.feed.clockOffset), command }
      this.socket.timeout(ANSWER_MS).emit('command', sent, (error, raw) => {
        if (error !== null) return fail(error)
        const answer = answerSchema.safeParse(raw)
        if (answer.success) return settle(answer.data)
        this.listener.onMalformed('answer')
        fail(answer.error)
      })
    })
  }
}

function isOfAnotherVersion(snapshot: unknown): boolean {
  const version = z.object({ protocol: z.int() }).safeParse(snapshot).data?.protocol
  return version !== undefined && version !== PROTOCOL_VERSION
}
