import { describe, expect, it } from 'vitest'
import type { Event } from '../../shared/event.ts'
import { aBoard, aPlaceNote, aTicket, placeNoteId, stored, ticketId } from '../../shared/test-board.ts'
import { changedBy } from './detail.ts'

const board = aBoard([aTicket(1), aTicket(2, { position: { lon: 1.46, lat: 43.6 } })])
const noted = (saidOn: number | null): Event => ({
  type: 'place_noted',
  placeNoteId: placeNoteId(1),
  saidOn: saidOn === null ? null : ticketId(saidOn),
  note: aPlaceNote(1),
})
const read = (...events: Event[]) => {
  const isChanged = changedBy(
    events.map((event, index) => stored(index + 1, event)),
    board,
    board,
  )
  return [1, 2].filter((number) => isChanged(ticketId(number)))
}

describe('[KP-15] the words of a ticket are read again', () => {
  it('when something is said of it, or of a place that reaches it', () => {
    expect(read(noted(null))).toEqual([1])
    expect(read(noted(2))).toEqual([1, 2])
    expect(read({ type: 'caller_called_back', ticketId: ticketId(2) })).toEqual([2])
  })

  it('after a snapshot, which tells nothing of what was said meanwhile', () => {
    expect(read()).toEqual([])
    expect(changedBy([], board, aBoard([aTicket(1)]))(ticketId(1))).toBe(true)
  })
})
