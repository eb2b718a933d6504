import { expect, it } from 'vitest'
import { deadEnds } from './dead-ends.ts'

/** Arcs both ways between each two of `pairs`, and one way from the first to the second of each of `oneWays`. */
function wayOuts(states: number, pairs: [number, number][], oneWays: [number, number][] = []): number[] {
  const arcs = [...pairs, ...pairs.map(([a, b]): [number, number] => [b, a]), ...oneWays]
  const [tail, head] = [0, 1].map((end) => Int32Array.from(arcs, (arc) => arc[end] ?? 0))
  return [...deadEnds({ states, tail: tail ?? new Int32Array(), head: head ?? new Int32Array() })]
}

it('[R-47] names the way out of whatever hangs on the rest by one junction, branch by branch', () => {
  // A ring 0–1–2, from which 3–4 leads off, with 5 and 6 at its end; 7 hangs on 0 by two streets.
  const ring: [number, number][] = [
    [0, 1],
    [1, 2],
    [2, 0],
  ]
  const branch: [number, number][] = [
    [2, 3],
    [3, 4],
    [4, 5],
    [4, 6],
  ]
  const twice: [number, number][] = [
    [0, 7],
    [0, 7],
  ]
  expect(wayOuts(8, [...ring, ...branch, ...twice])).toEqual([-1, -1, -1, 2, 3, 4, 4, 0])
})

it('[R-47] keeps a loop, however one-way, and one junction of streets that are a tree; a street onto itself is none', () => {
  expect(
    wayOuts(
      3,
      [],
      [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
    ),
  ).toEqual([-1, -1, -1])
  expect(
    wayOuts(3, [
      [0, 1],
      [1, 2],
      [2, 2],
    ]).filter((out) => out < 0),
  ).toHaveLength(1)
  expect(wayOuts(1, [])).toEqual([-1])
})
