import { describe, expect, it } from 'vitest'
import { STEP_NUMBERS } from '../layers/rows.ts'
import { rowsToRead } from '../layers/trail-layer.ts'
import { Trails } from './trails.ts'

const MINUTE = 60_000

function drive(trails: Trails, crew: number, seconds: number, from = 0): void {
  for (let second = from; second <= from + seconds; second += 1)
    trails.take(crew, second / 1e4, 43.6, second * 1_000)
}

/** lon where each step begins and ends, second and crew. */
function stepsOf(trails: Trails): number[][] {
  return Array.from({ length: Math.min(trails.added, trails.capacity) }, (_, row) => {
    const [lon = 0, , toLon = 0, , second = 0, , crew = 0] = trails.rows.subarray(row * STEP_NUMBERS)
    return [lon, toLon, second, crew]
  })
}

/** lon and lat where a crew's way was left, the second, and the crew. */
function endOf(trails: Trails, number: number): number[] {
  const { from, steps } = trails.endsOf([{ number }])
  const [second = 0, , crew = 0] = steps
  return [...from, second, crew]
}

const told = ({ rows, added, rewritten, capacity }: Trails) => ({ rows, added, rewritten, length: capacity })

describe('the ways of crews', () => {
  it('[W-23] have a step every three seconds, each from where the one before ended', () => {
    const trails = new Trails()
    drive(trails, 7, 9)
    expect(stepsOf(trails)).toEqual([
      [0, 0.0003, 0, 7],
      [0.0003, 0.0006, 3, 7],
    ])
    expect(endOf(trails, 7)).toEqual([0.0006, 43.6, 6, 7])
  })

  it('[W-23] are shown for five minutes, as long as they are there for', () => {
    const trails = new Trails()
    drive(trails, 7, 60)
    expect(trails.shownFrom(MINUTE)).toBe(0)
    expect(trails.shownFrom(6 * MINUTE)).toBe(60)
  })

  it('[W-23] begin anew after five minutes without a fix', () => {
    const trails = new Trails()
    drive(trails, 7, 9)
    drive(trails, 7, 9, 400)
    expect(stepsOf(trails).map(([lon]) => lon)).toEqual([0, 0.0003, 0.04, 0.0403])
  })

  it('[W-23] begin anew in another city', () => {
    const trails = new Trails()
    drive(trails, 7, 9)
    for (let second = 10; second <= 19; second += 1)
      trails.take(7, -8.6 + second / 1e4, 41.15, second * 1_000)
    expect(stepsOf(trails).every(([lon = 0, toLon = 0]) => Math.abs(toLon - lon) < 0.001)).toBe(true)
    expect(endOf(trails, 7)[0]).toBeCloseTo(-8.5985, 3)
  })

  it('[W-23] have no step while their crew stands', () => {
    const trails = new Trails()
    for (let second = 0; second < 100; second += 1) trails.take(7, 1, 43.6, second * 1_000)
    expect(stepsOf(trails)).toEqual([])
    expect(endOf(trails, 7)).toEqual([1, 43.6, 99, 7])
  })

  it('[W-24] are forgotten, in their rows too', () => {
    const trails = new Trails()
    drive(trails, 7, 9)
    drive(trails, 8, 9)
    const before = told(trails)
    trails.forget(7)
    expect(stepsOf(trails).map(([, , , crew]) => crew)).toEqual([0, 0, 8, 8])
    expect(trails.rows.subarray(0, 2 * STEP_NUMBERS).every((number) => number === 0)).toBe(true)
    expect(endOf(trails, 7)[0]).toBeNaN()
    expect(rowsToRead(told(trails), before)[0]).toMatchObject({ startRow: 0 })
    trails.forgetAll()
    expect(stepsOf(trails)).toEqual([])
  })

  it('[ML-4] are read once: only rows that were added since', () => {
    const trails = new Trails()
    drive(trails, 7, 30)
    const before = told(trails)
    drive(trails, 7, 9, 31)
    expect(rowsToRead(told(trails), before)).toEqual([{ startRow: 9, endRow: 12 }])
  })

  it('[ML-4] take no more room than five minutes need: rows that are shown no more are written over', () => {
    const trails = new Trails()
    drive(trails, 7, 2 * 3_600)
    expect(trails.added).toBe(2_399)
    expect(trails.capacity).toBe(1_024)
    const before = told(trails)
    drive(trails, 7, 3_600, 7_201)
    const reread = rowsToRead(told(trails), before)
    expect(reread).toEqual([{ startRow: 0, endRow: Number.POSITIVE_INFINITY }])
  })

  it('[ML-4] read the end and the beginning where rows came around', () => {
    const trails = new Trails()
    drive(trails, 7, 1_020 * 3)
    const before = told(trails)
    drive(trails, 7, 30, 1_020 * 3 + 1)
    expect(rowsToRead(told(trails), before)).toEqual([
      { startRow: 1_019, endRow: 1_024 },
      { startRow: 0, endRow: 5 },
    ])
  })

  it('[ML-4] get more room while all rows are shown, the oldest first', () => {
    const trails = new Trails()
    for (let second = 0; second <= 60; second += 3)
      for (let crew = 1; crew <= 100; crew += 1) trails.take(crew, second / 1e4, 43.6, second * 1_000)
    expect(stepsOf(trails)).toHaveLength(1_900)
    expect(trails.rows).toHaveLength(2_048 * STEP_NUMBERS)
    expect(trails.rewritten).toBe(0)
    expect(stepsOf(trails).map(([, , second]) => second)).toEqual(
      [...stepsOf(trails).map(([, , second]) => second ?? 0)].sort((a, b) => a - b),
    )
  })
})
