import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NodeQueue } from './node-queue.ts'

it('[R-1] takes nodes in the order of their times, however near or far ahead they are due', () => {
  const ahead = fc.oneof(
    fc.constantFrom(0, 0.5, 1_023.5, 1_024),
    fc.double({ min: 0, max: 3, noNaN: true }),
    fc.double({ min: 0, max: 5_000, noNaN: true }),
  )
  // For each node taken, how long after it some more are due.
  const steps = fc.array(fc.array(ahead, { maxLength: 4 }), { maxLength: 60 })
  const queue = new NodeQueue()
  fc.assert(
    fc.property(fc.array(ahead, { minLength: 1, maxLength: 9 }), steps, (seeds, later) => {
      queue.clear()
      const times: number[] = []
      const waiting: number[] = []
      const push = (seconds: number) => {
        queue.push(seconds, times.push(seconds) - 1)
        waiting.push(seconds)
      }
      for (const seconds of seeds) push(seconds)
      for (let taken = 0; waiting.length > 0; taken++) {
        const least = waiting.sort((a, b) => a - b).shift()
        expect(queue.topKey).toBe(least)
        expect(times[queue.pop()]).toBe(least)
        for (const seconds of later[taken] ?? []) push((least ?? 0) + seconds)
      }
      expect(queue.topKey).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})

it('[R-1] holds more nodes than it has room for at first, and none of them once cleared', () => {
  const queue = new NodeQueue()
  for (let node = 0; node < 20_000; node++) queue.push(20_000 - node, node)
  expect([queue.topKey, queue.pop()]).toEqual([1, 19_999])
  expect([queue.topKey, queue.pop()]).toEqual([2, 19_998])
  queue.clear()
  expect(queue.topKey).toBeUndefined()
  queue.push(7, 3)
  expect([queue.topKey, queue.pop()]).toEqual([7, 3])
})
