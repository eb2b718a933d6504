import { afterEach, describe, expect, it, vi } from 'vitest'
import { positions } from './positions.ts'
import { aFrame } from './test-frame.ts'

describe('where the crews are', () => {
  afterEach(() => positions.forgetAll())

  it('[W-22] dates a fix by its age in the frame, and tells whoever listens once a frame', () => {
    const listener = vi.fn()
    const stop = positions.onChange(listener)
    positions.take(aFrame(100_000, { crew: 1, age: 8 }, { crew: 2 }))
    stop()
    positions.take(aFrame(101_000, { crew: 1 }))
    expect(listener).toHaveBeenCalledTimes(1)
    expect([positions.of(1)?.at, positions.of(2)?.at]).toEqual([101_000, 100_000])
  })

  it('[W-23] keeps the way of every crew', () => {
    for (let second = 0; second <= 9; second += 1)
      positions.take(aFrame(second * 1_000, { crew: 1, lon: 1.44 + second / 1e4 }))
    expect(positions.trails.added).toBe(2)
  })

  it('[W-24] forgets a crew that went off duty, and everyone at the end of a session', () => {
    positions.take(aFrame(0, { crew: 1 }, { crew: 2 }))
    positions.forget(1)
    expect([positions.of(1), positions.isKnown(1), positions.isKnown(2)]).toEqual([undefined, false, true])
    expect(positions.trails.endsOf([{ number: 1 }]).from[0]).toBeNaN()
    positions.forgetAll()
    expect(positions.of(2)).toBeUndefined()
  })

  it('[ML-8] reads of each crew what its last fix says, and tells which came', () => {
    positions.take(aFrame(0, { crew: 1, heading: 90, speed: 8 }, { crew: 65_535, lon: 1.5 }))
    const before = positions.told
    positions.takeOwn(1, { lon: 1.45, lat: 43.61, at: 500, accuracy: 900, heading: null, speed: 2 })
    const told = [1, 65_535].filter((crew) => positions.toldOf(crew) > before)
    expect(told).toEqual([1])
    const ofOne = [
      positions.lon(1),
      positions.lat(1),
      positions.at(1),
      positions.heading(1),
      positions.speed(1),
    ]
    expect(ofOne).toEqual([1.45, 43.61, 500, Number.NaN, 2])
    expect(positions.of(1)).toMatchObject({ lon: 1.45, lat: 43.61, at: 500, accuracy: 900 })
    expect(positions.lon(65_535)).toBe(1.5)
    expect([positions.toldOf(2), positions.lon(2)]).toEqual([Number.NaN, Number.NaN])
  })

  it('[P-20] says what speaks against a fix, the graver first, and nothing of a crew of which nothing is known', () => {
    positions.take(
      aFrame(
        0,
        { crew: 1 },
        { crew: 2, clockAhead: true },
        { crew: 3, newerApart: true },
        { crew: 4, clockAhead: true, newerApart: true },
      ),
    )
    const doubts = () => [1, 2, 3, 4].map((crew) => positions.of(crew)?.doubt)
    expect(doubts()).toEqual([null, 'clock_ahead', 'newer_apart', 'newer_apart'])
    positions.take(aFrame(250, { crew: 3 }))
    expect(doubts()).toEqual([null, 'clock_ahead', null, 'newer_apart'])
    positions.forget(2)
    positions.takeOwn(4, { lon: 1.45, lat: 43.61, at: 500, accuracy: 9, heading: null, speed: null })
    expect(doubts()).toEqual([null, undefined, null, null])
  })

  it('[ML-8] gives who asks for one crew the same object until its next fix', () => {
    positions.take(aFrame(0, { crew: 1 }, { crew: 2 }))
    const [one, two] = [positions.of(1), positions.of(2)]
    positions.take(aFrame(250, { crew: 2 }))
    expect(positions.of(1)).toBe(one)
    expect(positions.of(2)).not.toBe(two)
    expect(two?.at).toBe(0)
  })
})
