import type { Instant } from '../instant.ts'
import { onCallAt, type Rota } from '../on-call/rota.ts'
import type { OnCallDomain } from '../on-call/turn.ts'
import type { Call, CallOut } from './call-out.ts'

export type Callee = Pick<Call, 'personId' | 'domain' | 'order'>

/** Whom a call-out goes to from now on, in order: who is on call for its domain, then the managers, nobody twice. */
export function chainOf(
  { domain, calls }: Pick<CallOut, 'domain' | 'calls'>,
  rota: Rota,
  now: Instant,
): Callee[] {
  const called = new Set(calls.map(({ personId }) => personId))
  return [
    ...calleesOf(rota, domain, now),
    ...(domain === 'managers' ? [] : calleesOf(rota, 'managers', now)),
  ].filter(({ personId }) => {
    const isFirst = !called.has(personId)
    called.add(personId)
    return isFirst
  })
}

function calleesOf(rota: Rota, domain: OnCallDomain, now: Instant): Callee[] {
  return onCallAt(rota, domain, now).map(({ personId, order }) => ({ personId, domain, order }))
}
