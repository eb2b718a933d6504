import { LiveBoard, viewOfCrew } from '../../server/broadcast/live-board.ts'
import { Outbox as Broadcast } from '../../server/broadcast/outbox.ts'
import { KeptCatalogues } from '../../server/catalogue/kept-catalogues.ts'
import { Decisions } from '../../server/command/group.ts'
import type { StoredAnswer } from '../../server/projection/answer.ts'
import { type Board, openAssignments } from '../../shared/board.ts'
import type { Catalogues } from '../../shared/catalogue/published.ts'
import { sentCommandSchema } from '../../shared/command.ts'
import type { Actor, StoredEvent } from '../../shared/event.ts'
import type { CommandId, CrewId } from '../../shared/id.ts'
import { instant } from '../../shared/instant.ts'
import {
  type Answer,
  PROTOCOL_VERSION,
  type ResumeAnswer,
  type Snapshot,
} from '../../shared/protocol/live.ts'
import { aBoard } from '../../shared/test-board.ts'
import type { FarEnd, FaultyWire } from './test-faulty-wire.ts'

/** The server's own decisions, answers, live board and broadcast, over a disk that is this object. */
export class MemoryServer implements FarEnd {
  /** In the order in which they were decided. */
  readonly decided: { id: CommandId; answer: Answer }[] = []
  readonly events: StoredEvent[] = []
  private readonly answers = new Map<string, StoredAnswer>()
  private readonly clients = new Map<FaultyWire, Actor>()
  private readonly following = new Set<FaultyWire>()
  private live!: LiveBoard
  private broadcast!: Broadcast
  private up = true
  seq = 0

  constructor(
    private board: Board,
    private readonly catalogues: Catalogues,
  ) {
    this.start()
  }

  /** kill -9, and up again: what was not committed is lost, and so is all that was only in memory. */
  crash(): void {
    this.up = false
    for (const client of [...this.clients.keys()]) client.cut()
    this.following.clear()
    setTimeout(() => {
      this.start()
      this.up = true
    }, 300)
  }

  attach(client: FaultyWire, actor: Actor): void {
    this.clients.set(client, actor)
  }

  isUp(): boolean {
    return this.up
  }

  welcome(client: FaultyWire): void {
    client.tell('heartbeat', this.heartbeat())
  }

  leave(client: FaultyWire): void {
    this.following.delete(client)
  }

  beat(): void {
    if (!this.up) return
    for (const client of this.clients.keys()) if (client.connected) client.tell('heartbeat', this.heartbeat())
  }

  resume(client: FaultyWire, { logId, cursor }: { logId: string; cursor: number }): ResumeAnswer {
    const head = this.live.seq
    const { crewId: crew } = this.actorOf(client)
    const events = logId === this.live.logId ? this.live.since(cursor) : undefined
    const missed =
      events &&
      (crew === null
        ? this.broadcast.batchForConsole(cursor, events)
        : this.broadcast.missedByCrew(crew, cursor))
    if (missed === undefined) return { status: 'snapshot_needed', head }
    if (missed.upto > missed.after) client.tell('batch', missed)
    this.following.add(client)
    return { status: 'following', head }
  }

  snapshot(client: FaultyWire): Snapshot {
    const { crewId: crew } = this.actorOf(client)
    const board = crew === null ? this.live.board : viewOfCrew(this.live.board, crew)
    return {
      protocol: PROTOCOL_VERSION,
      logId: this.live.logId,
      seq: this.live.seq,
      at: instant(Date.now()),
      tickets: [...board.tickets.values()],
      crews: [...board.crews.values()],
      assignments: [...board.assignments.values()],
      closures: [],
      catalogueVersion: board.catalogueVersion,
      people: [],
      turns: [],
      callOuts: [...board.callOuts.values()],
    }
  }

  async command(client: FaultyWire, raw: unknown): Promise<Answer> {
    return this.decide(sentCommandSchema.parse(raw), this.actorOf(client))
  }

  decide(sent: ReturnType<typeof sentCommandSchema.parse>, actor: Actor): Answer {
    const decisions = new Decisions(
      {
        head: { seq: this.seq, hash: Buffer.alloc(32) },
        lastNumber: 0,
        answers: [...this.answers.values()],
        board: this.board,
      },
      {
        catalogues: new KeptCatalogues(this.catalogues),
        now: () => instant(Date.now()),
        onFault: (error) => {
          throw error
        },
      },
    )
    const answer = decisions.answer({ sent, actor })
    for (const stored of decisions.newAnswers) {
      this.answers.set(stored.id, stored)
      this.decided.push({ id: sent.id, answer })
    }
    this.board = decisions.board
    this.seq += decisions.events.length
    this.events.push(...decisions.events)
    this.live.fold(decisions.events)
    return answer
  }

  viewOf(crew: CrewId | null): Board {
    return crew === null ? this.live.board : viewOfCrew(this.live.board, crew)
  }

  private start(): void {
    const open = openAssignments(this.board.assignments.values(), {})
    const board = aBoard(
      [...this.board.tickets.values()].filter(({ status }) => status === 'open'),
      [...this.board.crews.values()],
      open,
    )
    this.live = new LiveBoard({ logId: 'log', seq: this.seq, board })
    this.broadcast = new Broadcast(this.live)
    this.live.onFold((events, arrivals) => {
      const after = this.live.seq - events.length
      for (const client of this.following) {
        const { crewId: crew } = this.actorOf(client)
        client.tell(
          'batch',
          crew === null
            ? this.broadcast.batchForConsole(after, events)
            : this.broadcast.batchForCrew(crew, after, events, arrivals),
        )
      }
    })
  }

  private actorOf(client: FaultyWire): Actor {
    const actor = this.clients.get(client)
    if (actor === undefined) throw new Error('A client that was not attached has no actor.')
    return actor
  }

  private heartbeat() {
    return { head: this.live.seq, at: instant(Date.now()), city: 'city' }
  }
}
