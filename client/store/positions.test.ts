import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FramePosition } from '../../shared/position-frame.ts'
import { positions } from './positions.ts'

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

  it('[W-23] keeps the way of every crew', () => {
    for (let second = 0; second <= 9; second += 1)
      positions.take({ at: second * 1_000, positions: [fix(1, { lon: 1.44 + second / 1e4 })] })
    expect(positions.trails.added).toBe(2)
  })

  it('[W-24] forgets a crew that went off duty, and everyone at the end of a session', () => {
    positions.take({ at: 0, positions: [fix(1), fix(2)] })
    positions.forget(1)
    expect([positions.of(1), positions.trails.endOf(1)]).toEqual([undefined, undefined])
    positions.forgetAll()
    expect(positions.of(2)).toBeUndefined()
  })
})
