import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { openAssignments } from '../../shared/board.ts'
import { type AssignmentId, assignmentIdSchema, type TicketId } from '../../shared/id.ts'
import type { Answer } from '../../shared/protocol.ts'
import type { DoorClient } from '../simulation/door-client.ts'
import type { MappedRow } from './map-row.ts'
import type { Action } from './plan.ts'

const replySchema = z.array(z.object({ service_request_id: z.string() })).length(1)
const RETRY_MS = 500

export interface PlayerOptions {
  url: string
  apiKey: string
  /** Distinguishes this file's rows from another's, so that playing it twice makes each ticket once. */
  source: string
  /** Moves the units; null for a file that has none. */
  dispatcher: DoorClient | null
  crewOf: ReadonlyMap<string, string>
}

/** Does the actions of a plan through the public doors. What is refused is told as a reason, never thrown. */
export class Player {
  /** The server's reference of each ticket made, by the file's own id. */
  readonly references = new Map<string, string>()
  unplaced = 0
  private readonly ticketIds = new Map<number, TicketId>()
  private readonly assignments = new Map<number, AssignmentId>()

  constructor(private readonly options: PlayerOptions) {
    options.dispatcher?.onBatch((items) => {
      for (const item of items) {
        if ('stored' in item && item.stored.event.type === 'ticket_received') {
          const { ticket } = item.stored.event
          this.ticketIds.set(ticket.number, ticket.id)
        }
      }
    })
  }

  /** Null when it was done, otherwise why not. */
  async play({ do: what, row }: Action): Promise<string | null> {
    if (what === 'receive') return this.receive(row)
    const ticketId = await this.ticketOf(row.id)
    if (ticketId === undefined) return 'its ticket was not taken'
    if (what === 'dispatch') return this.dispatch(row, ticketId)
    if (what === 'close') return this.say({ type: 'close_ticket', ticketId, outcome: 'done' })
    const assignmentId = this.assignments.get(row.line)
    if (assignmentId === undefined) return 'its unit was not sent'
    if (what === 'en_route') return this.say({ type: 'go_en_route', assignmentId })
    if (what === 'on_scene') return this.say({ type: 'arrive', assignmentId })
    // A unit that never arrived is called back; one that did leaves the ticket to those still there.
    return row.movement?.onScene === null
      ? this.say({ type: 'recall', assignmentId, reason: 'no_longer_needed' })
      : this.say({ type: 'clear', assignmentId, outcome: 'radio_available' })
  }

  private async receive(row: MappedRow): Promise<string | null> {
    const placed = await this.post(row, row.point)
    if (!placed.includes('outside the territory') || row.address === null) return placed || null
    // The point is beyond this town: the address is kept, and someone places it.
    this.unplaced += 1
    return (await this.post(row, null)) || null
  }

  /** Empty when the ticket was taken, otherwise the server's words. */
  private async post({ id, service, address }: MappedRow, point: MappedRow['point']): Promise<string> {
    const { url, apiKey, source } = this.options
    const body = new URLSearchParams({ api_key: apiKey, service_code: service })
    if (address !== null) body.set('address_string', address)
    if (point !== null) {
      body.set('lat', point.lat.toFixed(6))
      body.set('long', point.lon.toFixed(6))
    }
    const key = createHash('sha256')
      .update(`${source}\n${id}\n${point === null}`)
      .digest('hex')
    for (;;) {
      const request = { method: 'POST', body, headers: { 'idempotency-key': key } }
      const response = await fetch(`${url}/open311/v2/requests.json`, request).catch(() => null)
      if (response === null || response.status === 429 || response.status >= 500) {
        await new Promise((settle) => setTimeout(settle, RETRY_MS))
        continue
      }
      const content: unknown = await response.json()
      if (response.status !== 201) return errorIn(content)
      this.references.set(id, replySchema.parse(content)[0]?.service_request_id ?? '')
      return ''
    }
  }

  private async ticketOf(id: string): Promise<TicketId | undefined> {
    const number = Number(this.references.get(id)?.split('-')[2])
    // The answer to the post can come before the batch that tells of it.
    for (let tries = 0; tries < 100 && !Number.isNaN(number); tries++) {
      const known = this.ticketIds.get(number)
      if (known !== undefined) return known
      await new Promise((settle) => setTimeout(settle, 20))
    }
    return undefined
  }

  private async dispatch(row: MappedRow, ticketId: TicketId): Promise<string | null> {
    const { dispatcher, crewOf } = this.options
    const crewId = crewOf.get(row.movement?.unit ?? '')
    if (dispatcher === null || crewId === undefined) return 'its unit is not known'
    const assignmentId = assignmentIdSchema.parse(randomUUID())
    const alongside = openAssignments(dispatcher.board.assignments.values(), { ticketId }).map(({ id }) => id)
    const problem = await this.say({
      type: 'dispatch_crew',
      assignmentId,
      ticketId,
      crewId,
      mode: 'queue',
      alongside,
      suggestion: null,
    })
    if (problem === null) this.assignments.set(row.line, assignmentId)
    return problem
  }

  private async say(command: object): Promise<string | null> {
    const answer: Answer | undefined = await this.options.dispatcher?.send(command)
    return answer?.status === 'refused' ? `refused: ${answer.refusal.code}` : null
  }
}

function errorIn(content: unknown): string {
  const errors = z.array(z.object({ description: z.string() })).safeParse(content)
  return errors.success
    ? errors.data.map(({ description }) => description).join(' ')
    : 'refused without a reason'
}
