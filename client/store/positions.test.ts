import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FramePosition } from '../../shared/position-frame.ts'
import { positions } from './positions.ts'

const MINUTE = 60_000
const fix = (crew: number, given: Partial<FramePosition> = {}): FramePosition => ({
  crew,
  lon: 1.44,
  lat: 43.6,
  accuracy: 6,
  heading: null,
  speed: null,
  age: 0,
  ...given,
})

describe('where the crews are', () => {
  afterEach(() => positions.forgetAll())

  it('[W-22] dates a fix by its age in the frame, and tells whoever listens once a frame', () => {
    const listener = vi.fn()
    const stop = positions.onChange(listener)
    positions.take({ at: 100_000, positions: [fix(1, { age: 8 }), fix(2)] })
    stop()
    positions.take({ at: 101_000, positions: [fix(1)] })
    expect(listener).toHaveBeenCalledTimes(1)
    expect([positions.of(1)?.at, positions.of(2)?.at]).toEqual([101_000, 100_000])
  })

  it('[W-23] keeps the way of the last five minutes, one step every three seconds at most', () => {
    for (let second = 0; second <= 6 * 60; second += 1)
      positions.take({ at: second * 1_000, positions: [fix(1, { lon: second })] })
    const trail = positions.trailOf(1)
    expect(trail).toHaveLength((5 * MINUTE) / 3_000)
    expect([trail[0]?.lon, trail.at(-1)?.lon]).toEqual([63, 360])
  })

  it('[W-24] forgets a crew that went off duty, and everyone at the end of a session', () => {
    positions.take({ at: 0, positions: [fix(1), fix(2)] })
    positions.forget(1)
    expect([positions.of(1), positions.trailOf(1)]).toEqual([undefined, []])
    positions.forgetAll()
    expect(positions.of(2)).toBeUndefined()
  })
})
