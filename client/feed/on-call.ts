import type { PersonId } from '../../shared/id.ts'
import type { Worked } from '../../shared/on-call/rest.ts'
import type { OnCallDomain } from '../../shared/on-call/turn.ts'
import {
  type HoleNotice,
  holeNoticesSchema,
  type OnCallContact,
  onCallPeopleSchema,
  workedAnswerSchema,
} from '../../shared/protocol/on-call.ts'
import type { Locale } from '../../shared/text.ts'
import { call } from './session.ts'

/** Where the turns of a domain or of a person are as a calendar file. */
export function calendarLink(of: { domain: OnCallDomain } | { person: PersonId }, locale: Locale): string {
  return `/api/on-call/calendar.ics?${new URLSearchParams({ ...of, locale })}`
}

/** How to reach those who may be on call, or are on call now, as this session may know; the server keeps who asked. */
export async function fetchContacts(signal: AbortSignal): Promise<readonly OnCallContact[]> {
  return onCallPeopleSchema.parse(await call('GET', '/api/on-call/people', undefined, signal)).people
}

/** What people worked while on call in the last two days, by their ids. */
export async function fetchWorked(signal: AbortSignal): Promise<readonly Worked[]> {
  return workedAnswerSchema.parse(await call('GET', '/api/on-call/worked', undefined, signal)).worked
}

/** Of which holes in the rota a manager was told. */
export async function fetchHoleNotices(signal: AbortSignal): Promise<readonly HoleNotice[]> {
  return holeNoticesSchema.parse(await call('GET', '/api/on-call/hole-notices', undefined, signal)).notices
}
