import { z } from 'zod'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { crewKindSchema, dutySchema } from '../../shared/crew/crew.ts'
import type { VehicleCode } from '../../shared/crew/outfit.ts'
import type { LonLat } from '../../shared/geo.ts'
import { type CrewId, crewIdSchema } from '../../shared/id.ts'
import { type City, citySchema } from '../../shared/protocol/city.ts'
import {
  type HandOverNote,
  handOverAnswerSchema,
  vehiclesSchema,
  type WayAnswer,
  wayAnswerSchema,
} from '../../shared/protocol/crew.ts'
import {
  type FoundAddress,
  foundAddressesSchema,
  type KnownPlace,
  knownPlacesSchema,
  type PointAddress,
  pointAddressSchema,
  streetStretchSchema,
} from '../../shared/protocol/place.ts'
import { type SessionView, sessionViewSchema } from '../../shared/protocol/session.ts'
import { publicationSchema, type TicketDetail, ticketDetailSchema } from '../../shared/protocol/ticket.ts'
import { type Reach, reachSchema } from '../../shared/reach.ts'
import { localizedSchema } from '../../shared/text.ts'
import { type Track, trackSchema } from '../../shared/track.ts'

/** An error that the server told, or that it cannot be reached (`status` 0); `told` in both languages. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly told: { fr: string; en: string },
    readonly more: Record<string, unknown>,
    options?: ErrorOptions,
  ) {
    super(told.en, options)
  }
}

const errorSchema = z.looseObject({ code: z.string(), message: localizedSchema })

/** Asks the server; rejects with an `ApiError` for any answer but a good one. */
export async function call(
  method: string,
  path: string,
  body?: object,
  signal: AbortSignal | null = null,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const init: RequestInit =
    body === undefined
      ? { method, signal, headers }
      : { method, signal, headers: { ...headers, ...JSON_TYPE }, body: JSON.stringify(body) }
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch((cause) => {
    throw new ApiError(0, SILENT.code, SILENT.message, {}, { cause })
  })
  if (response.status === 204) return null
  const content: unknown = await response.json().catch(() => null)
  if (response.ok) return content
  const { code, message, ...more } = errorSchema.catch(SILENT).parse(content)
  throw new ApiError(response.status, code, message, more)
}

const JSON_TYPE = { 'content-type': 'application/json' }
const SILENT = {
  code: 'silent',
  message: { fr: 'Le serveur ne répond pas.', en: 'The server does not answer.' },
}

/** Who is logged in on this device; null where nobody is. */
export async function fetchSession(): Promise<SessionView | null> {
  try {
    return sessionViewSchema.parse(await call('GET', '/api/session'))
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }
}

export async function logIn(userName: string, password: string): Promise<SessionView> {
  return sessionViewSchema.parse(await call('POST', '/api/session', { userName, password }))
}

export async function logOut(): Promise<void> {
  await call('DELETE', '/api/session')
}

export async function fetchCity(): Promise<City> {
  return citySchema.parse(await call('GET', '/api/city'))
}

/** A published catalogue, by its number. */
export async function fetchCatalogue(version: number): Promise<Catalogue> {
  const { version: _version, ...catalogue } = publicationSchema.parse(
    await call('GET', `/api/catalogue/${version}`),
  )
  return catalogue
}

export async function fetchTicket(ticketId: string): Promise<TicketDetail> {
  return ticketDetailSchema.parse(await call('GET', `/api/tickets/${ticketId}`))
}

/** The vehicles that are out, and the call signs of the crews that have them. */
export async function fetchVehiclesOut(): Promise<Map<VehicleCode, string>> {
  const { out } = vehiclesSchema.parse(await call('GET', '/api/vehicles'))
  return new Map(out.map(({ vehicle, callSign }) => [vehicle, callSign]))
}

/** What the team before left to the one on board of a crew; null where it left none, or it is no longer kept. */
export async function fetchHandOver(crewId: CrewId): Promise<HandOverNote | null> {
  return handOverAnswerSchema.parse(await call('GET', `/api/crews/${crewId}/hand-over`)).note
}

/** How this session's crew gets to the ticket it has in hand, or why that cannot be said. */
export async function fetchWay(): Promise<WayAnswer> {
  return wayAnswerSchema.parse(await call('GET', '/api/way'))
}

/** The stretch of street that a ticket's hazard is on; null where none is near. */
export async function fetchStretch(ticketId: string): Promise<LonLat[] | null> {
  const { stretch } = streetStretchSchema.parse(await call('GET', `/api/tickets/${ticketId}/stretch`))
  return stretch?.map(([lon, lat]) => ({ lon, lat })) ?? null
}

/** Places that `text` may mean, best match first, then nearest to `near`; rejects once `signal` is aborted. */
export async function fetchAddresses(
  text: string,
  near: LonLat | null,
  signal: AbortSignal,
): Promise<readonly FoundAddress[]> {
  const query = new URLSearchParams({ q: text, ...(near !== null && degreesOf(near)) })
  return foundAddressesSchema.parse(await call('GET', `/api/addresses?${query}`, undefined, signal)).addresses
}

/** The nearest house or street and the district of a point, each null where there is none. */
export async function fetchPointAddress(point: LonLat, signal: AbortSignal): Promise<PointAddress> {
  const query = new URLSearchParams(degreesOf(point))
  return pointAddressSchema.parse(await call('GET', `/api/addresses/reverse?${query}`, undefined, signal))
}

/** What is known at a point, hazards first. */
export async function fetchKnownAt(point: LonLat, signal: AbortSignal): Promise<readonly KnownPlace[]> {
  const query = new URLSearchParams(degreesOf(point))
  return knownPlacesSchema.parse(await call('GET', `/api/places?${query}`, undefined, signal)).known
}

/** Which streets one crew, or all free ones, reach by road, or from which a ticket is reached; `about` says of whom. */
export async function fetchReach(
  about: { crew: string } | { ticket: string } | { free: '1' },
  signal: AbortSignal,
): Promise<Reach> {
  const query = new URLSearchParams(about)
  return reachSchema.parse(await call('GET', `/api/reach?${query}`, undefined, signal))
}

/** Where a crew went today; the server keeps who asked. */
export async function fetchTrack({ crewId }: { crewId: string }, signal: AbortSignal): Promise<Track> {
  return trackSchema.parse(await call('GET', `/api/crews/${crewId}/track`, undefined, signal))
}

/** To the nearest decimetre, and never « 1e-7 », which is no plain number. */
export function degreesOf({ lon, lat }: LonLat): { lon: string; lat: string } {
  return { lon: lon.toFixed(6), lat: lat.toFixed(6) }
}

const choicesSchema = z.array(
  z.object({
    id: crewIdSchema,
    callSign: z.string(),
    kind: crewKindSchema,
    duty: dutySchema,
    members: z.number(),
    held: z.number(),
  }),
)
export type CrewChoice = z.infer<typeof choicesSchema>[number]

/** The crews that this session may speak for. */
export async function fetchCrewChoices(): Promise<CrewChoice[]> {
  return choicesSchema.parse(await call('GET', '/api/crews'))
}

/** Speaks for a crew from now on; rejects with `call_sign_held` where another device does, unless `confirm`. */
export async function takeCallSign(crewId: string, confirm: boolean): Promise<SessionView> {
  const body = confirm ? { crewId, confirm } : { crewId }
  return sessionViewSchema.parse(await call('POST', '/api/session/crew', body))
}

export async function leaveCallSign(): Promise<SessionView> {
  return sessionViewSchema.parse(await call('DELETE', '/api/session/crew'))
}

const accountsSchema = z.object({
  accounts: z.array(
    z.object({ userName: z.string(), password: z.string(), role: z.string(), label: localizedSchema }),
  ),
})
export type DemonstrationAccount = z.infer<typeof accountsSchema>['accounts'][number]

/** The demonstration's accounts; none outside a demonstration. */
export async function fetchDemonstration(): Promise<DemonstrationAccount[]> {
  try {
    return accountsSchema.parse(await call('GET', '/api/demonstration')).accounts
  } catch {
    return []
  }
}
