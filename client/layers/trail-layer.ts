import type { Layer } from '@deck.gl/core'
import { bytesOf, crewInk, palettes, type ThemeName } from '../design/palette.ts'
import { Kept } from './kept.ts'
import { type Column, type CrewMark, type Crews, STEP_NUMBERS, type TrailSteps, type Trails } from './rows.ts'
import { COLOURS_LENGTH, TrailDotsLayer } from './trail-dots-layer.ts'

const OPACITY = 0.55
const DIMMED = 0.2

const colours = new Kept<Uint8Array>()
interface Ends {
  length: number
  attributes: Record<string, Column>
}

const sources = new Kept<Record<string, Column>>()
const targets = new Kept<Record<string, Column>>()
const ends = new Kept<Ends>()

/** Where crews came from in the last minutes: dots in the colour of what they do, the older the fainter. */
export function trailLayers(trails: Trails, crews: Crews, theme: ThemeName): Layer[] {
  const { steps, since, now, only } = trails
  const { marks } = crews
  const shown = {
    colours: colours.of([marks, theme, only], () => coloursOf(marks, theme, only)),
    since,
    now,
  }
  return [
    new TrailDotsLayer<unknown>({
      ...shown,
      id: 'trail',
      data: steps,
      _dataDiff: rowsToRead,
      getSourcePosition: (_, { index }) => pairOf(steps, index, 0),
      getTargetPosition: (_, { index }) => pairOf(steps, index, 2),
      getStep: (_, { index }) => factsOf(steps, index),
    }),
    new TrailDotsLayer<unknown>({ ...shown, id: 'trail-end', data: endsOf(trails, crews) }),
  ]
}

function pairOf({ rows }: TrailSteps, row: number, first: number): [number, number] {
  const at = row * STEP_NUMBERS + first
  return [rows[at] ?? 0, rows[at + 1] ?? 0]
}

function factsOf({ rows }: TrailSteps, row: number): [number, number, number] {
  const at = row * STEP_NUMBERS + 4
  return [rows[at] ?? 0, rows[at + 1] ?? 0, rows[at + 2] ?? 0]
}

/** Rows from one to before another. */
interface Range {
  startRow: number
  endRow: number
}

const ALL: Range[] = [{ startRow: 0, endRow: Number.POSITIVE_INFINITY }]

/** The rows to read again: those that were added, or all. */
export function rowsToRead(after: unknown, before: unknown): Range[] {
  if (!isSteps(after) || !isSteps(before)) return ALL
  const fresh = after.added - before.added
  if (after.rewritten !== before.rewritten || fresh >= after.length) return ALL
  const capacity = after.rows.length / STEP_NUMBERS
  const startRow = before.added % capacity
  const endRow = startRow + fresh
  if (endRow <= capacity) return [{ startRow, endRow }]
  return [
    { startRow, endRow: capacity },
    { startRow: 0, endRow: endRow - capacity },
  ]
}

function isSteps(data: unknown): data is TrailSteps {
  return typeof data === 'object' && data !== null && 'rewritten' in data
}

/** A trail ends where its crew is drawn and not where it is known to be, so that no dot runs ahead of it. */
function endsOf({ ends: { from, steps } }: Trails, { marks, moved }: Crews): Ends {
  const { length } = marks
  const source = sources.of([from, steps], () => ({
    instanceSourcePositions: { value: from, size: 2 },
    instanceSteps: { value: steps, size: 3 },
  }))
  const target = targets.of([moved], () => ({
    instanceTargetPositions: { value: moved.from.subarray(0, 2 * length), size: 2 },
  }))
  return ends.of([source, target, length], () => ({ length, attributes: { ...source, ...target } }))
}

function coloursOf(marks: readonly CrewMark[], theme: ThemeName, only: string | null): Uint8Array {
  const { ink } = palettes[theme]
  const bytes = new Uint8Array(COLOURS_LENGTH)
  for (const { id, number, appearance, dimmed } of marks) {
    const opacity = dimmed || (only !== null && only !== id) ? DIMMED : OPACITY
    bytes.set(bytesOf(ink[crewInk[appearance]], opacity), 4 * number)
  }
  return bytes
}
