import type { Call, CallOut } from '../../shared/call-out/call-out.ts'
import type { ServiceOf } from '../../shared/catalogue/published.ts'
import { commandIdSchema, type PersonId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { CommandHandler } from '../command/handle.ts'
import type { Database } from '../db/pool.ts'
import { type Destination, deliver } from '../delivery/deliver.ts'
import { dialled } from '../delivery/dialled.ts'
import { derivedId } from '../derived-id.ts'
import type { JobKind } from '../job/job-runner.ts'
import { findCallOut } from '../projection/call-out.ts'
import { loadContacts } from '../projection/on-call.ts'
import { findTicket } from '../projection/ticket.ts'
import { CALL, callBodySchema } from './jobs.ts'
import { keepLink, tokenOf } from './link.ts'
import { messageOf } from './message.ts'
import { ON_CALL } from './step-job.ts'

/** The gateway that sends SMS and makes voice calls, and the address of this server as people reach it. */
export interface Gateway extends Destination {
  /** « https://vigie.ville.example », without a slash at its end. */
  publicUrl: string
}

interface Dependencies {
  database: Database
  gateway: Gateway
  handler: CommandHandler
  serviceOf: ServiceOf
  now: () => Instant
  /** Milliseconds; as usual where it is not said. */
  timeoutMs?: number
}

/** The messages to people on call. Who is reached by now is not called again, were the message late. */
export function callJobs({ database, gateway, handler, serviceOf, now, timeoutMs }: Dependencies): JobKind {
  return {
    name: CALL,
    atOnce: 20,
    leaseMs: 30_000,
    patience: { tries: 5, firstMs: 2_000, longestMs: 30_000 },
    perform: async ({ id, body }) => {
      const link = callBodySchema.parse(body)
      const callOut = await findCallOut(database, link.callOutId)
      const call = callOut && stillCalled(callOut, link.personId)
      const ticket = await findTicket(database, { id: link.ticketId })
      if (call === undefined || ticket?.status !== 'open') return { status: 'done' }
      const [contact] = await loadContacts(database, [link.personId])
      if (contact === undefined) return { status: 'never', problem: 'unknown_person' }
      const token = tokenOf(gateway.secret, link)
      await keepLink(database, token, link, now())
      const { channel } = link
      const address = `${gateway.publicUrl}/astreinte/${token}`
      const told = messageOf(channel, call, ticket, serviceOf(ticket), address)
      const message = { id, channel, to: dialled(contact.phone), ...told, language: 'fr' }
      return deliver(gateway, { key: id, body: message, ...(timeoutMs !== undefined && { timeoutMs }) })
    },
    onGivenUp: async ({ id, body }) => {
      const { callOutId, ticketId, personId: calleeId, channel } = callBodySchema.parse(body)
      const command = { type: 'report_call_failure', callOutId, ticketId, calleeId, channel } as const
      const commandId = commandIdSchema.parse(derivedId('call failure', id))
      await handler.submit({ id: commandId, command }, ON_CALL)
    },
  }
}

function stillCalled({ status, calls }: CallOut, personId: PersonId): Call | undefined {
  return status === 'calling'
    ? calls.findLast((call) => call.personId === personId && call.state === 'calling')
    : undefined
}
