import { describe, expect, it } from 'vitest'
import { MINUTE } from '../../shared/instant.ts'
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
import { appearanceAt, crewRowsOf, isOverdue } from './crew-row.ts'

const catalogues = published(NOISE)

describe('the rows of the crew board', () => {
  it('[W-17] holds every crew on duty and nobody else, distress first, then the free ones', () => {
    const board = aBoard(
      [aTicket(3)],
      [aCrewOn(1, 'off'), aCrewOn(2, 'on_break'), aCrew(3), aCrewOn(4, 'distress'), aCrew(5)],
      [anAssignment(3, 'en_route')],
    )
    const rows = crewRowsOf(board, catalogues)
    expect(rows.map(({ crew, appearance }) => [crew.number, appearance])).toEqual([
      [4, 'distress'],
      [5, 'free'],
      [3, 'en_route'],
      [2, 'on_break'],
    ])
  })

  it('[W-18] asks about a crew that is silent for longer than its status takes', () => {
    const rowFor = (status: 'dispatched' | 'acknowledged' | 'en_route' | 'on_scene') => {
      const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, status)])
      const [row] = crewRowsOf(board, catalogues)
      if (row === undefined) throw new Error('There is one crew on duty.')
      return row
    }
    const limits = { dispatched: 1, en_route: 25, acknowledged: 4, on_scene: NOISE.usualMinutesOnScene }
    for (const [status, minutes] of Object.entries(limits)) {
      const row = rowFor(status as keyof typeof limits)
      expect(isOverdue(row, NOW + minutes * MINUTE), status).toBe(false)
      expect(isOverdue(row, NOW + minutes * MINUTE + 1), status).toBe(true)
    }
  })

  it('[W-19] never asks about a crew that is free, or on a break', () => {
    const rows = crewRowsOf(aBoard([], [aCrew(1), aCrewOn(2, 'on_break')]), catalogues)
    for (const row of rows) expect(isOverdue(row, NOW + 600 * MINUTE)).toBe(false)
  })

  it('[W-20] does not believe a position that is too old, except to show a distress', () => {
    const [free] = crewRowsOf(aBoard([], [aCrew(1)]), catalogues)
    const [distress] = crewRowsOf(aBoard([], [aCrewOn(1, 'distress')]), catalogues)
    if (free === undefined || distress === undefined) throw new Error('There is one crew on duty.')
    expect(appearanceAt(free, NOW, NOW + 5 * MINUTE - 1)).toBe('free')
    expect(appearanceAt(free, NOW, NOW + 5 * MINUTE)).toBe('stale')
    expect(appearanceAt(free, undefined, NOW)).toBe('stale')
    expect(appearanceAt(distress, undefined, NOW)).toBe('distress')
  })

  it('[W-21] shows the assignment in hand, and counts what waits behind', () => {
    const own = { crewId: crewId(1) }
    const board = aBoard(
      [aTicket(1), aTicket(2), aTicket(3)],
      [aCrew(1)],
      [
        anAssignment(1, 'dispatched', own),
        anAssignment(2, 'en_route', own),
        anAssignment(3, 'dispatched', own),
      ],
    )
    const [row] = crewRowsOf(board, catalogues)
    expect([row?.current?.ticket?.number, row?.queued]).toEqual([2002, 2])
  })
})
