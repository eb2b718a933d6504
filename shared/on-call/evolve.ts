import type { Event, StoredEvent } from '../event.ts'
import type { TurnId } from '../id.ts'
import type { OnCallPerson, Turn } from './turn.ts'

/** The turns that an event is about. */
export function turnsOf(event: Event): readonly TurnId[] {
  switch (event.type) {
    case 'turns_planned':
      return event.turns.map(({ id }) => id)
    case 'turns_removed':
      return event.turnIds
    case 'turn_changed':
    case 'turn_handed_over':
    case 'turn_taken_back':
      return [event.turnId]
    default:
      return []
  }
}

/** A turn after an event that is about it. */
export function evolveTurn(
  turnId: TurnId,
  turn: Turn | undefined,
  { event, at }: StoredEvent,
): Turn | undefined {
  if (event.type === 'turns_planned') return event.turns.find(({ id }) => id === turnId)
  if (turn === undefined) return undefined
  switch (event.type) {
    case 'turns_removed':
      return { ...turn, removedAt: at }
    case 'turn_changed': {
      const { order, personId, from, until } = event
      return { ...turn, order, personId, from, until }
    }
    case 'turn_handed_over':
      return { ...turn, swaps: [...turn.swaps, event.swap] }
    case 'turn_taken_back':
      return { ...turn, swaps: turn.swaps.filter(({ id }) => id !== event.swapId) }
    default:
      return turn
  }
}

/** A person who may be on call, after an event; the same where only their name or telephone changed. */
export function evolvePerson(
  person: OnCallPerson | undefined,
  { event, at }: StoredEvent,
): OnCallPerson | undefined {
  if (event.type === 'on_call_person_registered') return person ?? { id: event.personId, retiredAt: null }
  if (person === undefined || event.type !== 'on_call_person_retired') return person
  return { ...person, retiredAt: at }
}
