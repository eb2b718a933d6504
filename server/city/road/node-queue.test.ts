import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bucketOf, NodeQueue } from './node-queue.ts'

it('[R-1] takes each node when its last time is due, however near or far ahead, and again where that is shortened', () => {
  const ahead = fc.oneof(
    fc.constantFrom(0, 0.999, 1, 2_046, 2_047, 2_048, 9_000),
    fc.double({ min: 0, max: 3, noNaN: true }),
    fc.double({ min: 0, max: 5_000, noNaN: true }),
  )
  const labels = fc.array(fc.record({ node: fc.nat(30), ahead }), { maxLength: 4 })
  const queue = new NodeQueue()
  fc.assert(
    fc.property(
      fc.array(ahead, { minLength: 1, maxLength: 9 }),
      fc.array(labels, { maxLength: 60 }),
      (seeds, later) => {
        const times = new Float64Array(40).fill(Number.POSITIVE_INFINITY)
        const waiting = new Set<number>()
        const label = (node: number, seconds: number) => {
          if (seconds >= (times[node] ?? 0)) return
          times[node] = seconds
          queue.push(node, seconds)
          waiting.add(node)
        }
        queue.clear(times)
        for (const [node, seconds] of seeds.entries()) label(node, seconds)
        let taken = 0
        for (let bucket = queue.next(); bucket !== undefined; bucket = queue.next()) {
          expect(bucket).toBeLessThanOrEqual(
            Math.min(...[...waiting].map((node) => bucketOf(times[node] ?? 0))),
          )
          for (let node = queue.take(); node >= 0; node = queue.take()) {
            const now = times[node] ?? 0
            expect(bucketOf(now)).toBe(bucket)
            waiting.delete(node)
            for (const { node: other, ahead: seconds } of later[taken++] ?? []) label(other, now + seconds)
          }
        }
        expect([...waiting]).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})

it('[R-1] holds more nodes than it has room for at first, and none of them once cleared', () => {
  const queue = new NodeQueue()
  const times = Float64Array.from({ length: 20_000 }, (_, node) => 20_000 - node)
  queue.clear(times)
  for (const [node, seconds] of times.entries()) queue.push(node, seconds)
  expect([queue.next(), queue.take(), queue.take()]).toEqual([1, 19_999, -1])
  expect([queue.next(), queue.take(), queue.take()]).toEqual([2, 19_998, -1])
  queue.clear(times)
  expect(queue.next()).toBeUndefined()
  queue.push(19_993, 7)
  expect([queue.next(), queue.take()]).toEqual([7, 19_993])
})
