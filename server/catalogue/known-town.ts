import type { KnownTown } from '../../shared/catalogue/check.ts'
import type { Deployment } from '../city/deployment.ts'
import { readDistricts } from '../city/read-city.ts'
import type { Database } from '../db/pool.ts'

/** What a deployment tells of the town that its catalogue is for. */
export function deployedTown({
  jurisdictions,
  onCall,
}: Pick<Deployment, 'jurisdictions' | 'onCall'>): KnownTown {
  return {
    jurisdictions: jurisdictions.all.map(({ id }) => id),
    agencies: onCall.agencies.map(({ agency }) => agency),
  }
}

/** The same, with the districts of the city that is loaded, where one is. */
export async function loadedTown(
  database: Database,
  deployment: Pick<Deployment, 'jurisdictions' | 'onCall'>,
): Promise<KnownTown> {
  const { rows } = await database.query("select to_regclass('city.district') as known")
  if (rows[0]?.known === null) return deployedTown(deployment)
  const districts = (await readDistricts(database)).map(({ code }) => code)
  return { ...deployedTown(deployment), districts }
}
