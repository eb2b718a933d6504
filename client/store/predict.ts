import { type Board, evolveBoard } from '../../shared/board.ts'
import type { AgencyOf, ServiceOf } from '../../shared/catalogue/published.ts'
import type { Command } from '../../shared/command.ts'
import { decide } from '../../shared/decide.ts'
import { isRefusal } from '../../shared/decision.ts'
import type { Actor } from '../../shared/event.ts'
import type { CommandId } from '../../shared/id.ts'
import { type Instant, instant } from '../../shared/instant.ts'
import type { Town } from '../../shared/town.ts'

/** A command that was said, and whose events have not come back. */
export interface Unseen {
  id: CommandId
  /** On this device's clock. */
  saidAt: number
  command: Command
}

export interface PredictionContext {
  actor: Actor
  serviceOf: ServiceOf
  agencyOf: AgencyOf
  town?: Town
  /** The server's clock minus this device's, in milliseconds. */
  clockOffset: number
}

/**
 * The board as it will stand when what this crew said is heard, by the same rules as the server's. A call for help is
 * left out: it must never look heard before it is. What the rules refuse changes nothing here; the server has the last
 * word on it.
 */
export function predict(board: Board, unseen: readonly Unseen[], context: PredictionContext): Board {
  const { clockOffset, ...known } = context
  return unseen.reduce((before, { id, saidAt, command }) => {
    if (command.type === 'raise_distress') return before
    const now: Instant = instant(saidAt + clockOffset)
    const decision = decide(before, command, { ...known, now, nextTicketNumber: UNNUMBERED })
    if (isRefusal(decision)) return before
    const events = decision.map((event) => ({
      seq: 1,
      at: now,
      deviceAt: null,
      commandId: id,
      actor: known.actor,
      event,
    }))
    return evolveBoard(before, events)
  }, board)
}

/** The number of a ticket that the server has not numbered yet. */
export const UNNUMBERED = 0
