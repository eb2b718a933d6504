import type { LonLat } from '../../shared/geo.ts'
import {
  type Around,
  alikeListSchema,
  aroundSchema,
  frequentSchema,
  type HeardAlike,
  type KnownCaller,
  knownCallerSchema,
} from '../../shared/protocol/intake.ts'
import { call, degreesOf } from './session.ts'

/** What was asked for around a point of late. */
export async function fetchAround(point: LonLat, signal: AbortSignal): Promise<Around> {
  const query = new URLSearchParams(degreesOf(point))
  return aroundSchema.parse(await call('GET', `/api/intake/around?${query}`, undefined, signal))
}

/** What a report or a ticket may be of one thing with; the key is `subjectKey`'s or `ticketKey`'s. */
export async function fetchAlike(key: string): Promise<readonly HeardAlike[]> {
  return alikeListSchema.parse(await call('GET', `/api/intake/alike${key}`)).alike
}

/** The types most asked for of late, the most frequent first. */
export async function fetchFrequent(signal: AbortSignal): Promise<readonly string[]> {
  const content = await call('GET', '/api/intake/frequent', undefined, signal)
  return frequentSchema.parse(content).serviceCodes
}

/** Whoever rang with a number before; the server keeps who asked. */
export async function fetchCaller(phone: string, signal: AbortSignal): Promise<KnownCaller> {
  return knownCallerSchema.parse(await call('POST', '/api/intake/caller', { phone }, signal))
}
