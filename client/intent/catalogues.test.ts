import { expect, it } from 'vitest'
import { aBoard, aTicket } from '../../shared/test-board.ts'
import { cataloguesOf } from './catalogues.ts'

it('[CT-16] a screen has the catalogue in force at hand, and those that its tickets were taken with', () => {
  const board = aBoard([aTicket(1), aTicket(2, { catalogueVersion: 3 }), aTicket(3, { catalogueVersion: 3 })])
  expect([...cataloguesOf({ ...board, catalogueVersion: 4 })].sort()).toEqual([1, 3, 4])
})
