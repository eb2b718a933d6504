import type { Instant } from '../instant.ts'
import type { Localized } from '../text.ts'
import { covers } from './area.ts'
import type { Circumstances } from './circumstances.ts'
import { URGENT } from './routing.ts'
import type { Priority, Service } from './service.ts'

/** Why a type of request is not taken: not in this place, with whom to turn to; or not now, with when again. */
export type Untaken =
  | { why: 'elsewhere'; turnTo: Localized }
  | { why: 'closed'; agency: string; opensAt: Instant | null }

/**
 * Why a type is not taken there and then; null where it is. What is urgent is taken anywhere and at any hour, and what
 * nobody can place is taken to be placed.
 */
export function untaken(
  { territory, openingHours }: Pick<Service, 'territory' | 'openingHours'>,
  priority: Priority,
  circumstances: Circumstances,
): Untaken | null {
  if (priority <= URGENT) return null
  if (territory !== undefined && circumstances.isLocated && !covers(territory, circumstances))
    return { why: 'elsewhere', turnTo: territory.elsewhere }
  if (openingHours === undefined || circumstances.isOpen(openingHours)) return null
  return { why: 'closed', agency: openingHours, opensAt: circumstances.opensAt(openingHours) }
}
