import type { ServiceOf } from '../../shared/catalogue/published.ts'
import type { DeliveryCommand } from '../../shared/delivery/command.ts'
import type { DeliveryChannel } from '../../shared/delivery/delivery.ts'
import type { Actor } from '../../shared/event.ts'
import { commandIdSchema } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { CommandHandler } from '../command/handle.ts'
import type { Database } from '../db/pool.ts'
import { derivedId } from '../derived-id.ts'
import type { Job } from '../job/job.ts'
import type { JobKind } from '../job/job-runner.ts'
import { loadReports } from '../projection/report.ts'
import { findTicket } from '../projection/ticket.ts'
import { byLetter } from './by-letter.ts'
import { byOpen311 } from './by-open311.ts'
import { byWebhook } from './by-webhook.ts'
import { TIMEOUT_MS } from './deliver.ts'
import type { Delivered } from './delivered.ts'
import { DELIVERY, type DeliveryBody, deliveryBodySchema, isInHands } from './jobs.ts'
import type { Partner, Partners } from './partners.ts'
import { type Told, toldOf } from './told.ts'

interface Dependencies {
  database: Database
  handler: CommandHandler
  partners: Partners
  serviceOf: ServiceOf
  timeZone: string
  now: () => Instant
  /** Milliseconds; as usual where it is not said. */
  timeoutMs?: number
}

const PARTNERS: Actor = { id: 'partners', role: 'system', label: 'Partenaires', crewId: null }

/** Two to three hours of a partner's server that is down, in all. */
const PATIENCE = { tries: 12, firstMs: 10_000, longestMs: 30 * 60_000 }

/** Tickets that are told to partners, each until it was, or was given up; both are on its timeline. */
export function partnerJobs(dependencies: Dependencies): JobKind {
  const { database, handler, partners } = dependencies
  const report = async (job: Job, command: DeliveryCommand) => {
    // Given up once more after a person had it tried again, it is told once more.
    const id = commandIdSchema.parse(derivedId(command.type, `${job.id}/${job.earlierTries}`))
    const answer = await handler.submit({ id, command }, PARTNERS)
    const code = answer.status === 'refused' ? answer.refusal.code : null
    if (code === 'unavailable' || code === 'failed') throw new Error(`${command.type} was not taken: ${code}`)
  }
  return {
    name: DELIVERY,
    atOnce: 10,
    leaseMs: 120_000,
    patience: PATIENCE,
    perform: async (job) => {
      const handOff = deliveryBodySchema.parse(job.body)
      const ticket = await findTicket(database, { id: handOff.ticketId })
      if (ticket === undefined || !isToBeTold(ticket, handOff)) return { status: 'done' }
      const partner = partners.of(handOff.agency)
      if (partner === undefined) return { status: 'never', problem: 'no_channel' }
      const { serviceOf, timeZone } = dependencies
      const reports = await loadReports(database, ticket.id)
      const told = toldOf({ ...handOff, id: job.id }, ticket, reports, serviceOf, timeZone)
      const outcome = await tell(partner, told, job, dependencies)
      if (outcome.status !== 'done') return outcome
      const { channel } = partner
      await report(job, { type: 'report_delivery', ...handOff, channel, reference: outcome.reference })
      return { status: 'done' }
    },
    onGivenUp: async (job, problem) => {
      const handOff = deliveryBodySchema.parse(job.body)
      const channel = partners.channelOf(handOff.agency) ?? (await channelAsked(database, handOff))
      if (channel !== undefined)
        await report(job, { type: 'report_delivery_failure', ...handOff, channel, problem })
    },
  }
}

/** Whether the ticket is where it was handed, and nobody was told yet. */
function isToBeTold(ticket: Ticket, handOff: DeliveryBody): boolean {
  const { delivery, told } = ticket.transfer ?? {}
  const status = delivery?.status
  // Where it was given up, whoever it is for may have been told by telephone since.
  if (status === 'delivered' || status === 'abandoned' || (status === 'given_up' && told != null))
    return false
  return isInHands(ticket, handOff)
}

/** By which it was to be told, where its partner is reached no more. */
async function channelAsked(
  database: Database,
  { ticketId }: { ticketId: string },
): Promise<DeliveryChannel | undefined> {
  return (await findTicket(database, { id: ticketId }))?.transfer?.delivery?.channel
}

async function tell(partner: Partner, told: Told, job: Job, dependencies: Dependencies): Promise<Delivered> {
  const { partners, timeZone, now, timeoutMs = TIMEOUT_MS } = dependencies
  switch (partner.channel) {
    case 'webhook':
      return byWebhook(partner, told, timeoutMs)
    case 'email':
      // The file of partners is refused without one.
      if (partners.smtp === null) return { status: 'never', problem: 'no_channel' }
      return byLetter(partner, partners.smtp, told, { timeZone, timeoutMs })
    case 'open311': {
      const isRepeat = job.tries + job.earlierTries > 1
      const isAsked = job.tries === 1 && job.earlierTries > 0
      return byOpen311(partner, told, { timeZone, now: now(), timeoutMs, isRepeat, isAsked })
    }
  }
}
