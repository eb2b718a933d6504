import { deliver } from './deliver.ts'
import type { Delivered } from './delivered.ts'
import { dateOf } from './other-town.ts'
import type { Webhook } from './partners.ts'
import type { TakenBack, Told } from './told.ts'

/** Tells a partner of a ticket by a signed request, as docs/partners.md has it. */
export function byWebhook(webhook: Webhook, told: Told, timeoutMs: number): Promise<Delivered> {
  return post(webhook, told.id, handOff(told), timeoutMs)
}

/** Tells a partner that it has a ticket no more. */
export function takenBackByWebhook(webhook: Webhook, back: TakenBack, timeoutMs: number): Promise<Delivered> {
  const { id, told, takenBackAt } = back
  const { agency, handedAt, reference } = told
  const body = {
    id,
    type: 'taken_back',
    agency,
    handOff: told.id,
    handedAt: dateOf(handedAt),
    takenBackAt: dateOf(takenBackAt),
    ticket: { reference },
  }
  return post(webhook, id, body, timeoutMs)
}

async function post(
  { url, secret, inside }: Webhook,
  key: string,
  body: object,
  timeoutMs: number,
): Promise<Delivered> {
  const outcome = await deliver({ url, secret, mayBeInside: inside }, { key, body, timeoutMs })
  return outcome.status === 'done' ? { status: 'done', reference: null } : outcome
}

function handOff(told: Told): object {
  const { id, agency, reference, priority, service, address, position, reports, answers } = told
  return {
    id,
    type: 'hand_off',
    agency,
    handedAt: dateOf(told.handedAt),
    ticket: {
      reference,
      priority,
      receivedAt: dateOf(told.receivedAt),
      dueAt: dateOf(told.dueAt),
      service,
      address,
      position: position === null ? null : { longitude: position.lon, latitude: position.lat },
      reports,
      answers: answers.map(({ code, label, text }) => ({ code, label, text })),
    },
  }
}
