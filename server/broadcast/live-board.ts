import { type Arrival, type Board, MutableBoard, openAssignments } from '../../shared/board.ts'
import type { Event, StoredEvent } from '../../shared/event.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import type { BoardAt } from '../read/board.ts'

/** For each dispatch among the events, by its `seq`: its ticket as it stood just before. */
export type Arrivals = ReadonlyMap<number, Arrival>

type Listener = (events: readonly StoredEvent[], arrivals: Arrivals) => void

/** Events kept in memory for those who come back after a short absence; older cursors get a snapshot. */
const KEPT = 5_000

/**
 * The live board in this process: the same fold as every screen's, of the same events. Snapshots are taken from it,
 * so they cost no query, and belong to their `seq` by construction.
 */
export class LiveBoard {
  readonly logId: string
  private readonly current: MutableBoard
  private head: number
  private recent: StoredEvent[] = []
  private readonly listeners = new Set<Listener>()

  constructor(start: BoardAt) {
    this.logId = start.logId
    this.head = start.seq
    this.current = new MutableBoard(start.board)
  }

  /** As it stands now: the next fold changes it, so that whoever waits for anything asks again. */
  get board(): Board {
    return this.current
  }

  get seq(): number {
    return this.head
  }

  /** Folds the next events, which must follow on from `seq`; throws otherwise, for a gap here would reach every screen. */
  fold(events: readonly StoredEvent[]): void {
    const [first] = events
    const last = events.at(-1)
    if (first === undefined || last === undefined) return
    if (first.seq !== this.seq + 1) throw new Error(`Event ${first.seq} does not follow ${this.seq}.`)
    const arrivals = new Map<number, Arrival>()
    for (const stored of events) {
      const arrival = arrivalBefore(this.board, stored.event)
      if (arrival !== undefined) arrivals.set(stored.seq, arrival)
      this.current.fold(stored)
    }
    this.head = last.seq
    this.recent.push(...events)
    if (this.recent.length > 2 * KEPT) this.recent = this.recent.slice(-KEPT)
    for (const listener of this.listeners) listener(events, arrivals)
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

/** A dispatch brings the ticket with it, and names a crew that the view may not hold yet. */
function arrivalBefore(board: Board, event: Event): Arrival | undefined {
  if (event.type !== 'crew_dispatched') return undefined
  const arrival = arrivalOf(board, event.ticketId)
  return arrival && { ...arrival, crews: [...arrival.crews, ...crewsOf(board, [event.crewId])] }
}

/** What a partial view needs before `ticketId` can be folded in it: the ticket, its open assignments, their crews. */
function arrivalOf(board: Board, ticketId: TicketId): Arrival | undefined {
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
    // Who is on call when, and who is called, is nothing that a crew works with.
    people: new Map(),
    turns: new Map(),
    callOuts: new Map(),
    placeNotes: board.placeNotes,
    catalogueVersion: board.catalogueVersion,
  }
}

function crewsOf(board: Board, crewIds: readonly CrewId[]) {
  return crewIds.flatMap((crewId) => board.crews.get(crewId) ?? [])
}
