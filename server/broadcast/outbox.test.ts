import { describe, expect, it } from 'vitest'
import { admit, type Board, dismiss, emptyBoard, evolveBoard } from '../../shared/board.ts'
import type { Event, StoredEvent } from '../../shared/event.ts'
import type { Batch, BatchItem } from '../../shared/protocol/live.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aPlaceNote,
  assignmentId,
  aTicket,
  crewId,
  NOW,
  placeNoteId,
  stored,
  ticketId,
} from '../../shared/test-board.ts'
import { LiveBoard, viewOfCrew } from './live-board.ts'
import { Outbox } from './outbox.ts'

const mine = crewId(1)
const on = (number: number) => ({
  assignmentId: assignmentId(number),
  ticketId: ticketId(number),
  crewId: crewId(number),
})
const received = (number: number): Event => ({
  type: 'ticket_received',
  ticketId: ticketId(number),
  ticket: aTicket(number),
  reportId: null,
})
const dispatched = (number: number, crew = number): Event => ({
  type: 'crew_dispatched',
  ...on(number),
  crewId: crewId(crew),
  assignment: anAssignment(number, 'dispatched', { crewId: crewId(crew) }),
  suggestion: null,
})
const qualified = (number: number, priority: 1 | 2 | 3 | 4): Event => {
  const { serviceCode, deadline } = aTicket(number)
  return {
    type: 'ticket_qualified',
    ticketId: ticketId(number),
    serviceCode,
    catalogueVersion: 1,
    priority,
    priorityBefore: 2,
    needs: null,
    deadline,
  }
}

/** What a crew's screen makes of what it is sent, as the tablet does. */
function fold(board: Board, items: readonly BatchItem[]): Board {
  return items.reduce((view, item) => {
    if ('arrival' in item) return admit(view, item.arrival)
    if ('departure' in item) return dismiss(view, item.departure.ticketId)
    return evolveBoard(view, [item.stored])
  }, board)
}

/** Folds `events` as one batch, as a group commit or a page of the log gives them; what crew 1 was sent of it. */
function batchOf(events: readonly Event[], start: Board = aBoard([], [aCrew(1), aCrew(2)])) {
  const live = new LiveBoard({ logId: 'a', seq: 0, board: start })
  const outbox = new Outbox(live)
  const numbered = events.map((event, index): StoredEvent => stored(index + 1, event, NOW))
  const batches: Batch[] = []
  live.onFold((folded, arrivals) => batches.push(outbox.batchForCrew(mine, 0, folded, arrivals)))
  live.fold(numbered)
  const [batch] = batches
  if (batch === undefined) throw new Error('Nothing was folded.')
  return { live, batch, view: fold(viewOfCrew(start, mine), batch.items) }
}

describe('what a crew is sent', () => {
  it.each<[string, Event[]]>([
    ['a ticket received and dispatched in one batch', [received(1), dispatched(1)]],
    ['one qualified just before', [received(1), qualified(1, 1), dispatched(1), qualified(1, 3)]],
    ['a second crew on it', [received(1), dispatched(1), dispatched(2, 2), received(2)]],
    [
      'one it leaves',
      [received(1), dispatched(1), { type: 'assignment_recalled', ...on(1), reason: 'undo' }],
    ],
    ['tickets of others', [received(2), dispatched(2), qualified(2, 1)]],
  ])('[H-6] folds to exactly what it may see: %s', (_what, events) => {
    const { live, view, batch } = batchOf(events)
    const seen = viewOfCrew(live.board, mine)
    expect(view.tickets).toEqual(seen.tickets)
    expect(view.assignments).toEqual(seen.assignments)
    expect(view.crews.get(mine)).toEqual(seen.crews.get(mine))
    expect(batch).toMatchObject({ after: 0, upto: events.length })
  })

  it('[H-6] is nothing of a ticket before it came to it, nor after it left it', () => {
    const { batch } = batchOf([
      received(1),
      qualified(1, 1),
      dispatched(1),
      { type: 'assignment_recalled', ...on(1), reason: 'undo' },
      qualified(1, 4),
    ])
    const seqs = batch.items.flatMap((item) => ('stored' in item ? [item.stored.seq] : []))
    expect(seqs).toEqual([3, 4])
  })

  it('[KP-8] is what is known of the places it is sent to, while it is, and of no others', () => {
    const noted = (lon: number, saidOn = 2): Event => ({
      type: 'place_noted',
      placeNoteId: placeNoteId(1),
      saidOn: ticketId(saidOn),
      note: aPlaceNote(1, { position: { lon, lat: 43.6 } }),
    })
    const [here, elsewhere] = [1.4401, 1.45]
    const { batch, live } = batchOf([
      received(1),
      noted(here),
      dispatched(1),
      noted(here),
      noted(elsewhere, 1),
      noted(here),
      { type: 'assignment_recalled', ...on(1), reason: 'undo' },
      noted(here),
    ])
    const seqs = batch.items.flatMap((item) => ('stored' in item ? [item.stored.seq] : []))
    expect(seqs).toEqual([3, 4, 6, 7])
    expect(new Outbox(live).batchForConsole(7, live.since(7) ?? []).items).toHaveLength(1)
  })

  it('[H-7] is a snapshot where a dispatch was missed, and the events where none was', () => {
    const { live } = batchOf([received(1), dispatched(1), { type: 'assignment_acknowledged', ...on(1) }])
    const outbox = new Outbox(live)
    expect(
      new Outbox(new LiveBoard({ logId: 'a', seq: 0, board: emptyBoard })).missedByCrew(mine, 5),
    ).toBeUndefined()
    expect(outbox.missedByCrew(mine, 0)).toBeUndefined()
    expect(outbox.missedByCrew(mine, 2)?.items).toHaveLength(1)
    expect(outbox.missedByCrew(mine, 3)).toEqual({ after: 3, upto: 3, items: [] })
  })
})
