import { type OnCallContact, onCallPeopleSchema } from '../../shared/protocol.ts'
import { call } from './session.ts'

/** How to reach those who may be on call, or are on call now, as this session may know; the server keeps who asked. */
export async function fetchContacts(signal: AbortSignal): Promise<readonly OnCallContact[]> {
  return onCallPeopleSchema.parse(await call('GET', '/api/on-call/people', undefined, signal)).people
}
