import type { TargetKind } from '../catalogue/service.ts'
import type { AssignmentStatus } from './assignment.ts'

/** What the one large button does next. */
export type NextStep = 'acknowledge' | 'go_en_route' | 'arrive' | 'secure' | 'clear'

/** The next step of an assignment; a spot that must be made safe is made safe before it is left. Null once it ended. */
export function nextStep(status: AssignmentStatus, target: TargetKind): NextStep | null {
  switch (status) {
    case 'dispatched':
      return 'acknowledge'
    case 'acknowledged':
      return 'go_en_route'
    case 'en_route':
      return 'arrive'
    case 'on_scene':
      return target === 'secured' ? 'secure' : 'clear'
    case 'secured':
      return 'clear'
    default:
      return null
  }
}

/** The status that each step leads to. */
export const STEP_STATUS = {
  acknowledge: 'acknowledged',
  go_en_route: 'en_route',
  arrive: 'on_scene',
  secure: 'secured',
  clear: 'cleared',
} as const satisfies Record<NextStep, AssignmentStatus>

/** True where making safe is not asked for, but a crew that is there may find that it must. */
export function maySecureToo(status: AssignmentStatus, target: TargetKind): boolean {
  return status === 'on_scene' && target === 'on_scene'
}

/** A status on the line of steps. */
export type Step = 'dispatched' | (typeof STEP_STATUS)[NextStep]

/** The steps drawn on the line, in order; making safe where the ticket asks for it, or where it was done. */
export function stepsOf(target: TargetKind, status: AssignmentStatus = 'dispatched'): Step[] {
  const steps: Step[] = ['dispatched', 'acknowledged', 'en_route', 'on_scene', 'secured', 'cleared']
  return target === 'secured' || status === 'secured' ? steps : steps.filter((step) => step !== 'secured')
}
