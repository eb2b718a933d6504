import { expect, it } from 'vitest'
import { Boxes, freeBox } from './label-place.ts'

const anchor = { x: 100, y: 50, gap: 14 }
const size = { width: 60, height: 18 }
const alone = { width: 400, taken: [], avoided: new Boxes([]) }
const box = (left: number, right: number) => ({ left, right, top: 40, bottom: 60 })

it('[V-29] stands 14 px on the right of its crew, and on the left at the edge', () => {
  expect(freeBox(anchor, size, null, alone)).toEqual({
    side: 'right',
    box: { left: 114, right: 174, top: 41, bottom: 59 },
  })
  expect(freeBox(anchor, size, null, { ...alone, width: 150 })?.side).toBe('left')
})

it('[V-30] goes left rather than over a mark, but over a mark rather than nowhere', () => {
  expect(freeBox(anchor, size, null, { ...alone, avoided: new Boxes([box(120, 150)]) })?.side).toBe('left')
  expect(
    freeBox(anchor, size, null, { ...alone, avoided: new Boxes([box(120, 150), box(50, 80)]) })?.side,
  ).toBe('right')
})

it('[V-31] never covers another label: it is hidden where both sides are taken', () => {
  expect(freeBox(anchor, size, null, { ...alone, taken: [box(120, 150)] })?.side).toBe('left')
  expect(freeBox(anchor, size, null, { ...alone, taken: [box(120, 150), box(50, 80)] })).toBeUndefined()
})

it('[V-32] stays on the side it had', () => {
  expect(freeBox(anchor, size, 'left', alone)?.side).toBe('left')
})
