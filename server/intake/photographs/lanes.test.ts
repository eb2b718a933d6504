import { expect, it } from 'vitest'
import { Lanes } from './lanes.ts'

it('[PH-8] no more than so many photographs are dealt with at a time, in order, whatever fails', async () => {
  const lanes = new Lanes(2)
  const begun: number[] = []
  const ends: ((failed: boolean) => void)[] = []
  const work = (number: number) =>
    lanes.run(() => {
      begun.push(number)
      return new Promise<number>((settle, fail) =>
        ends.push((failed) => (failed ? fail(new Error('damaged')) : settle(number))),
      )
    })
  const results = Promise.allSettled([1, 2, 3, 4].map(work))
  const settled = () => new Promise((later) => setTimeout(later))
  await settled()
  expect(begun).toEqual([1, 2])
  ends[1]?.(true)
  await settled()
  expect(begun).toEqual([1, 2, 3])
  ends[0]?.(false)
  ends[2]?.(false)
  await settled()
  ends[3]?.(false)
  expect((await results).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ])
  expect(await lanes.run(async () => 'free again')).toBe('free again')
})
