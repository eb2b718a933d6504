import { expect, it } from 'vitest'
import { instant } from '../../shared/instant.ts'
import { aClosure, closureId, NOW, ticketId } from '../../shared/test-board.ts'
import { closedFor, endOf } from './closure.ts'

const at = (text: string) => instant(Date.parse(text))
const morning = (from: string) => new Date(endOf('morning', at(from), 'Europe/Paris') ?? 0).toISOString()

it('[C-14] ends a closure after one hour, two, at the next 5 o’clock of the city, or not at all', () => {
  const now = at('2026-07-01T20:30:15.250Z')
  expect(endOf('hour', now, 'Europe/Paris')).toBe(at('2026-07-01T21:30:15.250Z'))
  expect(endOf('two_hours', now, 'Europe/Paris')).toBe(at('2026-07-01T22:30:15.250Z'))
  expect(endOf('none', now, 'Europe/Paris')).toBeNull()
  expect(morning('2026-07-01T20:30:15.250Z')).toBe('2026-07-02T03:00:00.000Z')
})

it('[C-14] takes the next 5 o’clock before it, at it, and in the nights when clocks change', () => {
  expect(morning('2026-07-02T02:59:59.999Z')).toBe('2026-07-02T03:00:00.000Z')
  expect(morning('2026-07-02T03:00:00.000Z')).toBe('2026-07-03T03:00:00.000Z')
  expect(morning('2026-03-28T22:00:00.000Z')).toBe('2026-03-29T03:00:00.000Z')
  expect(morning('2026-10-24T22:00:00.000Z')).toBe('2026-10-25T04:00:00.000Z')
})

it('[CL-10] lists what is closed for a ticket, the newest first', () => {
  const closures = [1, 2, 3, 4].map((number) =>
    aClosure(number, {
      ticketId: number === 4 ? null : ticketId(number === 3 ? 2 : 1),
      closedAt: instant(NOW + number),
    }),
  )
  expect(closedFor(ticketId(1), closures).map(({ id }) => id)).toEqual([2, 1].map(closureId))
})
