import type { z } from 'zod'
import { grantOf } from '../../shared/authority.ts'
import type { Actor, StoredEvent } from '../../shared/event.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import {
  type Answer,
  type Hazards,
  HEARTBEAT_MS,
  type Heartbeat,
  type IncomingCall,
  type NearestCrews,
  PROTOCOL_VERSION,
  positionReportSchema,
  type ResumeAnswer,
  resumeSchema,
  watchSchema,
} from '../../shared/protocol/live.ts'
import type { UsualTime } from '../../shared/usual-time.ts'
import type { Arrivals, LiveBoard } from '../broadcast/live-board.ts'
import type { Outbox } from '../broadcast/outbox.ts'
import type { Posts } from '../broadcast/presence.ts'
import type { CommandHandler } from '../command/handle.ts'
import { type CommandDoor, readCommand } from './sent-command.ts'
import { farewell, limitBacklog, limitMessages } from './socket-limits.ts'
import type { VigieServer, VigieSocket } from './vigie-socket.ts'

export interface SocketDependencies extends CommandDoor {
  handler: CommandHandler
  live: LiveBoard
  outbox: Outbox
  posts: Posts
  /** Takes a crew's own report of where it is. */
  onPosition(crewId: CrewId, sessionId: string, report: z.infer<typeof positionReportSchema>): void
  /** The frame of every position, for a console that has just come. */
  allPositions(): Uint8Array | null
  watchSuggestion(socketId: string, ticketId: TicketId | null): void
  /** The open tickets that have a hazard in reach, for a console that has just come. */
  hazards(): Hazards
  usualTimes(): readonly UsualTime[]
  nearest(): NearestCrews
  /** Names the map of the city that is loaded. */
  mapVersion(): string
}

/** Rooms. Consoles share one, so that what they are all sent is encoded once. */
const CONSOLES = 'consoles'
const roomOf = (crewId: CrewId) => `crew:${crewId}`
const roomOfPost = (post: string) => `post:${post.toLowerCase()}`

/** Everything that crosses the socket, parsed at this door and answered. */
export class SocketDoor {
  private readonly timer: NodeJS.Timeout
  private used = new Set<string>()

  constructor(
    private readonly io: VigieServer,
    private readonly dependencies: SocketDependencies,
  ) {
    io.on('connection', (socket) => this.welcome(socket))
    dependencies.live.onFold((events, arrivals) => this.deliver(events, arrivals))
    this.timer = setInterval(() => this.beat(), HEARTBEAT_MS)
  }

  /** Sends a suggestion to the posts that look at its ticket. */
  suggest(socketIds: Iterable<string>, suggestion: Suggestion): void {
    for (const id of socketIds) this.io.sockets.sockets.get(id)?.emit('suggestion', suggestion)
  }

  /** One frame of positions to every console; a slow one misses it rather than queue it. */
  emitPositions(frame: Uint8Array): void {
    this.io.to(CONSOLES).volatile.emit('positions', frame)
  }

  /** Which open tickets have a hazard in reach, to every console. */
  tellHazards(hazards: Hazards): void {
    this.io.to(CONSOLES).emit('hazards', hazards)
  }

  /** How long interventions usually take, to every console. */
  tellUsualTimes(times: readonly UsualTime[]): void {
    this.io.to(CONSOLES).emit('usual_times', times)
  }

  /** How far somebody is from each hazard that nobody is on the way to, to every console. */
  tellNearest(nearest: NearestCrews): void {
    this.io.to(CONSOLES).emit('nearest', nearest)
  }

  /** Lets the telephone ring at the screens of a post, on whatever server they are; how many there are. */
  async ring(post: string, call: IncomingCall): Promise<number> {
    const screens = this.io.in(roomOfPost(post))
    screens.emit('call', call)
    return (await screens.fetchSockets()).length
  }

  /** Ends every connection of a session: its account was disabled, it logged out, or it speaks for another crew. */
  end(sessionId: string, reason: 'session_ended' | 'crew_changed' = 'session_ended'): void {
    for (const socket of this.io.sockets.sockets.values()) {
      if (socket.data.sessionId === sessionId) farewell(socket, reason)
    }
  }

  /** The sessions that have a connection open. */
  sessions(): Set<string> {
    return new Set([...this.io.sockets.sockets.values()].map(({ data }) => data.sessionId))
  }

  /** The sessions that sent something on a connection since this was last asked. */
  takeUsed(): Set<string> {
    const { used } = this
    this.used = new Set()
    return used
  }

  /** How many other sessions speak for a crew on an open connection. */
  sharers(crewId: string, exceptSessionId: string): number {
    const sessions = new Set<string>()
    for (const { data } of this.io.sockets.sockets.values()) {
      if (data.actor.crewId === crewId && data.sessionId !== exceptSessionId) sessions.add(data.sessionId)
    }
    return sessions.size
  }

  close(): void {
    clearInterval(this.timer)
    for (const socket of this.io.sockets.sockets.values()) farewell(socket, 'server_stopping')
  }

  private welcome(socket: VigieSocket): void {
    const { posts, watchSuggestion } = this.dependencies
    limitMessages(socket)
    limitBacklog(socket)
    socket.emit('heartbeat', this.heartbeat())
    socket.on('resume', (raw, reply) => this.resume(socket, raw, reply))
    socket.on('command', (raw, reply) => this.command(socket, raw, reply))
    socket.on('position', (raw) => this.position(socket, raw))
    socket.on('watch', (raw) => this.watch(socket, raw))
    socket.on('disconnect', () => {
      watchSuggestion(socket.id, null)
      if (posts.leave(socket.id)) this.tellPresence()
      this.tellSharing(socket.data.actor.crewId)
    })
  }

  private resume(socket: VigieSocket, raw: unknown, reply: unknown): void {
    const parsed = resumeSchema.safeParse(raw)
    if (typeof reply !== 'function') return
    const answer = (status: ResumeAnswer['status']) => reply({ status, head: this.dependencies.live.seq })
    const { live } = this.dependencies
    if (!parsed.success || parsed.data.protocol !== PROTOCOL_VERSION || parsed.data.logId !== live.logId) {
      answer('snapshot_needed')
      return
    }
    const { actor } = socket.data
    const missed =
      actor.role === 'crew' ? this.missedByCrew(actor, parsed.data.cursor) : this.missed(parsed.data.cursor)
    if (missed === undefined) {
      answer('snapshot_needed')
      return
    }
    answer('following')
    if (missed.items.length > 0 || missed.upto > missed.after) socket.emit('batch', missed)
    this.follow(socket)
  }

  private missed(cursor: number) {
    const events = this.dependencies.live.since(cursor)
    return events && this.dependencies.outbox.batchForConsole(cursor, events)
  }

  private missedByCrew({ crewId }: Actor, cursor: number) {
    return crewId === null ? undefined : this.dependencies.outbox.missedByCrew(crewId, cursor)
  }

  /** From here on the socket gets every batch; nothing can be folded between what it missed and this. */
  private follow(socket: VigieSocket): void {
    const { actor } = socket.data
    if (actor.crewId !== null) {
      socket.join(roomOf(actor.crewId))
      this.tellSharing(actor.crewId)
    } else if (actor.role !== 'crew') {
      if (socket.rooms.has(CONSOLES)) return
      socket.join(CONSOLES)
      if (grantOf('receive_ticket', actor.role) === 'yes') socket.join(roomOfPost(actor.label))
      const frame = this.dependencies.allPositions()
      if (frame !== null) socket.emit('positions', frame)
      socket.emit('hazards', this.dependencies.hazards())
      socket.emit('usual_times', this.dependencies.usualTimes())
      socket.emit('nearest', this.dependencies.nearest())
      this.dependencies.posts.join(socket.id, actor.label, actor.role)
      this.tellPresence()
    }
  }

  private command(socket: VigieSocket, raw: unknown, reply: unknown): void {
    if (typeof reply !== 'function') return
    this.used.add(socket.data.sessionId)
    const sent = readCommand(raw, this.dependencies)
    if ('code' in sent) reply({ status: 'refused', refusal: sent } satisfies Answer)
    else this.dependencies.handler.submit(sent, socket.data.actor).then((answer) => reply(answer))
  }

  private position(socket: VigieSocket, raw: unknown): void {
    const parsed = positionReportSchema.safeParse(raw)
    const { actor, sessionId } = socket.data
    if (!parsed.success || actor.crewId === null) return
    this.used.add(sessionId)
    this.dependencies.onPosition(actor.crewId, sessionId, parsed.data)
  }

  private watch(socket: VigieSocket, raw: unknown): void {
    const parsed = watchSchema.safeParse(raw)
    if (!parsed.success || socket.data.actor.role === 'crew') return
    this.used.add(socket.data.sessionId)
    const { ticketId } = parsed.data
    this.dependencies.watchSuggestion(socket.id, ticketId)
    if (this.dependencies.posts.watch(socket.id, ticketId)) this.tellPresence()
  }

  private deliver(events: readonly StoredEvent[], arrivals: Arrivals): void {
    const { live, outbox } = this.dependencies
    const after = live.seq - events.length
    this.io.to(CONSOLES).emit('batch', outbox.batchForConsole(after, events))
    for (const crewId of this.crewsConnected()) {
      this.io.to(roomOf(crewId)).emit('batch', outbox.batchForCrew(crewId, after, events, arrivals))
    }
  }

  private crewsConnected(): Set<CrewId> {
    const crews = new Set<CrewId>()
    for (const { data, rooms } of this.io.sockets.sockets.values()) {
      const { crewId } = data.actor
      if (crewId !== null && rooms.has(roomOf(crewId))) crews.add(crewId)
    }
    return crews
  }

  /** Tells every screen where the log and the city are; also called when either must not wait for the next beat. */
  beat(): void {
    this.io.emit('heartbeat', this.heartbeat())
  }

  private heartbeat(): Heartbeat {
    const { live, now, mapVersion } = this.dependencies
    return { head: live.seq, at: now(), city: mapVersion() }
  }

  private tellPresence(): void {
    for (const id of this.io.sockets.adapter.rooms.get(CONSOLES) ?? []) {
      this.io.sockets.sockets.get(id)?.emit('presence', this.dependencies.posts.seenFrom(id))
    }
  }

  private tellSharing(crewId: CrewId | null): void {
    if (crewId === null) return
    const sockets = this.io.sockets.adapter.rooms.get(roomOf(crewId)) ?? new Set<string>()
    const sessions = new Set([...sockets].map((id) => this.io.sockets.sockets.get(id)?.data.sessionId))
    this.io.to(roomOf(crewId)).emit('sharing', { sessions: sessions.size })
  }
}
