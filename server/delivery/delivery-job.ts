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
import { readOfTicket } from '../event-log/read-after.ts'
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
import { TheirServices } from './their-service.ts'
import { type Told, toldOf } from './told.ts'

export interface DeliveryDependencies {
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

/** One to two hours of a partner's server that is down, in all. */
export const PATIENCE = { tries: 12, firstMs: 10_000, longestMs: 30 * 60_000 }

/** More than a ticket has. */
export const MOST_EVENTS = 10_000

/** Tickets that are told to partners, each until it was, or was given up; both are on its timeline. */
export function partnerJobs(dependencies: DeliveryDependencies): JobKind {
  const { database, handler, partners, now, timeoutMs = TIMEOUT_MS } = dependencies
  const services = new TheirServices(now, timeoutMs)
  return {
    name: DELIVERY,
    atOnce: 10,
    leaseMs: 120_000,
    patience: PATIENCE,
    perform: async (job) => {
      const handOff = deliveryBodySchema.parse(job.body)
      const ticket = await findTicket(database, { id: handOff.ticketId })
      if (ticket === undefined) return { status: 'done' }
      if (!isToBeTold(ticket, handOff)) {
        await tellIfItArrived(job, handOff, ticket, dependencies)
        return { status: 'done' }
      }
      const partner = partners.of(handOff.agency)
      if (partner === undefined) return { status: 'never', problem: 'no_channel' }
      const { serviceOf, timeZone } = dependencies
      const reports = await loadReports(database, ticket.id)
      const told = toldOf({ ...handOff, id: job.id }, ticket, reports, serviceOf, timeZone)
      const outcome = await tell(partner, told, job, services, dependencies)
      if (outcome.status !== 'done') return outcome
      const { channel } = partner
      await report(handler, job, {
        type: 'report_delivery',
        ...handOff,
        channel,
        reference: outcome.reference,
      })
      return { status: 'done' }
    },
    onGivenUp: async (job, problem) => {
      const handOff = deliveryBodySchema.parse(job.body)
      const channel = partners.channelOf(handOff.agency) ?? (await channelAsked(database, handOff))
      if (channel === undefined) return
      const mayHaveIt = wasTried(job)
      await report(handler, job, {
        type: 'report_delivery_failure',
        ...handOff,
        channel,
        problem,
        mayHaveIt,
      })
    },
  }
}

/**
 * Says what became of a job, once: given up anew after a person had it tried again, it is said anew. Throws where the
 * command was not taken, so that the job comes again.
 */
export async function report(handler: CommandHandler, job: Job, command: DeliveryCommand): Promise<void> {
  const id = commandIdSchema.parse(derivedId(command.type, `${job.id}/${job.earlierTries}`))
  const answer = await handler.submit({ id, command }, PARTNERS)
  const code = answer.status === 'refused' ? answer.refusal.code : null
  if (code === 'unavailable' || code === 'failed') throw new Error(`${command.type} was not taken: ${code}`)
}

/** Whether it was tried before this time: what was lost on the way back may have arrived. */
function wasTried({ tries, earlierTries }: Job): boolean {
  return tries + earlierTries > 1
}

/** Whether the ticket is where it was handed, and nobody was told yet. */
function isToBeTold(ticket: Ticket, handOff: DeliveryBody): boolean {
  const { delivery, told } = ticket.transfer ?? {}
  const status = delivery?.status
  // Where it was given up, whoever it is for may have been told by telephone since.
  if (status === 'given_up' && told != null) return false
  return isInHands(ticket, handOff) && status !== 'delivered' && status !== 'abandoned'
}

/** Taken back after it was tried, and nobody knows whether it arrived: the partner is told that it was. */
async function tellIfItArrived(
  job: Job,
  handOff: DeliveryBody,
  { id, transfer }: Ticket,
  { database, handler, partners }: DeliveryDependencies,
): Promise<void> {
  const { agency, handedAt } = handOff
  const isStillTheirs = transfer?.agency === agency && transfer.at === handedAt
  const channel = partners.channelOf(agency)
  if (!wasTried(job) || isStillTheirs || channel === undefined) return
  const events = await readOfTicket(database, id, MOST_EVENTS)
  const isTold = events.some(
    ({ event }) =>
      event.type === 'hand_off_taken_back' && event.agency === agency && event.handedAt === handedAt,
  )
  if (!isTold) await report(handler, job, { type: 'report_unsure_delivery', ...handOff, channel })
}

/** By which it was to be told, where its partner is reached no more. */
async function channelAsked(
  database: Database,
  { ticketId }: { ticketId: string },
): Promise<DeliveryChannel | undefined> {
  return (await findTicket(database, { id: ticketId }))?.transfer?.delivery?.channel
}

async function tell(
  partner: Partner,
  told: Told,
  job: Job,
  services: TheirServices,
  dependencies: DeliveryDependencies,
): Promise<Delivered> {
  const { partners, timeZone, now, timeoutMs = TIMEOUT_MS } = dependencies
  switch (partner.channel) {
    case 'webhook':
      return byWebhook(partner, told, timeoutMs)
    case 'email':
      // The file of partners is refused without one.
      if (partners.smtp === null) return { status: 'never', problem: 'no_channel' }
      return byLetter(partner, partners.smtp, told, { timeZone, timeoutMs })
    case 'open311': {
      const isAsked = job.tries === 1 && job.earlierTries > 0
      return byOpen311(partner, told, {
        timeZone,
        now: now(),
        timeoutMs,
        services,
        isRepeat: wasTried(job),
        isAsked,
      })
    }
  }
}
