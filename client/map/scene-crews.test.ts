import { beforeEach, describe, expect, it } from 'vitest'
import type { Board } from '../../shared/board.ts'
import type { FramePosition } from '../../shared/position-frame.ts'
import {
  aBoard,
  aCrew,
  aCrewOn,
  anAssignment,
  aTicket,
  crewId,
  NOISE,
  NOW,
  published,
} from '../../shared/test-board.ts'
import type { Crews } from '../layers/rows.ts'
import { crewRowsOf } from '../store/crew-row.ts'
import { Positions } from '../store/positions.ts'
import { aFrame } from '../store/test-frame.ts'
import { type CrewOptions, SceneCrews } from './scene-crews.ts'

const catalogues = published(NOISE)
/** Free, called and free: they are drawn as 1, 3, 2. */
const board = aBoard(
  [aTicket(1)],
  [aCrew(1), aCrew(2), aCrew(3)],
  [anAssignment(1, 'dispatched', { crewId: crewId(2) })],
)

describe('the crews of the map', () => {
  let positions: Positions
  let crews: SceneCrews
  beforeEach(() => {
    positions = new Positions()
    crews = new SceneCrews(positions, true)
    for (const number of [1, 2, 3]) drive(number)
  })

  function drive(crew: number, { at = NOW, ...given }: Partial<FramePosition> & { at?: number } = {}): void {
    const lat = [0, 43.61, 43.62, 43.63][crew] ?? 0
    positions.take(aFrame(at, { crew, lon: 1.4, lat, heading: 90, speed: 9, ...given }))
  }

  function at(ms: number, on: Board = board, given: Partial<CrewOptions> = {}): Crews {
    const options = { now: NOW + ms, pageNow: 100 + ms / 1000, metresPerPixel: 5, strong: null, ...given }
    return crews.of(crewRowsOf(on, catalogues), options)
  }

  const numbers = ({ marks }: Crews) => marks.map(({ number }) => number)
  const places = ({ moved }: Crews) => [...moved.to.subarray(0, 6)]

  it('[ML-1] are the same while nothing moves within a second', () => {
    const before = at(0)
    expect(at(250)).toBe(before)
    expect(at(1_000).marks).toBe(before.marks)
  })

  it('[ML-2] write the numbers of the one that drove, and keep every mark', () => {
    const before = at(0)
    const was = places(before)
    drive(3, { lon: 1.4005 })
    const after = at(250)
    expect(after.marks).toBe(before.marks)
    expect(after.moved).not.toBe(before.moved)
    const row = numbers(after).indexOf(3)
    expect(places(after)).toEqual(was.map((one, index) => (index === 2 * row ? 1.4005 : one)))
    expect(after.moved.from[2 * row]).toBe(1.4)
    expect(after.moved.times[2 * row]).toBeCloseTo(100.25, 5)
  })

  it('[ML-2] give another mark to the one that looks otherwise, and to no other', () => {
    const before = at(0)
    drive(1, { speed: 0, heading: null })
    expect(at(250).marks).toBe(before.marks)
    drive(2, { at: NOW + 59_000 })
    drive(3, { at: NOW + 59_000 })
    const after = at(60_000)
    expect(after.marks.map((mark, index) => mark === before.marks[index])).toEqual([false, true, true])
    expect(after.marks[0]).toMatchObject({ number: 1, age: 60, doubt: 480, appearance: 'free' })
  })

  it('[ML-2] have the rings of a distress follow it', () => {
    const distress = aBoard([], [aCrewOn(1, 'distress')])
    const before = at(0, distress)
    drive(1, { lon: 1.4001 })
    expect(at(250, distress).marks).not.toBe(before.marks)
  })

  it('[ML-2] believe at once whoever is heard of again', () => {
    expect(at(5 * 60_000).marks.map(({ appearance }) => appearance)).toEqual(['stale', 'stale', 'stale'])
    drive(1, { at: NOW + 5 * 60_000 })
    expect(at(5 * 60_000 + 250).marks[0]).toMatchObject({ appearance: 'free', doubt: 0 })
  })

  it('[ML-2] stand upright in distress, were a fix dated ahead of this clock', () => {
    const distress = aBoard([], [aCrewOn(1, 'distress')])
    at(0, distress)
    drive(1, { lon: 1.4001, at: NOW + 400 })
    const after = at(250, distress)
    expect([after.marks[0]?.appearance, after.moved.angles[0]]).toEqual(['distress', 0])
  })

  it('[ML-2] have other marks for all where one is in distress, at once', () => {
    const before = at(0)
    const after = at(250, board, { strong: new Set([crewId(2)]) })
    expect(after.marks.map(({ dimmed }) => dimmed)).toEqual([true, true, false])
    expect(after.marks[2]).toBe(before.marks[2])
  })

  it('[ML-2] are drawn still a minute after they stopped, without another fix', () => {
    at(0)
    drive(1, { speed: 0, heading: null, at: NOW + 29_000 })
    expect(at(30_000).marks[0]?.still).toBe(false)
    drive(1, { speed: 0, heading: null, at: NOW + 59_000 })
    at(59_250)
    expect(at(60_000).marks[0]).toMatchObject({ number: 1, still: true, doubt: 0 })
  })

  it('[ML-3] are drawn in the order of the board, those that nobody acknowledged on top', () => {
    expect(numbers(at(0))).toEqual([1, 3, 2])
    expect(places(at(0))).toEqual([1.4, 43.61, 1.4, 43.63, 1.4, 43.62])
    const acknowledged = aBoard(
      [aTicket(1)],
      [...board.crews.values()],
      [anAssignment(1, 'en_route', { crewId: crewId(1) })],
    )
    expect(numbers(at(250, acknowledged))).toEqual([2, 3, 1])
  })

  it('[ML-3] go on from where they are drawn when the board changes', () => {
    at(0)
    drive(1, { lon: 1.4004 })
    at(1_000)
    const after = at(1_500, aBoard([], [aCrew(1)]))
    expect([after.moved.to[0], after.moved.from[0]]).toEqual([1.4004, 1.4])
    expect(crews.moving(101.9)).toBe(true)
    expect(crews.moving(102)).toBe(false)
  })

  it('[V-26] [V-27] forget those that are gone', () => {
    at(0)
    drive(1, { lon: 1.4004 })
    at(1_000)
    at(1_100, aBoard([], [aCrew(2)]))
    drive(1, { lon: 1.4004, heading: null })
    const after = at(1_200, aBoard([], [aCrew(1)]))
    expect([after.moved.to[0], after.moved.from[0]]).toEqual([1.4004, 1.4004])
    expect(after.marks[0]?.still).toBe(true)
  })

  it('[ML-3] show a crew from its first position on', () => {
    positions.forget(3)
    expect(numbers(at(0))).toEqual([1, 2])
    drive(3)
    expect(numbers(at(250))).toEqual([1, 3, 2])
  })

  it('[ML-9] are not drawn once their position was forgotten, until they have another', () => {
    at(0)
    positions.forget(1)
    expect(numbers(at(250))).toEqual([3, 2])
    drive(1, { lon: 1.41 })
    const after = at(500)
    expect(numbers(after)).toEqual([1, 3, 2])
    expect([after.moved.to[0], after.moved.from[0]]).toEqual([1.41, 1.41])
  })

  it('[ML-3] stand beside their ticket where they would cover it', () => {
    const onScene = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'on_scene')])
    drive(1, { lon: 1.4401, lat: 43.6 })
    expect(at(0, onScene).marks[0]?.onTicket).toBe(true)
    expect(places(at(0, onScene)).slice(0, 2)).toEqual([1.44, 43.6])
    drive(1, { lon: 1.4402, lat: 43.6, at: NOW + 400 })
    expect(places(at(125, onScene)).slice(0, 2)).toEqual([1.44, 43.6])
    drive(1, { lon: 1.445, lat: 43.6 })
    expect(at(250, onScene).marks[0]?.onTicket).toBe(false)
  })
})
