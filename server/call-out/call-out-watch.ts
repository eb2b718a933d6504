import { openAssignments } from '../../shared/board.ts'
import { callsOut } from '../../shared/call-out/hazard.ts'
import { planOf } from '../../shared/call-out/plan.ts'
import type { ServiceOf } from '../../shared/catalogue/published.ts'
import type { StoredEvent } from '../../shared/event.ts'
import { callOutIdSchema, commandIdSchema, type TicketId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { Deployment } from '../city/deployment.ts'
import type { CommandHandler } from '../command/handle.ts'
import { derivedId } from '../derived-id.ts'
import { ON_CALL } from './step-job.ts'

interface Dependencies {
  live: LiveBoard
  handler: CommandHandler
  serviceOf: ServiceOf
  deployment: Pick<Deployment, 'onCall' | 'timeZone'>
  now: () => Instant
}

/** An agency closes, or a server was away: such tickets are found this often. */
const LOOK_MS = 10_000

/**
 * Starts a call-out for each ticket that people are to be woken for. It only issues commands, with one id for each time
 * that a ticket was opened, so that several servers, and one that is back, start one.
 */
export class CallOutWatch {
  private readonly timer: NodeJS.Timeout
  private readonly stopListening: () => void
  private readonly asked = new Set<string>()

  constructor(private readonly dependencies: Dependencies) {
    this.timer = setInterval(() => this.lookAtAll(), LOOK_MS)
    this.stopListening = dependencies.live.onFold((events) => this.follow(events))
    this.lookAtAll()
  }

  stop(): void {
    clearInterval(this.timer)
    this.stopListening()
  }

  private lookAtAll(): void {
    for (const ticketId of this.dependencies.live.board.tickets.keys()) this.look(ticketId)
  }

  private follow(events: readonly StoredEvent[]): void {
    for (const { event } of events) {
      if (
        event.type === 'ticket_received' ||
        event.type === 'ticket_qualified' ||
        event.type === 'ticket_reopened' ||
        event.type === 'ticket_separated' ||
        event.type === 'ticket_returned' ||
        event.type === 'reports_added'
      )
        this.look(event.ticketId)
    }
  }

  private look(ticketId: TicketId): void {
    const { live, handler, serviceOf, deployment, now } = this.dependencies
    const { onCall, timeZone } = deployment
    const ticket = live.board.tickets.get(ticketId)
    const service = ticket && serviceOf(ticket)
    if (ticket === undefined || service === undefined || live.board.callOuts.has(ticketId)) return
    const domain = callsOut(ticket, service, onCall, now(), timeZone)
    if (domain === null || openAssignments(live.board.assignments.values(), { ticketId }).length > 0) return
    const callOutId = callOutIdSchema.parse(derivedId('call-out', `${ticketId}/${ticket.statusAt}`))
    if (this.asked.has(callOutId)) return
    this.asked.add(callOutId)
    const id = commandIdSchema.parse(derivedId('start call-out', callOutId))
    const plan = planOf(onCall.callOut)
    const command = { type: 'start_call_out', callOutId, ticketId, domain, plan } as const
    handler.submit({ id, command }, ON_CALL).finally(() => this.asked.delete(callOutId))
  }
}
