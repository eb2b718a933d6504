import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type TicketId, ticketIdSchema } from '../../shared/id.ts'
import { derivedId } from '../derived-id.ts'
import type { Open311Door, Posted } from '../simulation/open311-door.ts'
import { type Desk, problemIn } from './desk.ts'
import { InputError } from './input-error.ts'
import type { Ledger } from './ledger.ts'
import type { MappedRow } from './map-row.ts'
import { Pace } from './pace.ts'
import type { Action } from './plan.ts'
import type { Units } from './units.ts'

/** A key may send 6,000 requests a minute unless it was told otherwise; other callers use it too. */
const REQUESTS_A_SECOND = 85
const LOOKS = 3

export interface PlayerOptions {
  door: Open311Door
  desk: Desk
  /** Null for a file without units. */
  units: Units | null
  ledger: Ledger
  /** Distinguishes this file's rows from another's, so that playing it twice makes each ticket once. */
  source: string
  signal: AbortSignal
}

interface StepCommand {
  type: string
  assignmentId: string
  reason?: string
  outcome?: string
}

/** A ticket that the server acknowledged, by its own reference. */
export interface MadeTicket {
  reference: string
  /** Null where it was made by an earlier replay and is closed. Undefined until it is needed. */
  id?: TicketId | null
}

/**
 * Does the actions of a plan through the public doors, and tells the ledger what became of each row. What is refused
 * is a reason there, never thrown; what throws is the end of the replay.
 */
export class Player {
  /** By the file's own id. */
  readonly tickets = new Map<string, MadeTicket>()
  /** Tickets made without a point, as theirs was none, or beyond the town. */
  readonly toLocate = new Set<string>()
  closed = 0
  readonly leftOpen: string[] = []
  private readonly refused = new Map<string, string>()
  /** Lines whose unit is on its ticket now. */
  private readonly assigned = new Set<number>()
  /** The assignments of those, by the file's own id of the ticket. */
  private readonly openOn = new Map<string, Set<string>>()
  private readonly pace = new Pace(REQUESTS_A_SECOND)

  constructor(private readonly options: PlayerOptions) {}

  async play({ do: what, row }: Action): Promise<void> {
    if (what === 'receive') return this.receive(row)
    if (what === 'close') return this.close(row)
    const { ledger } = this.options
    if (ledger.isRejected(row.line)) return
    const problem = await this.move(what, row)
    if (problem !== null) await this.abandon(row, `${what.replace('_', ' ')}: ${problem}`)
    else if (what === 'end') ledger.accept(row.line)
  }

  /** The id of the assignment that a row of the file becomes. */
  assignmentIdOf({ id, movement }: MappedRow): string {
    return derivedId('replayed assignment', this.key(id, movement?.unit ?? ''))
  }

  private key(...parts: readonly string[]): string {
    return JSON.stringify([this.options.source, ...parts])
  }

  private async receive(row: MappedRow): Promise<void> {
    const placed = await this.post(row, row.point)
    // The point is beyond this town: the address is kept, and someone places the ticket.
    const beyond = placed.status === 'refused' && row.point !== null && row.address !== null
    const posted = beyond && placed.httpStatus === 400 ? await this.post(row, null) : placed
    if (posted.status === 'accepted') {
      this.tickets.set(row.id, { reference: posted.requestId })
      if (row.point === null || posted !== placed) this.toLocate.add(row.id)
      if (row.movement === null) this.options.ledger.accept(row.line)
      return
    }
    const { httpStatus, problems } = posted
    // Not this row's fault: a key that is refused, or a server that has not come back.
    if (httpStatus !== 400 && httpStatus !== 404)
      throw new InputError(`Requests are not taken any more: ${problems.join(' ')}`)
    this.refused.set(row.id, problems.join(' '))
    this.options.ledger.reject(row.line, `refused: ${problems.join(' ')}`)
  }

  private async post({ id, service, address }: MappedRow, point: MappedRow['point']): Promise<Posted> {
    await this.pace.turn()
    const form = {
      service_code: service,
      ...(address !== null && { address_string: address }),
      ...(point !== null && { lat: point.lat.toFixed(6), long: point.lon.toFixed(6) }),
    }
    const key = this.key(id, point === null ? 'to locate' : 'placed')
    return this.options.door.post(form, createHash('sha256').update(key).digest('hex'))
  }

  /** Null when the step was acknowledged, otherwise why not. */
  private async move(
    step: 'dispatch' | 'en_route' | 'on_scene' | 'end',
    row: MappedRow,
  ): Promise<string | null> {
    const ticket = this.tickets.get(row.id)
    if (ticket === undefined) return `its ticket was refused: ${this.refused.get(row.id)}`
    const ticketId = await this.idOf(ticket)
    if (ticketId === null) return `already replayed: its ticket ${ticket.reference} is closed`
    if (step === 'dispatch') return this.dispatch(row, ticketId)
    const assignmentId = this.assignmentIdOf(row)
    if (step === 'en_route') return this.say(row, { type: 'go_en_route', assignmentId })
    if (step === 'on_scene') return this.say(row, { type: 'arrive', assignmentId })
    // A unit that never arrived is called back; one that did leaves the ticket to those still there.
    return row.movement?.onScene === null
      ? this.order(row, { type: 'recall', assignmentId, reason: 'no_longer_needed' })
      : this.say(row, { type: 'clear', assignmentId, outcome: 'radio_available' })
  }

  private async idOf(ticket: MadeTicket): Promise<TicketId | null> {
    if (ticket.id !== undefined) return ticket.id
    const { desk, door, signal } = this.options
    const number = Number(ticket.reference.split('-').at(-1))
    for (let tries = 0; ; tries++) {
      const id = desk.ticketId(number)
      if (id !== undefined) {
        ticket.id = id
        return id
      }
      // The answer to the post can come before the batch that tells of it; of one closed before, no batch tells.
      if (tries >= LOOKS && (await door.status(ticket.reference)) === 'closed') {
        ticket.id = desk.ticketId(number) ?? null
        return ticket.id
      }
      await pause(50, undefined, { signal })
    }
  }

  private async dispatch(row: MappedRow, ticketId: TicketId): Promise<string | null> {
    const { desk, units } = this.options
    const crew = units?.crewOf(row.movement?.unit ?? '') ?? { problem: 'the file has no units' }
    if ('problem' in crew) return crew.problem
    const assignmentId = this.assignmentIdOf(row)
    let alongside = this.openOn.get(row.id) ?? new Set<string>()
    for (let look = 1; ; look++) {
      const command = { type: 'dispatch_crew', assignmentId, ticketId, crewId: crew.crewId, mode: 'queue' }
      const answer = await desk.send(
        { ...command, alongside: [...alongside].slice(0, 50), suggestion: null },
        this.key(row.id, row.movement?.unit ?? '', 'dispatch', String(look)),
      )
      if (answer.status === 'accepted') {
        this.assigned.add(row.line)
        this.openOn.set(row.id, (this.openOn.get(row.id) ?? new Set()).add(assignmentId))
        return null
      }
      // Someone else sent a crew in the meantime: looks again, and sends this one alongside.
      if (answer.refusal.code !== 'ticket_engaged' || look === LOOKS) return problemIn(answer)
      alongside = new Set((await desk.detail(ticketId)).assignments.map(({ id }) => id))
    }
  }

  private async say(row: MappedRow, command: StepCommand): Promise<string | null> {
    const { units, signal } = this.options
    const unit = row.movement?.unit ?? ''
    if (units === null) return 'the file has no units'
    const answer = await units.say(unit, command, this.key(row.id, unit, command.type))
    signal.throwIfAborted()
    if (answer.status === 'accepted' && command.type === 'clear') this.free(row)
    return problemIn(answer)
  }

  private async order(row: MappedRow, command: StepCommand): Promise<string | null> {
    const answer = await this.options.desk.send(
      command,
      this.key(row.id, row.movement?.unit ?? '', command.type),
    )
    if (answer.status === 'accepted') this.free(row)
    return problemIn(answer)
  }

  private free(row: MappedRow): void {
    this.assigned.delete(row.line)
    this.openOn.get(row.id)?.delete(this.assignmentIdOf(row))
  }

  /** A row that failed is not left half done: its unit is called back, the rest of it is left out. */
  private async abandon(row: MappedRow, reason: string): Promise<void> {
    this.options.ledger.reject(row.line, reason)
    if (!this.assigned.has(row.line)) return
    const recall = { type: 'recall', assignmentId: this.assignmentIdOf(row), reason: 'mistake' }
    const problem = await this.order(row, recall)
    if (problem !== null) this.leftOpen.push(`unit ${row.movement?.unit} on line ${row.line}: ${problem}`)
  }

  private async close(row: MappedRow): Promise<void> {
    const ticket = this.tickets.get(row.id)
    if (ticket === undefined) return
    const ticketId = await this.idOf(ticket)
    if (ticketId === null) return
    const command = { type: 'close_ticket', ticketId: ticketIdSchema.parse(ticketId), outcome: 'done' }
    const problem = problemIn(await this.options.desk.send(command, this.key(row.id, 'close_ticket')))
    if (problem === null) this.closed += 1
    else this.leftOpen.push(`${ticket.reference}: ${problem}`)
  }
}
