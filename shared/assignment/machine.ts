import type { AssignmentStatus } from './assignment.ts'

export type AssignmentAction =
  | 'acknowledge'
  | 'go_en_route'
  | 'arrive'
  | 'secure'
  | 'clear'
  | 'recall'
  | 'decline'

const NOTHING: Record<AssignmentAction, 'refuse'> = {
  acknowledge: 'refuse',
  go_en_route: 'refuse',
  arrive: 'refuse',
  secure: 'refuse',
  clear: 'refuse',
  recall: 'refuse',
  decline: 'refuse',
}

/**
 * Every status × every action. Steps may be skipped forwards (a crew that is already there says « sur place »),
 * never backwards; what was not arrived at cannot be cleared; a spot made safe is cleared, not recalled.
 */
export const assignmentMachine: Record<
  AssignmentStatus,
  Record<AssignmentAction, AssignmentStatus | 'refuse'>
> = {
  dispatched: {
    acknowledge: 'acknowledged',
    go_en_route: 'en_route',
    arrive: 'on_scene',
    secure: 'refuse',
    clear: 'refuse',
    recall: 'recalled',
    decline: 'declined',
  },
  acknowledged: {
    acknowledge: 'refuse',
    go_en_route: 'en_route',
    arrive: 'on_scene',
    secure: 'refuse',
    clear: 'refuse',
    recall: 'recalled',
    decline: 'declined',
  },
  en_route: {
    acknowledge: 'refuse',
    go_en_route: 'refuse',
    arrive: 'on_scene',
    secure: 'refuse',
    clear: 'refuse',
    recall: 'recalled',
    decline: 'refuse',
  },
  on_scene: {
    acknowledge: 'refuse',
    go_en_route: 'refuse',
    arrive: 'refuse',
    secure: 'secured',
    clear: 'cleared',
    recall: 'recalled',
    decline: 'refuse',
  },
  secured: {
    acknowledge: 'refuse',
    go_en_route: 'refuse',
    arrive: 'refuse',
    secure: 'refuse',
    clear: 'cleared',
    recall: 'refuse',
    decline: 'refuse',
  },
  cleared: NOTHING,
  recalled: NOTHING,
  declined: NOTHING,
}
