import { expect, it } from 'vitest'
import type { Atlas } from './atlas.ts'
import { figuresOf, ON_TICKET } from './crew-figures.ts'
import type { CrewMark, Crews } from './rows.ts'

const mark = (number: number, given: Partial<CrewMark> = {}): CrewMark => ({
  id: `crew ${number}`,
  number,
  callSign: `ALPHA ${number}`,
  appearance: 'free',
  age: 0,
  doubt: 0,
  still: false,
  onTicket: false,
  dimmed: false,
  ...given,
})
const names = ['free', 'free_still', 'on_scene', 'sent']
const cells = names.map((name, x) => [name, { x, y: 0, width: 48, height: 48 }] as const)
const atlas = { mapping: Object.fromEntries(cells) } as Pick<Atlas, 'mapping'>
const marks = [
  mark(1),
  mark(2, { still: true, dimmed: true }),
  mark(3, { appearance: 'on_scene', onTicket: true }),
  mark(4, { appearance: 'sent' }),
]
const moved = {
  to: new Float64Array([1, 41, 2, 42, 3, 43, 4, 44, 0, 0]),
  from: new Float64Array([11, 51, 12, 52, 13, 53, 14, 54, 0, 0]),
  times: new Float32Array([0, 1, 0, 1, 0, 1, 0, 1, 0, 0]),
  angles: new Float32Array([-90, 0, 0, -45, 0]),
}
const crews: Crews = { marks, moved }
const valuesOf = ({ attributes }: ReturnType<typeof figuresOf>['sent'], name: string) => [
  ...(attributes[name]?.value ?? []),
]

it('[ML-7] has the numbers of each crew in one row, those that nobody acknowledged in a layer to themselves', () => {
  const { settled, sent } = figuresOf(crews, atlas)
  expect([settled.length, sent.length]).toEqual([3, 1])
  expect(valuesOf(settled, 'instancePositions')).toEqual([1, 41, 2, 42, 3, 43])
  expect(valuesOf(sent, 'instancePositions')).toEqual([4, 44])
  expect(valuesOf(sent, 'instanceGlideFroms')).toEqual([14, 54])
  expect(valuesOf(sent, 'instanceAngles')).toEqual([-45])
  expect(settled.attributes.instanceIconDefs?.size).toBe(7)
  const icons = valuesOf(settled, 'instanceIconDefs').filter((_, index) => index % 7 === 2)
  expect(icons.map((x) => names[x])).toEqual(['free', 'free_still', 'on_scene'])
  expect(valuesOf(settled, 'instancePixelOffset').slice(4)).toEqual([...ON_TICKET.offset])
  expect(valuesOf(settled, 'instanceColors').filter((_, index) => index % 4 === 3)).toEqual([255, 97, 255])
  expect([settled, sent].map(({ marks: named }) => named.map(({ number }) => number))).toEqual([
    [1, 2, 3],
    [4],
  ])
})

it('[ML-7] keeps what crews look like while they only move, and all of it while they do not', () => {
  const before = figuresOf(crews, atlas)
  expect(figuresOf(crews, atlas)).toBe(before)
  const after = figuresOf({ marks, moved: { ...moved } }, atlas)
  for (const name of ['instanceIconDefs', 'instanceSizes', 'instancePixelOffset', 'instanceColors'])
    expect(after.settled.attributes[name], name).toBe(before.settled.attributes[name])
  expect(after.settled.attributes.instancePositions).not.toBe(before.settled.attributes.instancePositions)
})
