import type { Instant } from '../instant.ts'
import type { PlaceNote } from './place-note.ts'

/** `ended`: its time ran out. */
export const placeNoteStates = ['standing', 'disputed', 'withdrawn', 'ended'] as const
export type PlaceNoteState = (typeof placeNoteStates)[number]
export type PlaceNoteAction = 'confirm' | 'correct' | 'dispute' | 'withdraw'

/** Every state × every action. `refuse` is an answer, never an exception. */
export const placeNoteMachine: Record<PlaceNoteState, Record<PlaceNoteAction, PlaceNoteState | 'refuse'>> = {
  standing: { confirm: 'standing', correct: 'standing', dispute: 'disputed', withdraw: 'withdrawn' },
  disputed: { confirm: 'standing', correct: 'standing', dispute: 'refuse', withdraw: 'withdrawn' },
  withdrawn: { confirm: 'refuse', correct: 'refuse', dispute: 'refuse', withdraw: 'refuse' },
  ended: { confirm: 'refuse', correct: 'refuse', dispute: 'refuse', withdraw: 'refuse' },
}

export function stateOf({ withdrawnAt, until, disputedAt }: PlaceNote, now: Instant): PlaceNoteState {
  if (withdrawnAt !== null) return 'withdrawn'
  if (now >= until) return 'ended'
  return disputedAt === null ? 'standing' : 'disputed'
}
