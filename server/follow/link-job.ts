import type { Actor } from '../../shared/event.ts'
import { commandIdSchema } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Gateway } from '../call-out/call-job.ts'
import type { CommandHandler } from '../command/handle.ts'
import type { Database } from '../db/pool.ts'
import { deliver } from '../delivery/deliver.ts'
import { dialled } from '../delivery/dialled.ts'
import { derivedId } from '../derived-id.ts'
import type { Job } from '../job/job.ts'
import type { JobKind, Outcome } from '../job/job-runner.ts'
import { findPhone } from '../projection/report.ts'
import { findTicket, loadHolders } from '../projection/ticket.ts'
import type { FollowTokens } from './follow-tokens.ts'
import { FOLLOW_LINK, followLinkBodySchema } from './jobs.ts'

interface Dependencies {
  database: Database
  /** Null: nobody can be reached from here, which is told on the ticket. */
  gateway: Gateway | null
  handler: CommandHandler
  tokens: FollowTokens
  /** How a request is named to whoever asked. */
  referenceOf(ticket: {
    number: number
    receivedAt: Instant
    position: { lon: number; lat: number } | null
  }): string
  /** Milliseconds; as usual where it is not said. */
  timeoutMs?: number
}

const SENDER: Actor = { id: 'follow-link', role: 'system', label: 'Passerelle', crewId: null }

/** The links that callers asked for, each until it was sent or given up; what came of it is on the ticket's timeline. */
export function followLinkSender(dependencies: Dependencies): JobKind {
  return {
    name: FOLLOW_LINK,
    atOnce: 10,
    leaseMs: 30_000,
    patience: { tries: 8, firstMs: 5_000, longestMs: 10 * 60_000 },
    perform: async (job) => {
      const outcome = await send(job, dependencies)
      if (outcome.status === 'done') await report(job, 'sent', dependencies)
      return outcome
    },
    onGivenUp: (job) => report(job, 'failed', dependencies),
  }
}

async function send(
  { id, body }: Job,
  { database, gateway, tokens, referenceOf, timeoutMs }: Dependencies,
): Promise<Outcome> {
  const { ticketId, reportId } = followLinkBodySchema.parse(body)
  if (gateway === null) return { status: 'never', problem: 'no_gateway' }
  const ticket = await findTicket(database, { id: ticketId })
  const phone = await findPhone(database, reportId)
  if (ticket === undefined || phone === null) return { status: 'never', problem: 'unknown_person' }
  const link = `${gateway.publicUrl}/suivi/${tokens.tokenOf(ticketId)}`
  const text = `Votre demande ${referenceOf(ticket)} est enregistrée. Suivez-la ici : ${link}`
  const message = { id, channel: 'sms', to: dialled(phone), text, language: 'fr' }
  return deliver(gateway, { key: id, body: message, ...(timeoutMs !== undefined && { timeoutMs }) })
}

/** On the ticket that it is dealt with as. */
async function report(
  { id, body, earlierTries }: Job,
  outcome: 'sent' | 'failed',
  { database, handler }: Dependencies,
): Promise<void> {
  const { ticketId } = followLinkBodySchema.parse(body)
  const own = await findTicket(database, { id: ticketId })
  if (own === undefined) return
  const holder = (await loadHolders(database, [own]))(own)
  const command = { type: 'report_follow_link', ticketId: holder.id, outcome } as const
  const commandId = commandIdSchema.parse(derivedId(`follow link ${outcome}`, `${id}/${earlierTries}`))
  const answer = await handler.submit({ id: commandId, command }, SENDER)
  const code = answer.status === 'refused' ? answer.refusal.code : null
  if (code === 'unavailable' || code === 'failed') throw new Error(`the link was not reported: ${code}`)
}
