import type { Service } from '../../../shared/catalogue/service.ts'
import type { LonLat } from '../../../shared/geo.ts'
import type { Jurisdiction } from '../../../shared/jurisdiction.ts'
import type { Open311Dependencies } from './dependencies.ts'
import { refusal } from './errors.ts'
import { type Fields, quoted } from './fields.ts'
import type { Territory } from './parse-request.ts'

/** The jurisdiction that is named; undefined where none is: then the place decides. Another name is a mistake. */
export function jurisdictionIn(
  fields: Fields,
  { jurisdictions }: Pick<Open311Dependencies, 'jurisdictions'>,
): Jurisdiction | undefined {
  const asked = fields.get('jurisdiction_id')
  if (asked === undefined || asked === '') return undefined
  const found = jurisdictions.named(String(asked))
  if (found !== undefined) return found
  const served = jurisdictions.all.map(({ id }) => id).join(', ')
  throw refusal(404, `jurisdiction_id ${quoted(String(asked))} was not found: this server serves ${served}.`)
}

/** Whether a type may be taken somewhere in a jurisdiction; in any where none is named. */
export function isTakenIn({ territory }: Service, jurisdiction: Jurisdiction | undefined): boolean {
  if (territory === undefined || jurisdiction === undefined) return true
  return territory.districts.length > 0 || territory.jurisdictions.includes(jurisdiction.id)
}

/** What of the city a request is read against: all that is served, or the territory of one jurisdiction. */
export function territoryOf(
  { city, jurisdictions, catalogue }: Pick<Open311Dependencies, 'city' | 'jurisdictions' | 'catalogue'>,
  jurisdiction?: Jurisdiction,
): Territory {
  const server = (point: LonLat) => (city.within(point) ? jurisdictions.at(point) : undefined)
  return {
    within: (point) => {
      const serving = server(point)
      return serving !== undefined && (jurisdiction === undefined || serving === jurisdiction)
    },
    servedBy: (point) => server(point)?.id,
    districtOf: (point) => city.districtOf(point),
    streetNear: (point) => city.streetNear(point),
    service: (wanted) => catalogue().services.find(({ code }) => code === wanted),
  }
}
