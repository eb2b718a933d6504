import type { Agency, Priority } from './service.ts'

/** Where a ticket goes when it is taken: the board of the PC Radio, a service's own list, or somebody outside the town. */
export type Route = 'pc_radio' | 'work_list' | 'partner'

/** The least urgent of what the PC Radio sees to itself, whoever deals with it in the end. */
export const URGENT: Priority = 2

/**
 * Where what `agency` deals with goes. What is urgent, a hazard, what nobody can find, and what nobody known deals with is the
 * PC Radio's, which is awake, has crews, wakes people and reaches callers.
 */
export function routeOf(
  agency: Pick<Agency, 'kind' | 'workList'> | undefined,
  { priority, isLocated, isHazard }: { priority: Priority; isLocated: boolean; isHazard: boolean },
): Route {
  if (agency === undefined || priority <= URGENT || isHazard || !isLocated) return 'pc_radio'
  if (agency.kind === 'partner') return 'partner'
  return agency.kind === 'city_service' && agency.workList === true ? 'work_list' : 'pc_radio'
}
