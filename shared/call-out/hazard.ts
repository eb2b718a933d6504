import { needsOf } from '../catalogue/published.ts'
import type { Service } from '../catalogue/service.ts'
import type { Deadline } from '../deadline.ts'
import { type Instant, MINUTE } from '../instant.ts'
import { isOpen } from '../on-call/calendar.ts'
import type { OnCallDomain } from '../on-call/turn.ts'
import type { OnCallRules } from '../protocol/on-call.ts'
import type { Ticket } from '../ticket/ticket.ts'

type Rules = Pick<OnCallRules, 'agencies' | 'callOut'>

/** The domain of whoever must deal with a ticket, by the rules of a town; null where nobody is on call for it. */
export function domainOf(ticket: Ticket, service: Service, { agencies }: Rules): OnCallDomain | null {
  return ruleOf(ticket, service, agencies)?.domain ?? null
}

/**
 * For which domain people are to be woken for a ticket at `now`: it is a hazard, nobody is there yet, and whoever
 * deals with it by day is closed. Null where they are not.
 */
export function callsOut(
  ticket: Ticket,
  service: Service,
  { agencies, callOut }: Rules,
  now: Instant,
  timeZone: string,
): OnCallDomain | null {
  const { status, onSceneAt, securedAt, deadline } = ticket
  if (status !== 'open' || onSceneAt !== null || securedAt !== null || !isHazard(deadline, callOut))
    return null
  const rule = ruleOf(ticket, service, agencies)
  return rule === undefined || isOpen(rule.calendar, now, timeZone) ? null : rule.domain
}

/** Whether someone is woken for what must be reached by a deadline: it must be made safe, and soon. */
export function isHazard(
  { kind, startedAt, dueAt }: Deadline,
  { hazardMinutes }: Pick<Rules['callOut'], 'hazardMinutes'>,
): boolean {
  return kind === 'secured' && dueAt - startedAt <= hazardMinutes * MINUTE
}

function ruleOf(ticket: Ticket, service: Service, agencies: Rules['agencies']) {
  const { agency } = needsOf(ticket, service)
  return agencies.find((one) => one.agency === agency)
}
