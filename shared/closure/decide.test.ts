import { describe, expect, it } from 'vitest'
import { commandSchema } from '../command.ts'
import { instant, MINUTE } from '../instant.ts'
import { aBoard, aClosure, aTicket, closureId, NOW, ticketId } from '../test-board.ts'
import { apply, refusalOf } from '../test-decide.ts'

describe('closing streets', () => {
  const { shape } = aClosure(1)
  const close = {
    type: 'close_street',
    closureId: closureId(1),
    shape,
    until: NOW + 60 * MINUTE,
    reason: 'arbre tombé',
    ticketId: null,
  }
  const open = { type: 'open_street', closureId: closureId(1) }

  it('[CL-1] says who closed what, until when and why; opening it ends that', () => {
    const closed = apply(aBoard(), close)
    expect(closed.closures.get(closureId(1))).toEqual(
      aClosure(1, {
        until: instant(NOW + 60 * MINUTE),
        closedAt: instant(NOW + 5 * MINUTE),
        closedBy: 'Admin',
      }),
    )
    expect(apply(closed, open).closures.get(closureId(1))?.openedAt).not.toBeNull()
  })

  it('[CL-2] refuses an id that was used, a ticket it does not know, an end that has passed, a second opening', () => {
    expect(refusalOf(aBoard([], [], [], [aClosure(1)]), close)).toBe('already_exists')
    expect(refusalOf(aBoard(), { ...close, ticketId: ticketId(1) })).toBe('unknown_ticket')
    expect(refusalOf(aBoard([aTicket(1)]), { ...close, ticketId: ticketId(1) })).toBe('accepted')
    expect(refusalOf(aBoard(), { ...close, until: NOW })).toBe('closure_over')
    expect(refusalOf(aBoard(), { ...close, until: null })).toBe('accepted')
    expect(refusalOf(aBoard(), open)).toBe('unknown_closure')
    expect(refusalOf(aBoard([], [], [], [aClosure(1, { openedAt: NOW })]), open)).toBe('nothing_changes')
  })

  const at = (lon: number, lat: number) => [lon, lat]
  const ring = [at(1.44, 43.6), at(1.45, 43.6), at(1.45, 43.61), at(1.44, 43.6)]
  it.each([
    ['a line of one point', { type: 'LineString', coordinates: [at(1.44, 43.6)] }],
    ['a line across the country', { type: 'LineString', coordinates: [at(1.44, 43.6), at(2.35, 48.85)] }],
    ['a line of 201 points', { type: 'LineString', coordinates: Array(201).fill(at(1.44, 43.6)) }],
    ['a point off the earth', { type: 'LineString', coordinates: [at(1.44, 43.6), at(1.44, 93.6)] }],
    ['a ring left open', { type: 'Polygon', coordinates: [ring.slice(0, 3).concat([at(1.44, 43.605)])] }],
    ['a zone with a hole', { type: 'Polygon', coordinates: [ring, ring] }],
    ['a point', { type: 'Point', coordinates: at(1.44, 43.6) }],
  ])('[CL-3] cannot be drawn as %s', (_what, drawn) => {
    expect(commandSchema.safeParse({ ...close, shape: drawn }).success).toBe(false)
    expect(
      commandSchema.safeParse({ ...close, shape: { type: 'Polygon', coordinates: [ring] } }).success,
    ).toBe(true)
  })
})
