import { randomUUID } from 'node:crypto'
import { openAssignments } from '../../shared/board.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import type { Presence } from '../../shared/protocol.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { type Credentials, DoorClient } from './door-client.ts'
import { pick, type Random } from './random.ts'

export interface DispatcherOptions {
  url: string
  credentials: Credentials
  random: Random
  speed: number
  /** Where a ticket that could not be placed turns out to be. */
  places: readonly LonLat[]
}

const LOOK_MS = 2_500
/** A ticket is left to people for so long, in simulated seconds; some at the start are not, so that the board lives. */
const PATIENCE_SECONDS = 150
const OPENING_SENT = 6
const SUGGESTION_MS = 1_500
const TRY_AGAIN_MS = 45_000

/** Sends a crew where nobody did for a while, so that a demonstration left alone goes on; people always come first. */
export class SimulatedDispatcher {
  private readonly client: DoorClient
  private presence: Presence = []
  private readonly suggestions = new Map<string, Suggestion>()
  private timer: NodeJS.Timeout | null = null
  private sent = 0
  private working = false
  /** Tickets for which nobody could be found, and when that was. */
  private readonly tried = new Map<string, number>()

  constructor(private readonly options: DispatcherOptions) {
    this.client = new DoorClient(options.url)
  }

  async start(): Promise<void> {
    await this.client.login(this.options.credentials)
    const socket = await this.client.connect()
    socket.on('presence', (presence) => {
      this.presence = presence
    })
    socket.on('suggestion', (suggestion) => {
      this.suggestions.set(suggestion.ticketId, suggestion)
    })
    this.timer = setInterval(() => this.look(), LOOK_MS)
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.client.close()
  }

  private async look(): Promise<void> {
    if (this.working) return
    this.working = true
    try {
      const ticket = this.nextTicket()
      if (ticket === undefined) this.client.watch(null)
      else if (ticket.position === null) await this.locate(ticket)
      else await this.dispatch(ticket)
    } finally {
      this.working = false
    }
  }

  /** The oldest ticket that waited long enough, that nobody is on and nobody looks at. */
  private nextTicket(): Ticket | undefined {
    const { tickets, assignments } = this.client.board
    const looked = new Set(this.presence.filter(({ self }) => !self).map(({ ticketId }) => ticketId))
    return [...tickets.values()]
      .filter(
        ({ id }) => !looked.has(id) && openAssignments(assignments.values(), { ticketId: id }).length === 0,
      )
      .filter((ticket) => this.waited(ticket) && Date.now() - (this.tried.get(ticket.id) ?? 0) > TRY_AGAIN_MS)
      .sort((a, b) => a.priority - b.priority || a.receivedAt - b.receivedAt)[0]
  }

  private waited({ receivedAt, position }: Ticket): boolean {
    if (this.sent < OPENING_SENT && position !== null) return true
    return ((Date.now() - receivedAt) / 1000) * this.options.speed > PATIENCE_SECONDS
  }

  private async locate({ id, address }: Ticket): Promise<void> {
    const position = pick(this.options.random, this.options.places)
    await this.client.send({ type: 'locate_ticket', ticketId: id, position, address, district: null })
  }

  private async dispatch({ id }: Ticket): Promise<void> {
    this.suggestions.clear()
    this.client.watch(id)
    const deadline = Date.now() + SUGGESTION_MS
    while (!this.suggestions.has(id) && Date.now() < deadline)
      await new Promise((settle) => setTimeout(settle, 50))
    const first = this.suggestions.get(id)?.proposals[0]
    this.tried.set(id, Date.now())
    if (first === undefined) return
    const { crewId, seconds, basis } = first
    await this.client.send({
      type: 'dispatch_crew',
      assignmentId: randomUUID(),
      ticketId: id,
      crewId,
      mode: 'send',
      alongside: [],
      suggestion: { rank: 1, firstCrewId: crewId, seconds, basis },
    })
    this.sent += 1
  }
}
