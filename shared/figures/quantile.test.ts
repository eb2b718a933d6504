import { describe, expect, it } from 'vitest'
import { shareWithin } from './figures.ts'
import { quantileOf } from './quantile.ts'

const ten = [60, 120, 180, 240, 300, 360, 420, 480, 540, 600]
const exactly = (seconds: number) => ({ seconds, atLeast: false })
const atLeast = (seconds: number) => ({ seconds, atLeast: true })

describe('[FD-6] how long it took', () => {
  it.each([
    ['of nothing', 50, [], [], null],
    ['of one', 50, [7], [], exactly(7)],
    ['of one, almost all', 95, [7], [], exactly(7)],
    ['of one that waits', 50, [], [7], atLeast(7)],
    ['half of two', 50, [7, 9], [], exactly(7)],
    ['half of three', 50, [7, 9, 11], [], exactly(9)],
    ['half of ten', 50, ten, [], exactly(300)],
    ['9 of 10', 90, ten, [], exactly(540)],
    ['19 of 20, of ten', 95, ten, [], exactly(600)],
    // Left out, those that wait would make it 30.
    ['half, where half wait for hours', 50, [10, 20, 30, 40], [7_200, 7_300, 7_400, 7_500], exactly(40)],
    [
      '9 of 10, where half wait for hours',
      90,
      [10, 20, 30, 40],
      [7_200, 7_300, 7_400, 7_500],
      atLeast(7_500),
    ],
    ['half, where most wait', 50, [10], [50, 60], atLeast(50)],
    // One that came in just now may be the quickest of all, or the slowest.
    ['half, where one has only just begun', 50, [10, 20], [1], atLeast(10)],
    ['half of many, where one has only just begun', 50, [10, 10, 10, 20], [1], exactly(10)],
    ['the same as one that waits', 50, [10, 10], [10], exactly(10)],
  ])('%s', (_what, percent, took, waiting, expected) => {
    expect(quantileOf(percent, took, waiting)).toEqual(expected)
  })

  it('is never longer than it turns out to be, and just that where it is said to be exact: every case of up to four', () => {
    const lists = (length: number): number[][] =>
      length === 0 ? [[]] : lists(length - 1).flatMap((list) => [1, 2, 3].map((one) => [...list, one]))
    const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b)
    for (const length of [1, 2, 3, 4])
      for (const list of lists(length))
        for (let reached = 0; reached <= length; reached++) {
          const [took, waiting] = [sorted(list.slice(0, reached)), sorted(list.slice(reached))]
          for (const percent of [50, 90, 95]) {
            const told = quantileOf(percent, took, waiting)
            const rank = Math.ceil((percent * length) / 100)
            const ends = lists(waiting.length).map((more) =>
              waiting.map((had, index) => had - 1 + (more[index] ?? 0)),
            )
            const turnedOut = ends.map((end) => sorted([...took, ...end])[rank - 1] ?? 0)
            expect(Math.min(...turnedOut)).toBe(told?.seconds)
            if (told?.atLeast === false) expect(new Set(turnedOut).size).toBe(1)
          }
        }
  })
})

it.each([
  [3, 1, 0.75],
  [0, 4, 0],
  [4, 0, 1],
  [0, 0, null],
])('[FD-7] %i in time and %i late are a share of %s', (within, late, share) => {
  expect(shareWithin({ within, late })).toBe(share)
})
