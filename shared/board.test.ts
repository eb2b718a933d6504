import { describe, expect, it } from 'vitest'
import { isOpen } from './assignment/assignment.ts'
import { admit, type Board, dismiss, evolve, evolveBoard } from './board.ts'
import { eventSchema } from './event.ts'
import { instant, MINUTE } from './instant.ts'
import {
  aBoard,
  aCallOut,
  aClosure,
  aCrew,
  anAssignment,
  aPerson,
  assignmentId,
  aTicket,
  aTurn,
  closureId,
  crewId,
  personId,
  stored,
  ticketId,
  turnId,
} from './test-board.ts'
import { both, CASES, of } from './test-fold.ts'

/** The live part of a whole board: what a snapshot would hold. */
function live(board: Board): Board {
  return aBoard(
    [...board.tickets.values()].filter(({ status }) => status === 'open'),
    [...board.crews.values()],
    [...board.assignments.values()].filter(isOpen),
    [...board.closures.values()].filter(({ openedAt }) => openedAt === null),
    [],
    [...board.turns.values()].filter(({ removedAt }) => removedAt === null),
    [...board.people.values()].filter(({ retiredAt }) => retiredAt === null),
    [...board.callOuts.values()].filter(({ ticketId: id }) => board.tickets.get(id)?.status === 'open'),
  )
}

const LATER = instant(aTicket(1).receivedAt + 3 * MINUTE)

describe('the fold that server and screens share', () => {
  it('[B-2] has a case for every type of event', () => {
    expect(Object.keys(CASES).sort()).toEqual(
      eventSchema.options.map((option) => option.shape.type.value).sort(),
    )
  })

  it.each(Object.entries(CASES))('[B-3] old snapshot + %s = new snapshot', (_type, { given, event }) => {
    const events = [stored(1, event, LATER)]
    const folded = evolveBoard(live(given), events)
    const snapshot = live(evolve(given, events))
    expect(folded.tickets).toEqual(snapshot.tickets)
    expect(folded.crews).toEqual(snapshot.crews)
    expect(folded.assignments).toEqual(snapshot.assignments)
    expect(folded.closures).toEqual(snapshot.closures)
    expect(folded.turns).toEqual(snapshot.turns)
    expect(folded.people).toEqual(snapshot.people)
    expect(folded.callOuts).toEqual(snapshot.callOuts)
    expect(folded.placeNotes).toEqual(snapshot.placeNotes)
  })

  it.each(Object.entries(CASES))(
    '[B-4] %s leaves the board it was given as it was, and shares what it did not touch',
    (_type, { given, event }) => {
      const other = aTicket(8)
      const before = aBoard(
        [...given.tickets.values(), other],
        [...given.crews.values(), aCrew(8)],
        [...given.assignments.values()],
        [...given.closures.values(), aClosure(8)],
        [...given.placeNotes.values()],
        [...given.turns.values(), aTurn(8)],
        [...given.people.values(), aPerson(8)],
        [...given.callOuts.values(), aCallOut(8)],
      )
      const copy = structuredClone({ ...before })
      const after = evolveBoard(before, [stored(1, event, LATER)])
      expect({ ...before }).toEqual(copy)
      expect(after.tickets.get(other.id)).toBe(other)
      expect(after.crews.get(crewId(8))).toBe(before.crews.get(crewId(8)))
      expect(after.closures.get(closureId(8))).toBe(before.closures.get(closureId(8)))
      expect(after.turns.get(turnId(8))).toBe(before.turns.get(turnId(8)))
      expect(after.callOuts.get(ticketId(8))).toBe(before.callOuts.get(ticketId(8)))
      expect(after.people.get(personId(8))).toBe(before.people.get(personId(8)))
    },
  )

  it('[B-5] keeps a crew free since its last open assignment ended, not before', () => {
    const board = aBoard(
      [aTicket(1), aTicket(2)],
      [aCrew(1, { freeAt: null })],
      [anAssignment(1, 'on_scene'), anAssignment(2, 'dispatched', { crewId: crewId(1) })],
    )
    const first = evolveBoard(board, [
      stored(1, { type: 'assignment_cleared', ...both, outcome: 'done' }, LATER),
    ])
    expect(first.crews.get(crewId(1))?.freeAt).toBeNull()
    const second = { assignmentId: assignmentId(2), ticketId: ticketId(2), ...of }
    const both2 = evolveBoard(first, [
      stored(2, { type: 'assignment_recalled', ...second, reason: 'undo' }, LATER),
    ])
    expect(both2.crews.get(crewId(1))?.freeAt).toBe(LATER)
  })

  it('[B-6] a ticket that comes into a partial view and leaves it leaves nothing behind', () => {
    const arrival = { ticket: aTicket(1), assignments: [anAssignment(1, 'en_route')], crews: [aCrew(1)] }
    const held = admit(aBoard([], [aCrew(2)]), arrival)
    const folded = evolveBoard(held, [stored(1, { type: 'crew_on_scene', ...both }, LATER)])
    expect(folded.assignments.get(assignmentId(1))?.status).toBe('on_scene')
    expect(folded.tickets.get(ticketId(1))?.onSceneAt).toBe(LATER)
    const left = dismiss(folded, ticketId(1))
    expect([left.tickets.size, left.assignments.size]).toEqual([0, 0])
  })
})
