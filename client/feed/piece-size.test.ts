import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PieceSize, SMALLEST_PIECE } from './piece-size.ts'

const LARGEST = 1024 * 1024

it('[PH-11] pieces grow on a quick network up to what the server takes, shrink on a slow one, and begin anew after a cut', () => {
  const size = new PieceSize()
  for (let piece = 0; piece < 9; piece += 1) size.came(80)
  expect(size.bytes).toBe(LARGEST)
  size.came(2_000)
  expect(size.bytes).toBe(LARGEST)
  size.came(9_000)
  expect(size.bytes).toBe(LARGEST / 2)
  size.lost()
  expect(size.bytes).toBe(SMALLEST_PIECE)
  size.came(9_000)
  expect(size.bytes).toBe(SMALLEST_PIECE)
})

it('[PH-11] a piece is never smaller than the smallest, nor larger than the largest, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(20_000))), (fates) => {
      const size = new PieceSize()
      for (const fate of fates) fate === null ? size.lost() : size.came(fate)
      return size.bytes >= SMALLEST_PIECE && size.bytes <= LARGEST && Number.isInteger(size.bytes)
    }),
  )
})
