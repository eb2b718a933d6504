import type { Instant } from '../../shared/instant.ts'
import { deliver } from './deliver.ts'
import type { Delivered } from './delivered.ts'
import type { Webhook } from './partners.ts'
import type { Told } from './told.ts'

/** Tells a partner of a ticket by a signed request, as docs/partners.md has it. */
export async function byWebhook(
  { url, secret, inside }: Webhook,
  told: Told,
  timeoutMs: number,
): Promise<Delivered> {
  const destination = { url, secret, mayBeInside: inside }
  const outcome = await deliver(destination, { key: told.id, body: bodyOf(told), timeoutMs })
  return outcome.status === 'done' ? { status: 'done', reference: null } : outcome
}

function bodyOf(told: Told): object {
  const { id, agency, reference, priority, service, address, position, reports, answers } = told
  return {
    id,
    type: 'hand_off',
    agency,
    handedAt: timestamp(told.handedAt),
    ticket: {
      reference,
      priority,
      receivedAt: timestamp(told.receivedAt),
      dueAt: timestamp(told.dueAt),
      service,
      address,
      position: position === null ? null : { longitude: position.lon, latitude: position.lat },
      reports,
      answers,
    },
  }
}

/** To the second, in universal time. */
function timestamp(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}
