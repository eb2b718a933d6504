import { groupBy } from './strong-component.ts'
import type { Arcs } from './turn-states.ts'

/**
 * The state by which one leaves a dead end, for each state of one; -1 for the others. A dead end is what is left, once and
 * again, with one neighbour: no way between two other places leads through it. Of streets that are one tree, one state is none.
 */
export function deadEnds({ states, tail, head }: Pick<Arcs, 'states' | 'tail' | 'head'>): Int32Array {
  const into = groupBy(head, states)
  const outOf = groupBy(tail, states)
  /** How many neighbours a state has, and all their numbers in one: of a single neighbour that is its own number. */
  const neighbours = new Int32Array(states)
  const mixed = new Int32Array(states)
  const seenFrom = new Int32Array(states).fill(-1)
  const leaves: number[] = []
  for (let state = 0; state < states; state++) {
    seenFrom[state] = state
    const see = (other: number) => {
      if (seenFrom[other] === state) return
      seenFrom[other] = state
      neighbours[state] = (neighbours[state] ?? 0) + 1
      mixed[state] = (mixed[state] ?? 0) ^ other
    }
    for (let place = into.start[state] ?? 0; place < (into.start[state + 1] ?? 0); place++)
      see(tail[into.order[place] ?? 0] ?? 0)
    for (let place = outOf.start[state] ?? 0; place < (outOf.start[state + 1] ?? 0); place++)
      see(head[outOf.order[place] ?? 0] ?? 0)
    if (neighbours[state] === 1) leaves.push(state)
  }
  const wayOut = new Int32Array(states).fill(-1)
  for (let leaf = leaves.pop(); leaf !== undefined; leaf = leaves.pop()) {
    if (neighbours[leaf] === 0) continue
    const other = mixed[leaf] ?? 0
    wayOut[leaf] = other
    neighbours[other] = (neighbours[other] ?? 0) - 1
    mixed[other] = (mixed[other] ?? 0) ^ leaf
    if (neighbours[other] === 1) leaves.push(other)
  }
  return wayOut
}
