import type { Catalogue } from './catalogue.ts'
import type { Service } from './service.ts'

/** Whether a service of the town may have tickets of a type's family in hand: by the type, or by a rule of it. */
export function isInService({ family }: Pick<Service, 'family'>, { agencies, services }: Catalogue): boolean {
  const own = new Set(agencies.flatMap(({ code, kind }) => (kind === 'city_service' ? code : [])))
  return services.some(
    (service) =>
      service.family === family &&
      [service.agency, ...service.rules.flatMap(({ agency }) => agency ?? [])].some((code) => own.has(code)),
  )
}
