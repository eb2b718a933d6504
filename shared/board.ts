import { type Assignment, isOpen, sentAt } from './assignment/assignment.ts'
import { evolveAssignment } from './assignment/evolve.ts'
import type { CallOut } from './call-out/call-out.ts'
import { evolveCallOut } from './call-out/evolve.ts'
import type { Closure } from './closure/closure.ts'
import { evolveClosure } from './closure/evolve.ts'
import type { Crew } from './crew/crew.ts'
import { crewOf, evolveCrew } from './crew/evolve.ts'
import type { EventOf, StoredEvent } from './event.ts'
import type { AssignmentId, ClosureId, CrewId, PersonId, PlaceNoteId, TicketId, TurnId } from './id.ts'
import type { Instant } from './instant.ts'
import { evolvePerson, evolveTurn, turnsOf } from './on-call/evolve.ts'
import type { OnCallPerson, Turn } from './on-call/turn.ts'
import type { PlaceNote } from './place-note/place-note.ts'
import { evolveTicket } from './ticket/evolve.ts'
import type { Ticket } from './ticket/ticket.ts'

/**
 * Tickets, crews, assignments, closures, people who may be on call and their turns, by id, call-outs by their tickets, and
 * which catalogue is in force. The entities are never changed in place: a fold puts others there.
 */
export interface Board {
  readonly tickets: ReadonlyMap<TicketId, Ticket>
  readonly crews: ReadonlyMap<CrewId, Crew>
  readonly assignments: ReadonlyMap<AssignmentId, Assignment>
  readonly closures: ReadonlyMap<ClosureId, Closure>
  readonly people: ReadonlyMap<PersonId, OnCallPerson>
  readonly turns: ReadonlyMap<TurnId, Turn>
  /** The last call-out of each ticket that has had one. */
  readonly callOuts: ReadonlyMap<TicketId, CallOut>
  /** Those that a command names, for the one who decides; a live board holds none, for there may be thousands. */
  readonly placeNotes: ReadonlyMap<PlaceNoteId, PlaceNote>
  /** The publication of the catalogue that is in force. */
  readonly catalogueVersion: number
}

/** A ticket that comes into a partial view, with all that is needed to fold what follows. */
export interface Arrival {
  ticket: Ticket
  assignments: Assignment[]
  crews: Crew[]
}

export const emptyBoard: Board = {
  tickets: new Map(),
  crews: new Map(),
  assignments: new Map(),
  closures: new Map(),
  people: new Map(),
  turns: new Map(),
  callOuts: new Map(),
  placeNotes: new Map(),
  catalogueVersion: 1,
}

/** The board of what a snapshot or a database lists. */
export function boardOf(listed: {
  tickets: readonly Ticket[]
  crews: readonly Crew[]
  assignments: readonly Assignment[]
  closures: readonly Closure[]
  people?: readonly OnCallPerson[]
  turns?: readonly Turn[]
  callOuts?: readonly CallOut[]
  placeNotes?: readonly PlaceNote[]
  catalogueVersion: number
}): Board {
  return {
    tickets: new Map(listed.tickets.map((ticket) => [ticket.id, ticket])),
    crews: new Map(listed.crews.map((crew) => [crew.id, crew])),
    assignments: new Map(listed.assignments.map((assignment) => [assignment.id, assignment])),
    closures: new Map(listed.closures.map((closure) => [closure.id, closure])),
    people: new Map(listed.people?.map((person) => [person.id, person])),
    turns: new Map(listed.turns?.map((turn) => [turn.id, turn])),
    callOuts: new Map(listed.callOuts?.map((callOut) => [callOut.ticketId, callOut])),
    placeNotes: new Map(listed.placeNotes?.map((note) => [note.id, note])),
    catalogueVersion: listed.catalogueVersion,
  }
}

/** A copy of a board that events change in place, at a cost that does not grow with what it holds. */
export class MutableBoard implements Board {
  readonly tickets: Map<TicketId, Ticket>
  readonly crews: Map<CrewId, Crew>
  readonly assignments: Map<AssignmentId, Assignment>
  readonly closures: Map<ClosureId, Closure>
  readonly people: Map<PersonId, OnCallPerson>
  readonly turns: Map<TurnId, Turn>
  readonly callOuts: Map<TicketId, CallOut>
  readonly placeNotes: Map<PlaceNoteId, PlaceNote>
  catalogueVersion: number

  constructor(board: Board) {
    this.tickets = new Map(board.tickets)
    this.crews = new Map(board.crews)
    this.assignments = new Map(board.assignments)
    this.closures = new Map(board.closures)
    this.people = new Map(board.people)
    this.turns = new Map(board.turns)
    this.callOuts = new Map(board.callOuts)
    this.placeNotes = new Map(board.placeNotes)
    this.catalogueVersion = board.catalogueVersion
  }

  /** Folds an event as a live board does: what it ended is no longer held. */
  fold(stored: StoredEvent): void {
    this.apply(stored)
    this.prune(stored)
  }

  /** Folds an event, keeping what it ended. */
  apply(stored: StoredEvent): void {
    const { event } = stored
    if ('ticketId' in event)
      put(this.tickets, event.ticketId, evolveTicket(this.tickets.get(event.ticketId), stored))
    if ('ticketId' in event)
      put(this.callOuts, event.ticketId, evolveCallOut(this.callOuts.get(event.ticketId), stored))
    const crewConcerned = crewOf(stored)
    if (crewConcerned !== null)
      put(this.crews, crewConcerned, evolveCrew(this.crews.get(crewConcerned), stored))
    if ('assignmentId' in event) {
      const { assignmentId, crewId } = event
      put(this.assignments, assignmentId, evolveAssignment(this.assignments.get(assignmentId), stored))
      this.setFree(crewId, stored.at)
      if (event.type === 'crew_on_scene') this.reinforce(event)
    }
    if ('closureId' in event)
      put(this.closures, event.closureId, evolveClosure(this.closures.get(event.closureId), stored))
    if (event.type === 'on_call_person_registered' || event.type === 'on_call_person_retired')
      put(this.people, event.personId, evolvePerson(this.people.get(event.personId), stored))
    for (const turnId of turnsOf(event))
      put(this.turns, turnId, evolveTurn(turnId, this.turns.get(turnId), stored))
    if ('placeNoteId' in event) this.placeNotes.set(event.placeNoteId, event.note)
    if (event.type === 'catalogue_published') this.catalogueVersion = event.catalogueVersion
  }

  /** A crew is free since the instant its last open assignment ended. */
  private setFree(crewId: CrewId, at: Instant): void {
    const crew = this.crews.get(crewId)
    if (crew === undefined) return
    const engaged = openAssignments(this.assignments.values(), { crewId }).length > 0
    if (engaged === (crew.freeAt === null)) return
    this.crews.set(crewId, { ...crew, freeAt: engaged ? null : at })
  }

  /** Who asked for reinforcement has it once a crew that was sent after that is there. */
  private reinforce({ assignmentId, ticketId }: EventOf<'crew_on_scene'>): void {
    const arrived = this.assignments.get(assignmentId)
    if (arrived === undefined) return
    for (const asking of openAssignments(this.assignments.values(), { ticketId })) {
      const { id, reinforcementAt } = asking
      if (id !== assignmentId && reinforcementAt !== null && sentAt(arrived) > reinforcementAt)
        this.assignments.set(id, { ...asking, reinforcementAt: null })
    }
  }

  /**
   * Drops what the event ended: a live board holds only open tickets, open assignments, closed streets, people who were
   * not retired, and turns that were not removed, those that are over included.
   */
  private prune({ event }: StoredEvent): void {
    if ('assignmentId' in event) {
      const assignment = this.assignments.get(event.assignmentId)
      if (assignment !== undefined && !isOpen(assignment)) this.assignments.delete(assignment.id)
    }
    if ('ticketId' in event) {
      const ticket = this.tickets.get(event.ticketId)
      if (ticket !== undefined && ticket.status !== 'open') {
        this.tickets.delete(ticket.id)
        this.callOuts.delete(ticket.id)
      }
    }
    if (event.type === 'street_opened') this.closures.delete(event.closureId)
    if (event.type === 'on_call_person_retired') this.people.delete(event.personId)
    if (event.type === 'turns_removed') for (const turnId of event.turnIds) this.turns.delete(turnId)
    if ('placeNoteId' in event) this.placeNotes.delete(event.placeNoteId)
  }
}

function put<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
  if (value !== undefined) map.set(key, value)
}

/** Folds events into a board, keeping what they ended: what the one who decides and stores needs. */
export function evolve(board: Board, events: readonly StoredEvent[]): Board {
  const draft = new MutableBoard(board)
  for (const stored of events) draft.apply(stored)
  return draft
}

/** Folds events into a live board, on the server and on every screen alike. */
export function evolveBoard(board: Board, events: readonly StoredEvent[]): Board {
  const draft = new MutableBoard(board)
  for (const stored of events) draft.fold(stored)
  return draft
}

/** Adds what a partial view must hold before the events that follow can be folded. */
export function admit(board: Board, arrival: Arrival): Board {
  const draft = new MutableBoard(board)
  draft.tickets.set(arrival.ticket.id, arrival.ticket)
  for (const crew of arrival.crews) draft.crews.set(crew.id, crew)
  for (const assignment of arrival.assignments) draft.assignments.set(assignment.id, assignment)
  return draft
}

/** Takes a ticket out of a partial view, with its assignments. */
export function dismiss(board: Board, ticketId: TicketId): Board {
  const draft = new MutableBoard(board)
  draft.tickets.delete(ticketId)
  draft.callOuts.delete(ticketId)
  for (const assignment of board.assignments.values()) {
    if (assignment.ticketId === ticketId) draft.assignments.delete(assignment.id)
  }
  return draft
}

/** The open assignments of a ticket, of a crew, or of both. */
export function openAssignments(
  assignments: Iterable<Assignment>,
  of: { ticketId?: TicketId; crewId?: CrewId },
): Assignment[] {
  const found: Assignment[] = []
  for (const assignment of assignments) {
    if (!isOpen(assignment)) continue
    if (of.ticketId !== undefined && assignment.ticketId !== of.ticketId) continue
    if (of.crewId !== undefined && assignment.crewId !== of.crewId) continue
    found.push(assignment)
  }
  return found
}
