import type { Assessment } from '../catalogue/assess.ts'
import { type Agency, type Priority, type Service, type TargetKind, targetOf } from '../catalogue/service.ts'
import { deadlineFor } from '../deadline.ts'
import { after, type Instant, MINUTE } from '../instant.ts'
import { type Calendar, nextOpening, openSpans } from '../on-call/calendar.ts'
import { onCallAt, type Rota } from '../on-call/rota.ts'
import type { OnCallDomain } from '../on-call/turn.ts'

/** When a city service is at work, and whose place is taken by whom when it is not. */
interface Hours {
  agency: string
  domain: OnCallDomain
  calendar: Calendar
}

export interface OutlookBasis {
  service: Service
  assessment: Pick<Assessment, 'priority' | 'needs'>
  /** Those of the catalogue in force. */
  agencies: readonly Pick<Agency, 'code' | 'kind'>[]
  hours: readonly Hours[]
  rota: Rota
  timeZone: string
  now: Instant
}

/** By when something must be reached, and how urgent that is. */
interface Promised {
  priority: Priority
  target: TargetKind
  /** From now. */
  minutes: number
  dueAt: Instant
}

/**
 * What becomes of a call once it is sent: a crew of the PC Radio; a city service that is at work (until then; null where
 * its hours are not known); whoever is on call, now; nobody, where there is a hole in the rota; the service, once it
 * opens; someone outside the city.
 */
export type Outlook = Promised & { agency: string } & (
    | { kind: 'crew' }
    | { kind: 'service'; until: Instant | null }
    | { kind: 'on_call'; domain: OnCallDomain }
    | { kind: 'nobody_on_call'; domain: OnCallDomain }
    | { kind: 'at_opening'; opensAt: Instant | null }
    | { kind: 'outside' }
  )

/** What will happen to a call of this type with these answers. An agency that the catalogue does not have is the police. */
export function outlookOf(basis: OutlookBasis): Outlook {
  const { service, assessment, agencies, now } = basis
  const { priority, needs } = assessment
  const { kind: target, dueAt } = deadlineFor(service, priority, now)
  const promised = { agency: needs.agency, priority, target, minutes: (dueAt - now) / MINUTE, dueAt }
  const kind = agencies.find(({ code }) => code === needs.agency)?.kind ?? 'police'
  if (kind === 'police') return { ...promised, kind: 'crew' }
  if (kind === 'partner') return { ...promised, kind: 'outside' }
  return { ...promised, ...serviceOutlook(basis) }
}

/** Whether someone is woken for it: it must be made safe, and is urgent. The rest waits for the morning. */
function isHazard(service: Service, priority: Priority): boolean {
  return targetOf(service).kind === 'secured' && priority <= 2
}

type ServiceOutlook =
  | { kind: 'service'; until: Instant | null }
  | { kind: 'on_call' | 'nobody_on_call'; domain: OnCallDomain }
  | { kind: 'at_opening'; opensAt: Instant | null }

function serviceOutlook({
  service,
  assessment,
  hours,
  rota,
  timeZone,
  now,
}: Omit<OutlookBasis, 'agencies'>): ServiceOutlook {
  const own = hours.find(({ agency }) => agency === assessment.needs.agency)
  if (own === undefined) return { kind: 'service', until: null }
  const [open] = openSpans(own.calendar, { from: now, until: after(now, 1) }, timeZone)
  if (open !== undefined) return { kind: 'service', until: open.until }
  if (!isHazard(service, assessment.priority))
    return { kind: 'at_opening', opensAt: nextOpening(own.calendar, now, timeZone) }
  // Managers decide where nobody else answers.
  const domain = ([own.domain, 'managers'] as const).find((one) => onCallAt(rota, one, now).length > 0)
  return domain === undefined ? { kind: 'nobody_on_call', domain: own.domain } : { kind: 'on_call', domain }
}
