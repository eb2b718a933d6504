import { isHazard } from '../call-out/hazard.ts'
import type { Assessment } from '../catalogue/assess.ts'
import { untaken } from '../catalogue/availability.ts'
import type { Circumstances } from '../catalogue/circumstances.ts'
import { routeOf } from '../catalogue/routing.ts'
import type { Agency, Priority, Service, TargetKind } from '../catalogue/service.ts'
import { type Deadline, deadlineFor } from '../deadline.ts'
import { after, type Instant, MINUTE } from '../instant.ts'
import { nextOpening, openSpans } from '../on-call/calendar.ts'
import { onCallAt, type Rota } from '../on-call/rota.ts'
import type { OnCallDomain } from '../on-call/turn.ts'
import type { OnCallRules } from '../protocol/on-call.ts'
import type { Localized } from '../text.ts'

export interface OutlookBasis {
  service: Service
  assessment: Pick<Assessment, 'priority' | 'needs'>
  /** Where it is told of, and when. */
  circumstances: Circumstances
  /** Those of the catalogue in force. */
  agencies: readonly Pick<Agency, 'code' | 'kind'>[]
  /** When city services are at work, and what people are woken for. */
  rules: Pick<OnCallRules, 'agencies' | 'callOut'>
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
 * opens; someone outside the city; nothing, where the type is not taken there, or not now.
 */
export type Outlook = Promised & { agency: string } & (
    | { kind: 'crew' }
    | { kind: 'service'; until: Instant | null }
    | { kind: 'on_call'; domain: OnCallDomain }
    | { kind: 'nobody_on_call'; domain: OnCallDomain }
    | { kind: 'at_opening'; opensAt: Instant | null }
    /** `handed`: by itself; else by the PC Radio, which keeps an eye on it. */
    | { kind: 'outside'; handed: boolean }
    | { kind: 'elsewhere'; turnTo: Localized }
    /** `agency` is the one whose hours it goes by. */
    | { kind: 'closed'; opensAt: Instant | null }
  )

/** What will happen to a call of this type with these answers. An agency that the catalogue does not have is the police. */
export function outlookOf(basis: OutlookBasis): Outlook {
  const { service, assessment, circumstances, agencies, now } = basis
  const { priority, needs } = assessment
  const deadline = deadlineFor(service, priority, now)
  const { kind: target, dueAt } = deadline
  const promised = { agency: needs.agency, priority, target, minutes: (dueAt - now) / MINUTE, dueAt }
  const reason = untaken(service, priority, circumstances)
  if (reason?.why === 'elsewhere') return { ...promised, kind: 'elsewhere', turnTo: reason.turnTo }
  if (reason?.why === 'closed')
    return { ...promised, kind: 'closed', agency: reason.agency, opensAt: reason.opensAt }
  const kind = agencies.find(({ code }) => code === needs.agency)?.kind ?? 'police'
  if (kind === 'police') return { ...promised, kind: 'crew' }
  if (kind === 'partner') {
    const hazard = isHazard(deadline, basis.rules.callOut)
    const { isLocated } = circumstances
    const handed = routeOf({ kind }, { priority, isLocated, isHazard: hazard }) === 'partner'
    return { ...promised, kind: 'outside', handed }
  }
  return { ...promised, ...serviceOutlook(basis, deadline) }
}

type ServiceOutlook =
  | { kind: 'service'; until: Instant | null }
  | { kind: 'on_call' | 'nobody_on_call'; domain: OnCallDomain }
  | { kind: 'at_opening'; opensAt: Instant | null }

function serviceOutlook(
  { assessment, rules, rota, timeZone, now }: OutlookBasis,
  deadline: Deadline,
): ServiceOutlook {
  const own = rules.agencies.find(({ agency }) => agency === assessment.needs.agency)
  if (own === undefined) return { kind: 'service', until: null }
  const [open] = openSpans(own.calendar, { from: now, until: after(now, 1) }, timeZone)
  if (open !== undefined) return { kind: 'service', until: open.until }
  if (!isHazard(deadline, rules.callOut))
    return { kind: 'at_opening', opensAt: nextOpening(own.calendar, now, timeZone) }
  // Managers decide where nobody else answers.
  const domain = ([own.domain, 'managers'] as const).find((one) => onCallAt(rota, one, now).length > 0)
  return domain === undefined ? { kind: 'nobody_on_call', domain: own.domain } : { kind: 'on_call', domain }
}
