import { describe, expect, it } from 'vitest'
import { type Board, evolve } from '../../shared/board.ts'
import { commandSchema } from '../../shared/command.ts'
import { decide } from '../../shared/decide.ts'
import { isRefusal } from '../../shared/decision.ts'
import { HOUR, instant } from '../../shared/instant.ts'
import type { Turn } from '../../shared/on-call/turn.ts'
import {
  aBoard,
  aPerson,
  aTurn,
  DISPATCHER,
  NOW,
  personId,
  published,
  stored,
  swapId,
} from '../../shared/test-board.ts'
import { changing, handingOver, planning, type RotaAct, removing, takingBack } from './rota.ts'

const at = (hours: number) => instant(NOW + hours * HOUR)
const swap = { id: swapId(1), personId: personId(2), from: at(20), until: at(30) }
const turn = aTurn(1, { swaps: [swap] })
const board = aBoard(
  [],
  [],
  [],
  [],
  [],
  [turn],
  [1, 2, 3].map((number) => aPerson(number)),
)

function carriedOut(given: Board, commands: RotaAct['does']): Board {
  return commands.reduce((state, command) => {
    const decision = decide(state, commandSchema.parse(command), {
      now: NOW,
      actor: { ...DISPATCHER, role: 'supervisor' },
      serviceOf: () => undefined,
      agencyOf: published().agencyOf,
      nextTicketNumber: 1,
    })
    if (isRefusal(decision)) throw new Error(decision.code)
    return evolve(
      state,
      decision.map((event, index) => stored(index + 1, event)),
    )
  }, given)
}

/** The rota as a person sees it: not by which ids it is kept. */
const seen = ({ turns }: Board) =>
  [...turns.values()]
    .filter(({ removedAt }) => removedAt === null)
    .map(({ id: _id, swaps, ...rest }: Turn) => ({
      ...rest,
      swaps: swaps.map(({ id: _swap, ...one }) => one),
    }))

const plan = { domain: 'trees', order: 1, personId: personId(3), from: at(0), until: at(100) } as const

describe('[OC-16] what is done to the rota', () => {
  it.each([
    ['planning', planning([plan, { ...plan, order: 2 }])],
    ['planning hundreds', planning(Array.from({ length: 450 }, () => plan))],
    ['changing', changing(turn, { ...turn, order: 3, until: at(200) })],
    ['removing', removing(turn)],
    ['handing over', handingOver(turn, personId(3), { from: at(40), until: at(50) })],
    ['taking back', takingBack(turn, swap)],
  ])('%s changes it, and is taken back', (_what, { does, undoes }) => {
    const done = carriedOut(board, does)
    expect(seen(done)).not.toEqual(seen(board))
    expect(seen(carriedOut(done, undoes))).toEqual(seen(board))
  })
})
