import type { TellingMeans } from '../../shared/delivery/delivery.ts'
import { type GivenUpList, givenUpListSchema } from '../../shared/delivery/given-up.ts'
import { call } from './session.ts'

/** What could not be delivered and is tried no more. */
export async function fetchGivenUp(signal: AbortSignal): Promise<GivenUpList> {
  return givenUpListSchema.parse(await call('GET', '/api/jobs/given-up', undefined, signal))
}

/** Has it tried again. */
export async function retryGivenUp(id: string): Promise<void> {
  await call('POST', `/api/jobs/${id}/retry`, {})
}

/** A person told its partner. */
export async function tellGivenUp(id: string, told: TellingMeans): Promise<void> {
  await call('POST', `/api/jobs/${id}/abandon`, { told })
}

/** Has it never tried again; `takeBack`: and its ticket is the PC Radio's. */
export async function abandonGivenUp(id: string, takeBack: boolean): Promise<void> {
  await call('POST', `/api/jobs/${id}/abandon`, { takeBack })
}
