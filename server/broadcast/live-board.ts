import { type Arrival, type Board, evolveBoard, openAssignments } from '../../shared/board.ts'
import type { StoredEvent } from '../../shared/event.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import type { BoardAt } from '../read/board.ts'

type Listener = (events: readonly StoredEvent[], boardBefore: Board) => void

/** Events kept in memory for those who come back after a short absence; older cursors get a snapshot. */
const KEPT = 5_000

/**
 * The live board in this process: the same fold as every screen's, of the same events. Snapshots are taken from it,
 * so they cost no query, and belong to their `seq` by construction.
 */
export class LiveBoard {
  readonly logId: string
  private current: BoardAt
  private recent: StoredEvent[] = []
  private readonly listeners = new Set<Listener>()

  constructor(start: BoardAt) {
    this.logId = start.logId
    this.current = start
  }

  get board(): Board {
    return this.current.board
  }

  get seq(): number {
    return this.current.seq
  }

  /** Folds the next events, which must follow on from `seq`; throws otherwise, for a gap here would reach every screen. */
  fold(events: readonly StoredEvent[]): void {
    const [first] = events
    const last = events.at(-1)
    if (first === undefined || last === undefined) return
    if (first.seq !== this.seq + 1) throw new Error(`Event ${first.seq} does not follow ${this.seq}.`)
    const before = this.board
    this.current = { ...this.current, seq: last.seq, board: evolveBoard(before, events) }
    this.recent.push(...events)
    if (this.recent.length > 2 * KEPT) this.recent = this.recent.slice(-KEPT)
    for (const listener of this.listeners) listener(events, before)
  }

  /** The events after `seq`, or undefined when they are no longer all in memory. */
  since(seq: number): readonly StoredEvent[] | undefined {
    if (seq === this.seq) return []
    const oldest = this.recent[0]?.seq
    if (oldest === undefined || seq < oldest - 1 || seq > this.seq) return undefined
    return this.recent.slice(seq - oldest + 1)
  }

  /** Calls `listener` after each fold; returns what stops it. */
  onFold(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

/** What a partial view needs before `ticketId` can be folded in it: the ticket, its open assignments, their crews. */
export function arrivalOf(board: Board, ticketId: TicketId): Arrival | undefined {
  const ticket = board.tickets.get(ticketId)
  if (ticket === undefined) return undefined
  const assignments = openAssignments(board.assignments.values(), { ticketId })
  const crews = crewsOf(
    board,
    assignments.map(({ crewId }) => crewId),
  )
  return { ticket, assignments, crews }
}

/** The board that a crew may see: itself, its open tickets, who else is on them, and every closed street. */
export function viewOfCrew(board: Board, crewId: CrewId): Board {
  const ticketIds = openAssignments(board.assignments.values(), { crewId }).map(({ ticketId }) => ticketId)
  const arrivals = ticketIds.flatMap((ticketId) => arrivalOf(board, ticketId) ?? [])
  return {
    tickets: new Map(arrivals.map(({ ticket }) => [ticket.id, ticket])),
    crews: new Map(
      [...crewsOf(board, [crewId]), ...arrivals.flatMap(({ crews }) => crews)].map((crew) => [crew.id, crew]),
    ),
    assignments: new Map(arrivals.flatMap(({ assignments }) => assignments).map((one) => [one.id, one])),
    closures: board.closures,
  }
}

function crewsOf(board: Board, crewIds: readonly CrewId[]) {
  return crewIds.flatMap((crewId) => board.crews.get(crewId) ?? [])
}
