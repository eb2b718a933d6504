import { readOfTicket } from '../event-log/read-after.ts'
import type { JobKind } from '../job/job-runner.ts'
import { findTicket } from '../projection/ticket.ts'
import { takenBackByLetter } from './by-letter.ts'
import { updateByOpen311 } from './by-open311.ts'
import { takenBackByWebhook } from './by-webhook.ts'
import { TIMEOUT_MS } from './deliver.ts'
import type { Delivered } from './delivered.ts'
import { type DeliveryDependencies, MOST_EVENTS, PATIENCE, report } from './delivery-job.ts'
import { type DeliveryBody, deliveryId, TAKEN_BACK, takenBackBodySchema } from './jobs.ts'
import type { Partner } from './partners.ts'
import { type TakenBack, toldOf } from './told.ts'

/** Tickets of which a partner was told, and that it has no more: told as they were, or by a person. */
export function takenBackJobs(dependencies: DeliveryDependencies): JobKind {
  const { handler, partners } = dependencies
  return {
    name: TAKEN_BACK,
    atOnce: 10,
    leaseMs: 120_000,
    patience: PATIENCE,
    perform: async (job) => {
      const { channel, reference, takenBackAt, ...handOff } = takenBackBodySchema.parse(job.body)
      if (channel === null) return { status: 'never', problem: 'by_person' }
      const partner = partners.of(handOff.agency)
      if (partner === undefined) return { status: 'never', problem: 'no_channel' }
      const told = await toldThen(handOff, dependencies)
      if (told === undefined) return { status: 'done' }
      const outcome = await tell(partner, { id: job.id, told, takenBackAt, reference }, dependencies)
      if (outcome.status !== 'done') return outcome
      // A request that never arrived is none of theirs to drop.
      if (partner.channel === 'open311' && outcome.reference === null) return { status: 'done' }
      const about = 'taken_back'
      const said = { type: 'report_delivery', ...handOff, about, channel: partner.channel } as const
      await report(handler, job, { ...said, reference: outcome.reference })
      return { status: 'done' }
    },
    onGivenUp: async (job, problem) => {
      const { channel, reference: _of, takenBackAt: _at, ...handOff } = takenBackBodySchema.parse(job.body)
      if (channel === null) return
      const said = { type: 'report_delivery_failure', ...handOff, about: 'taken_back' } as const
      await report(handler, job, { ...said, channel, problem })
    },
  }
}

/** What it was told then, under the id that it came by. */
async function toldThen(
  handOff: DeliveryBody,
  { database, serviceOf, timeZone }: DeliveryDependencies,
): Promise<TakenBack['told'] | undefined> {
  const ticket = await findTicket(database, { id: handOff.ticketId })
  const events = await readOfTicket(database, handOff.ticketId, MOST_EVENTS)
  const handed = events.find(
    ({ event, at }) =>
      event.type === 'ticket_transferred' && event.agency === handOff.agency && at === handOff.handedAt,
  )
  if (ticket === undefined || handed === undefined) return undefined
  return toldOf({ ...handOff, id: deliveryId(handed.seq) }, ticket, [], serviceOf, timeZone)
}

async function tell(
  partner: Partner,
  back: TakenBack,
  { partners, now, timeoutMs = TIMEOUT_MS }: DeliveryDependencies,
): Promise<Delivered> {
  switch (partner.channel) {
    case 'webhook':
      return takenBackByWebhook(partner, back, timeoutMs)
    case 'email':
      // The file of partners is refused without one.
      if (partners.smtp === null) return { status: 'never', problem: 'no_channel' }
      return takenBackByLetter(partner, partners.smtp, back, timeoutMs)
    case 'open311':
      return updateByOpen311(partner, back, { now: now(), timeoutMs })
  }
}
