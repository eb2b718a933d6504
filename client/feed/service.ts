import type { SentCommand } from '../../shared/command.ts'
import type { TicketId } from '../../shared/id.ts'
import { alikeListSchema, type HeardAlike } from '../../shared/protocol/intake.ts'
import { type Answer, answerSchema } from '../../shared/protocol/live.ts'
import {
  type ServiceList,
  serviceListSchema,
  type TicketDetail,
  ticketDetailSchema,
  type UnattendedList,
  unattendedListSchema,
} from '../../shared/protocol/ticket.ts'
import { call } from './session.ts'

/** What a city service has in hand: the first page, the oldest tickets. */
export async function fetchServiceList(): Promise<ServiceList> {
  return serviceListSchema.parse(await call('GET', '/api/service/tickets'))
}

export async function fetchServiceTicket(ticketId: TicketId): Promise<TicketDetail> {
  return ticketDetailSchema.parse(await call('GET', `/api/service/tickets/${ticketId}`))
}

/** What else in its hands may be of one thing with a ticket. */
export async function fetchServiceAlike(ticketId: TicketId): Promise<readonly HeardAlike[]> {
  return alikeListSchema.parse(await call('GET', `/api/service/tickets/${ticketId}/alike`)).alike
}

/** What is in the hands of services that nobody has an account for, and of partners whom nobody told. */
export async function fetchUnattended(): Promise<UnattendedList> {
  return unattendedListSchema.parse(await call('GET', '/api/unattended'))
}

const UNAVAILABLE: Answer = { status: 'refused', refusal: { code: 'unavailable' } }

/** Says a command once; `unavailable` where the server was not heard, so that it may be said again with the same id. */
export async function postServiceCommand(sent: SentCommand): Promise<Answer> {
  const response = await fetch('/api/service/commands', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  }).catch(() => null)
  const answer = answerSchema.safeParse(await response?.json().catch(() => null))
  return answer.success ? answer.data : UNAVAILABLE
}
