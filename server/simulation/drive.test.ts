import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { metresBetween } from '../../shared/geo.ts'
import { type AskWay, Drive } from './drive.ts'

const start = { lon: 1.44, lat: 43.6 }
const goal = { lon: 1.45, lat: 43.61 }
/** By the corner, where the straight line does not lead. */
const path = [
  [1.44, 43.6],
  [1.45, 43.6],
  [1.45, 43.61],
] as const

/** Steps of so many metres; what was asked is answered in between. */
async function steps(drive: Drive, count: number, metres = 10): Promise<void> {
  for (let step = 0; step < count; step++) {
    drive.advance(metres)
    await turn()
  }
}

/** A way to be asked for, and how often it was. */
function answering(answer: AskWay) {
  const asked = { times: 0 }
  const askWay = () => {
    asked.times += 1
    return answer()
  }
  return { asked, askWay }
}

it('[S-6] asks once for a leg, goes by the corner, and arrives', async () => {
  const { asked, askWay } = answering(async () => path)
  const drive = new Drive(start)
  drive.setOff('one', goal, askWay)
  await turn()
  drive.advance(metresBetween(start, { lon: 1.45, lat: 43.6 }))
  expect(drive.at).toMatchObject({ lon: expect.closeTo(1.45, 4), lat: expect.closeTo(43.6, 4) })
  drive.setOff('one', goal, askWay)
  await steps(drive, 40, 100)
  expect([asked.times, drive.arrived, drive.at]).toEqual([1, true, goal])
  drive.setOff('another', start, askWay)
  expect([asked.times, drive.arrived]).toEqual([2, false])
})

it('[S-6] goes straight at once where there is no way, and takes one when there is', async () => {
  const ways = [null, null, path]
  const { asked, askWay } = answering(async () => ways[asked.times - 1] ?? null)
  const drive = new Drive(start)
  drive.setOff('one', goal, askWay)
  await turn()
  await steps(drive, 20)
  expect(metresBetween(start, drive.at)).toBeCloseTo(200, 0)
  expect(metresBetween(drive.at, goal)).toBeCloseTo(metresBetween(start, goal) - 200, 0)
  expect(asked.times).toBe(2)
  let toCorner = Number.POSITIVE_INFINITY
  for (let step = 0; step < 300; step++) {
    await steps(drive, 1)
    toCorner = Math.min(toCorner, metresBetween(drive.at, { lon: 1.45, lat: 43.6 }))
  }
  expect([toCorner < 10, drive.arrived]).toEqual([true, true])
  expect(asked.times).toBe(3)
})

it('[S-6] is stopped by no answer that fails or does not come, and asks again', async () => {
  const failing = answering(() => Promise.reject(new Error('away')))
  const silent = answering(() => new Promise(() => {}))
  for (const { asked, askWay } of [failing, silent]) {
    const drive = new Drive(start)
    drive.setOff('one', goal, askWay)
    await steps(drive, 3)
    expect(drive.at).toEqual(start)
    await steps(drive, 40)
    expect(metresBetween(start, drive.at)).toBeCloseTo(400, 0)
    expect(asked.times).toBe(3)
  }
})

it('[S-6] joins a way that comes late where it is then, and ignores one to where it no longer goes', async () => {
  const late: ((way: typeof path) => void)[] = []
  const askWay = () => new Promise<typeof path>((settle) => late.push(settle))
  const drive = new Drive(start)
  drive.setOff('one', { lon: 1.45, lat: 43.6 }, askWay)
  await steps(drive, 23)
  const gone = metresBetween(start, drive.at)
  late[0]?.(path)
  await turn()
  drive.advance(10)
  expect(metresBetween(start, drive.at)).toBeCloseTo(gone + 10, 0)
  drive.setOff('two', start, askWay)
  late[1]?.(path)
  await steps(drive, 100)
  expect([drive.arrived, drive.at]).toEqual([true, start])
})

it('[S-6] is where it is said to stand, until it sets off', () => {
  const drive = new Drive(start)
  drive.stand('one', goal)
  expect([drive.at, drive.arrived]).toEqual([goal, true])
  drive.setOff('one', start, async () => null)
  expect(drive.arrived).toBe(true)
})
