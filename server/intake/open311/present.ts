import type { Catalogue } from '../../../shared/catalogue/catalogue.ts'
import type { ServiceOf } from '../../../shared/catalogue/published.ts'
import type { Agency, Service } from '../../../shared/catalogue/service.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { DefinitionExtension, TypeExtension } from '../../../shared/open311/extension.ts'
import { isUnderWay, type Ticket } from '../../../shared/ticket/ticket.ts'
import type { Jurisdictions } from '../../city/jurisdiction.ts'
import { secondPrecision } from './datetime.ts'
import { requestReference } from './reference.ts'

export interface Presentation {
  jurisdictions: Jurisdictions
  timeZone: string
  /** Those of the catalogue in force. */
  agencies(): readonly Agency[]
  serviceOf: ServiceOf
}

/** What `GET services` tells of one beyond the standard. */
export function presentTypeExtension(service: Service, { families }: Catalogue): TypeExtension {
  const { name, description, keywords, theme } = service
  const family = families.find(({ code }) => code === service.family)
  if (family === undefined) throw new Error(`There is no family ${service.family}.`)
  return { name, description, keywords, theme, family }
}

/** What a definition tells beyond the standard; of who deals with it nothing but their name. */
export function presentDefinitionExtension(service: Service, { agencies }: Catalogue): DefinitionExtension {
  const { questions, priority, agency, deadlines, usualMinutesOnScene, territory, openingHours } = service
  const rules = service.rules.map(({ when, where, hours, priority, agency, advice }) => ({
    ...(when && { when }),
    ...(where && { where }),
    ...(hours && { hours }),
    ...(priority && { priority }),
    ...(agency && { agency }),
    ...(advice && { advice }),
  }))
  const named = new Set([agency, ...rules.flatMap((rule) => rule.agency ?? [])])
  return {
    questions,
    rules,
    priority,
    agency,
    agencies: agencies.flatMap(({ code, name, kind }) => (named.has(code) ? { code, name, kind } : [])),
    deadlines,
    usualMinutesOnScene,
    ...(territory && { territory }),
    ...(openingHours && { openingHours }),
  }
}

/**
 * The fields of one request, as `GET requests/{id}` tells it. One that is a report of another, `holder`, is dealt with as that
 * one is, and keeps its own id and place. `description` is null: the caller's words may hold
 * personal data, and whoever has the id need not be the caller.
 */
export function presentRequest(ticket: Ticket, holder: Ticket, presentation: Presentation) {
  const { timeZone, serviceOf, agencies } = presentation
  const time = (at: Instant) => secondPrecision(at, timeZone)
  return {
    service_request_id: referenceOf(ticket, presentation),
    status: isUnderWay(holder) ? 'open' : 'closed',
    status_notes: STATUS_NOTES[holder.status] ?? STATUS_NOTES[ticket.status],
    service_name: serviceOf(ticket)?.name.fr ?? ticket.serviceCode,
    service_code: ticket.serviceCode,
    description: null,
    agency_responsible: responsibleFor(holder, agencies()),
    service_notice: null,
    requested_datetime: time(ticket.receivedAt),
    updated_datetime: time(lastChange(ticket, holder)),
    expected_datetime: time(holder.deadline.dueAt),
    address: ticket.address,
    address_id: null,
    zipcode: null,
    lat: ticket.position?.lat ?? null,
    long: ticket.position?.lon ?? null,
    media_url: null,
  }
}

/** The name of whoever has it: whom it was handed to, as they are named now, else the police of its town. */
function responsibleFor({ transfer, needs }: Ticket, agencies: readonly Agency[]): string | null {
  const named = (wanted: string | undefined) => agencies.find(({ code }) => code === wanted)
  if (transfer !== null) return named(transfer.agency)?.name.fr ?? transfer.agency
  const own = named(needs?.agency)
  const police = own?.kind === 'police' ? own : agencies.find(({ kind }) => kind === 'police')
  return police?.name.fr ?? null
}

/** Whatever came last of what a caller may hear of. */
function lastChange(ticket: Ticket, { statusAt, onSceneAt, securedAt }: Ticket): Instant {
  return [statusAt, onSceneAt, securedAt].reduce<Instant>(
    (last, at) => (at !== null && at > last ? at : last),
    ticket.statusAt,
  )
}

const STATUS_NOTES: Record<Ticket['status'], string | null> = {
  open: null,
  closed: 'Intervention terminée.',
  cancelled: 'Demande annulée.',
  transferred: 'Demande transmise à un autre service.',
  joined: 'Demande rattachée à une autre, déjà connue.',
}

/** The id of `ticket` for other systems: the letters of its place's town, and the year of its reception, where the city is. */
export function referenceOf(
  ticket: Pick<Ticket, 'number' | 'receivedAt' | 'position'>,
  { jurisdictions, timeZone }: Pick<Presentation, 'jurisdictions' | 'timeZone'>,
): string {
  const year = Number(secondPrecision(ticket.receivedAt, timeZone).slice(0, 4))
  return requestReference(jurisdictions.of(ticket).prefix, year, ticket.number)
}
