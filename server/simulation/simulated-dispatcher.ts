import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Assignment } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import type { ServiceOf } from '../../shared/catalogue/published.ts'
import { DISTRESS } from '../../shared/catalogue/service.ts'
import { type Bounds, isWithin } from '../../shared/geo.ts'
import { type Suggestion, suggestionSchema } from '../../shared/nearest-crew/suggestion.ts'
import { pairOf } from '../../shared/ticket/join.ts'
import { alikeAmong, JOINED_FROM } from '../../shared/ticket/likeness.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { DoorClient } from './door-client.ts'
import type { Credentials } from './door-session.ts'
import { keepTrying } from './keep-trying.ts'
import type { Place } from './places.ts'
import { pick, type Random } from './random.ts'

export interface DispatcherOptions {
  url: string
  credentials: Credentials
  random: Random
  speed: number
  /** Where a ticket that could not be placed turns out to be. */
  places: readonly Place[]
  /** Of the loaded city. */
  bounds: Bounds
  serviceOf: ServiceOf
  /** The agencies whose lists somebody works. */
  attended: ReadonlySet<string>
  signal: AbortSignal
  onFault: (error: unknown) => void
}

const LOOK_MS = 1_500
/** A ticket is left to people for so long, in simulated seconds; some at the start are not, so that the board lives. */
const PATIENCE_SECONDS = 90
/** Whoever listens has understood after so long, in simulated seconds. */
const HEARD_SECONDS = 30
const OPENING_SENT = 5
const SUGGESTION_MS = 1_500
/** A ticket for which nobody was free is looked at again after so long, in simulated seconds. */
const TRY_AGAIN_SECONDS = 60
/** Tickets that wait at once before the least urgent are given up. */
const MOST_WAITING = 30

/**
 * Sends a crew where nobody did for a while, so that a demonstration left alone goes on; people always come first.
 * What no crew will get to is handed to the service whose it is, or closed, so that the queue of a demonstration left alone is
 * finite.
 */
export class SimulatedDispatcher {
  sent = 0
  handedOver = 0
  cancelled = 0
  joined = 0
  private readonly client: DoorClient
  private readonly suggestions = new Map<string, Suggestion>()
  /** When a ticket for which nobody was free was last looked at, in real milliseconds. */
  private readonly tried = new Map<string, number>()

  constructor(private readonly options: DispatcherOptions) {
    this.client = new DoorClient(options.url)
  }

  /** Tickets on its board, but those of a city that is no longer loaded. */
  get open(): number {
    return [...this.client.board.tickets.values()].filter((ticket) => !this.isElsewhere(ticket)).length
  }

  async connect(): Promise<void> {
    const { signal, credentials } = this.options
    await keepTrying(() => this.client.login(credentials), { signal })
    const socket = await this.client.connect()
    socket.on('suggestion', (raw) => {
      const { data } = suggestionSchema.safeParse(raw)
      if (data !== undefined) this.suggestions.set(data.ticketId, data)
    })
    signal.addEventListener('abort', () => this.client.close())
  }

  /** Looks after the board until the signal. */
  async work(): Promise<void> {
    const { signal, onFault } = this.options
    while (!signal.aborted) {
      await this.look().catch(onFault)
      // Aborted while it waits: there is nothing to clean up.
      await pause(LOOK_MS, undefined, { signal }).catch(() => {})
    }
  }

  private async look(): Promise<void> {
    await this.tidy()
    await this.join()
    const waiting = this.waiting()
    for (const ticket of waiting) {
      if (this.options.signal.aborted) return
      if (!this.isDue(ticket)) continue
      if (ticket.position === null) await this.locate(ticket)
      else await this.dispatch(ticket)
    }
    this.client.watch(null)
    for (const ticket of this.waiting().slice(MOST_WAITING)) await this.giveUp(ticket)
  }

  /** The tickets that nobody is on and nobody looks at, the most urgent first, then the oldest. */
  private waiting(): Ticket[] {
    return this.unwatched()
      .filter((ticket) => !this.isElsewhere(ticket) && this.on(ticket).length === 0)
      .sort((a, b) => a.priority - b.priority || a.receivedAt - b.receivedAt)
  }

  private unwatched(): Ticket[] {
    const watched = new Set(this.client.presence.filter(({ self }) => !self).map(({ ticketId }) => ticketId))
    return [...this.client.board.tickets.values()].filter(({ id }) => !watched.has(id))
  }

  private on({ id }: Ticket): Assignment[] {
    return openAssignments(this.client.board.assignments.values(), { ticketId: id })
  }

  /** In a city that is no longer loaded. */
  private isElsewhere({ position }: Ticket): boolean {
    return position !== null && !isWithin(this.options.bounds, position)
  }

  /** Takes one step towards a board without tickets of another city: whoever is on scene of one leaves, then it ends. */
  private async tidy(): Promise<void> {
    const ticket = this.unwatched().find(
      (one) =>
        this.isElsewhere(one) &&
        one.serviceCode !== DISTRESS.code &&
        this.on(one).every(({ status }) => status !== 'secured'),
    )
    if (ticket === undefined) return
    const there = this.on(ticket).find(({ status }) => status === 'on_scene')
    const step =
      there === undefined
        ? { type: 'cancel_ticket', ticketId: ticket.id, reason: 'hors du territoire chargé' }
        : { type: 'recall', assignmentId: there.id, reason: 'no_longer_needed' }
    const answer = await this.client.send(step)
    if (there === undefined && answer.status === 'accepted') this.cancelled += 1
  }

  /** Joins the two tickets of the board that are the likest, where the hotline's callers told of one thing. */
  private async join(): Promise<void> {
    const { board } = this.client
    const tickets = this.unwatched().filter(
      (ticket) => this.simulatedSeconds(ticket.receivedAt) > HEARD_SECONDS,
    )
    for (const ticket of tickets) {
      const [likest] = alikeAmong(ticket, tickets, this.options.serviceOf, ticket.id)
      // Along the streets only the server can tell.
      if (likest === undefined || likest.way === 'unknown_road' || likest.score < JOINED_FROM) continue
      const pair = pairOf(board, ticket, likest.ticket)
      if (pair === null) continue
      const answer = await this.client.send({
        type: 'join_ticket',
        ticketId: pair.ticket.id,
        intoTicketId: pair.into.id,
        score: likest.score,
      })
      if (answer.status === 'accepted') this.joined += 1
      return
    }
  }

  private isDue({ id, receivedAt, position }: Ticket): boolean {
    const tried = this.tried.get(id)
    if (tried !== undefined) return this.simulatedSeconds(tried) > TRY_AGAIN_SECONDS
    if (this.sent < OPENING_SENT && position !== null) return true
    return this.simulatedSeconds(receivedAt) > PATIENCE_SECONDS
  }

  private simulatedSeconds(since: number): number {
    return ((Date.now() - since) / 1000) * this.options.speed
  }

  private async locate({ id }: Ticket): Promise<void> {
    const { point, address, district } = pick(this.options.random, this.options.places)
    await this.client.send({ type: 'locate_ticket', ticketId: id, position: point, address, district })
  }

  private async dispatch({ id }: Ticket): Promise<void> {
    this.tried.set(id, Date.now())
    const suggestion = await this.suggestionFor(id)
    const first = suggestion?.proposals[0]
    if (first === undefined) return
    const { crewId, seconds, basis } = first
    const answer = await this.client.send({
      type: 'dispatch_crew',
      assignmentId: randomUUID(),
      ticketId: id,
      crewId,
      mode: 'send',
      alongside: [],
      suggestion: { rank: 1, firstCrewId: crewId, seconds, basis },
    })
    if (answer.status !== 'accepted') return
    this.sent += 1
    this.tried.delete(id)
  }

  private async suggestionFor(ticketId: string): Promise<Suggestion | undefined> {
    this.suggestions.clear()
    this.client.watch(ticketId)
    const deadline = Date.now() + SUGGESTION_MS
    while (!this.suggestions.has(ticketId) && Date.now() < deadline) await pause(20)
    return this.suggestions.get(ticketId)
  }

  private async giveUp(ticket: Ticket): Promise<void> {
    const { id: ticketId, priority, needs } = ticket
    if (priority <= 2 || needs === null || !this.tried.has(ticketId)) return
    const { agency } = needs
    const reason = 'aucun équipage avant longtemps'
    const isHandedOver = this.options.attended.has(agency)
    const answer = await this.client.send(
      isHandedOver
        ? { type: 'transfer_ticket', ticketId, agency, reason }
        : { type: 'close_ticket', ticketId, outcome: 'not_done' },
    )
    if (answer.status === 'accepted' && isHandedOver) this.handedOver += 1
    this.tried.delete(ticketId)
  }
}
