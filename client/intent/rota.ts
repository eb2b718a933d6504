import type { Command } from '../../shared/command.ts'
import { type PersonId, personIdSchema, swapIdSchema, turnIdSchema } from '../../shared/id.ts'
import type { Span } from '../../shared/on-call/span.ts'
import type { Swap, Turn, TurnPlan } from '../../shared/on-call/turn.ts'
import { refusalText } from './answer.ts'
import { send } from './send.ts'

/** Something done to the rota, and what takes it back: commands, in order. */
export interface RotaAct {
  does: readonly Command[]
  undoes: readonly Command[]
}

/** What one command may hold. */
const MOST_TURNS = 200

export function planning(plans: readonly TurnPlan[]): RotaAct {
  const turns = plans.map((plan) => ({ turnId: newTurnId(), ...planOf(plan) }))
  const parts = Array.from({ length: Math.ceil(turns.length / MOST_TURNS) }, (_one, index) =>
    turns.slice(index * MOST_TURNS, (index + 1) * MOST_TURNS),
  )
  return {
    does: parts.map((part) => ({ type: 'plan_turns', turns: part })),
    undoes: parts.map((part) => ({ type: 'remove_turns', turnIds: part.map(({ turnId }) => turnId) })),
  }
}

export function changing(turn: Turn, to: TurnPlan): RotaAct {
  const change = ({ order, personId, from, until }: TurnPlan): Command => {
    return { type: 'change_turn', turnId: turn.id, order, personId, from, until }
  }
  return { does: [change(to)], undoes: [change(turn)] }
}

/** A removed turn comes back as another one, with the swaps it had. */
export function removing(turn: Turn): RotaAct {
  const turnId = newTurnId()
  return {
    does: [{ type: 'remove_turns', turnIds: [turn.id] }],
    undoes: [
      { type: 'plan_turns', turns: [{ turnId, ...planOf(turn) }] },
      ...turn.swaps.map((swap) => handOver(turnId, swap)),
    ],
  }
}

export function handingOver(turn: Turn, personId: PersonId, span: Span): RotaAct {
  const swapId = swapIdSchema.parse(crypto.randomUUID())
  return {
    does: [{ type: 'hand_over_turn', turnId: turn.id, swapId, personId, ...span }],
    undoes: [{ type: 'take_back_turn', turnId: turn.id, swapId }],
  }
}

export function takingBack(turn: Turn, swap: Swap): RotaAct {
  return {
    does: [{ type: 'take_back_turn', turnId: turn.id, swapId: swap.id }],
    undoes: [handOver(turn.id, swap)],
  }
}

function newTurnId(): Turn['id'] {
  return turnIdSchema.parse(crypto.randomUUID())
}

function planOf({ domain, order, personId, from, until }: TurnPlan): TurnPlan {
  return { domain, order, personId, from, until }
}

function handOver(turnId: Turn['id'], { personId, from, until }: Swap): Command {
  const swapId = swapIdSchema.parse(crypto.randomUUID())
  return { type: 'hand_over_turn', turnId, swapId, personId, from, until }
}

/** Someone who may be on call; a new one where there is no `id`. */
export function registering(person: { id?: PersonId; name: string; phone: string }): readonly Command[] {
  const { id = personIdSchema.parse(crypto.randomUUID()), name, phone } = person
  return [{ type: 'register_on_call_person', personId: id, name, phone }]
}

export function retiring(personId: PersonId): readonly Command[] {
  return [{ type: 'retire_on_call_person', personId }]
}

/** Sends commands one after the other; why the first that was refused was, else null. What was done before it stays. */
export async function sayInOrder(commands: readonly Command[]): Promise<string | null> {
  for (const command of commands) {
    const answer = await send(command)
    if (answer.status === 'refused') return refusalText(answer.refusal)
  }
  return null
}
