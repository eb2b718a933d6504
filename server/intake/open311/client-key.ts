import type { Actor } from '../../../shared/event.ts'
import type { ApiKey } from '../../session/accounts.ts'
import type { Open311Dependencies } from './dependencies.ts'
import { refusal } from './errors.ts'
import type { Fields } from './fields.ts'

/** The holder of the key that the fields name, slowed where it asks more than its quota. */
export async function authorised(
  fields: Fields,
  { keys, throttle, now }: Pick<Open311Dependencies, 'keys' | 'throttle' | 'now'>,
): Promise<ApiKey> {
  const value = fields.get('api_key')
  if (typeof value !== 'string' || value === '') throw refusal(403, 'api_key is required.')
  const key = await keys.find(value)
  if (key === undefined) throw refusal(403, 'api_key is unknown or disabled.')
  const wait = throttle.wait(key.id, key.requestsPerMinute, now())
  if (wait > 0) throw refusal(429, `More than ${key.requestsPerMinute} requests in a minute.`, wait)
  return key
}

/** Who does what a client asks for: the client itself, as one who takes calls. */
export function actorOf({ id, name }: Pick<ApiKey, 'id' | 'name'>): Actor {
  return { id: `key:${id}`, role: 'operator', label: name.slice(0, 60), crewId: null }
}
