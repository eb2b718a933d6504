import type { Board } from '../board.ts'
import type { CommandOf } from '../command.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import type { PersonId, TurnId } from '../id.ts'
import type { Instant } from '../instant.ts'
import type { Refusal } from '../refusal.ts'
import { common } from './span.ts'
import type { Swap, Turn } from './turn.ts'

type OnCallCommand = CommandOf<
  | 'register_on_call_person'
  | 'retire_on_call_person'
  | 'plan_turns'
  | 'change_turn'
  | 'remove_turns'
  | 'hand_over_turn'
  | 'take_back_turn'
>

/**
 * What a command on the rota causes. Holes and overlaps are shown, not refused: a rota is made piece by piece. What is
 * over is a record of who was on call, and is never changed.
 */
export function decideOnCall(board: Board, command: OnCallCommand, { now }: DecisionContext): Decision {
  switch (command.type) {
    case 'register_on_call_person': {
      const { personId } = command
      if (board.people.get(personId)?.retiredAt != null) return { code: 'unknown_person' }
      return [{ type: 'on_call_person_registered', personId }]
    }
    case 'retire_on_call_person':
      return retire(board, command.personId, now)
    case 'plan_turns':
      return plan(board, command, now)
    case 'change_turn':
      return change(board, command, now)
    case 'remove_turns': {
      for (const turnId of command.turnIds) {
        const turn = turnToCome(board, turnId, now)
        if ('code' in turn) return turn
      }
      return [{ type: 'turns_removed', turnIds: [...new Set(command.turnIds)] }]
    }
    case 'hand_over_turn':
      return handOver(board, command, now)
    case 'take_back_turn': {
      const { turnId, swapId } = command
      const turn = turnToCome(board, turnId, now)
      if ('code' in turn) return turn
      const swap = turn.swaps.find(({ id }) => id === swapId)
      if (swap === undefined) return { code: 'unknown_swap' }
      if (swap.until <= now) return { code: 'turn_over' }
      return [{ type: 'turn_taken_back', turnId, swapId }]
    }
  }
}

/** Nobody leaves who would be called. */
function retire(board: Board, personId: PersonId, now: Instant): Decision {
  if (!isKnown(board, personId)) return { code: 'unknown_person' }
  const onRota = [...board.turns.values()]
    .filter(({ removedAt }) => removedAt === null)
    .flatMap((turn) => [turn, ...turn.swaps])
    .some((one) => one.personId === personId && one.until > now)
  if (onRota) return { code: 'person_on_rota' }
  return [{ type: 'on_call_person_retired', personId }]
}

function plan(board: Board, { turns }: CommandOf<'plan_turns'>, now: Instant): Decision {
  const ids = new Set<TurnId>(board.turns.keys())
  for (const { turnId, personId, until } of turns) {
    if (ids.has(turnId)) return { code: 'already_exists' }
    ids.add(turnId)
    if (!isKnown(board, personId)) return { code: 'unknown_person' }
    if (until <= now) return { code: 'turn_over' }
  }
  const planned = turns.map(
    ({ turnId, ...turn }): Turn => ({ id: turnId, ...turn, swaps: [], removedAt: null }),
  )
  return [{ type: 'turns_planned', turns: planned }]
}

function change(board: Board, command: CommandOf<'change_turn'>, now: Instant): Decision {
  const { turnId, order, personId, from, until } = command
  const turn = turnToCome(board, turnId, now)
  if ('code' in turn) return turn
  if (!isKnown(board, personId)) return { code: 'unknown_person' }
  if (until <= now) return { code: 'turn_over' }
  if (turn.swaps.some((swap) => swap.from < from || swap.until > until)) return { code: 'outside_turn' }
  const same =
    turn.order === order && turn.personId === personId && turn.from === from && turn.until === until
  return same ? { code: 'nothing_changes' } : [{ type: 'turn_changed', turnId, order, personId, from, until }]
}

function handOver(board: Board, command: CommandOf<'hand_over_turn'>, now: Instant): Decision {
  const { turnId, swapId, personId, from, until } = command
  const turn = turnToCome(board, turnId, now)
  if ('code' in turn) return turn
  if (!isKnown(board, personId)) return { code: 'unknown_person' }
  if (turn.personId === personId) return { code: 'nothing_changes' }
  if (until <= now) return { code: 'turn_over' }
  if (from < turn.from || until > turn.until) return { code: 'outside_turn' }
  if (turn.swaps.some(({ id }) => id === swapId)) return { code: 'already_exists' }
  const swap: Swap = { id: swapId, personId, from, until }
  if (turn.swaps.some((one) => common(one, swap) !== null)) return { code: 'swap_overlaps' }
  return [{ type: 'turn_handed_over', turnId, swap }]
}

function isKnown(board: Board, personId: PersonId): boolean {
  return board.people.get(personId)?.retiredAt === null
}

/** The turn, where it is there and not over. */
function turnToCome(board: Board, turnId: TurnId, now: Instant): Turn | Refusal {
  const turn = board.turns.get(turnId)
  if (turn === undefined || turn.removedAt !== null) return { code: 'unknown_turn' }
  return turn.until <= now ? { code: 'turn_over' } : turn
}
