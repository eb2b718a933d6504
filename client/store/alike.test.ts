import { describe, expect, it } from 'vitest'
import type { Event } from '../../shared/event.ts'
import { aBoard, aTicket, aTransfer, NOISE, stored, ticketId } from '../../shared/test-board.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { mayTellOthers } from '../intent/alike.ts'
import { alikeOnBoard, heardAlike, knownAlike, subjectKey, ticketKey } from './alike.ts'

const PLACE = { lon: 1.44, lat: 43.6 }
const alike = (ticket: Ticket) => ({
  ticket,
  score: 0.8,
  metres: 40,
  way: 'road' as const,
  minutes: 12,
  sameType: true,
  callers: 1,
})
const numbers = (...of: Parameters<typeof alikeOnBoard>) =>
  alikeOnBoard(...of).map(({ ticket }) => ticket.number)

describe('what the server says is alike', () => {
  it('[DU-19] is asked by a type and a place, once both are known, or by a ticket', () => {
    expect(subjectKey(NOISE.code, PLACE)).toBe('?serviceCode=NOISE&lon=1.440000&lat=43.600000')
    expect([subjectKey(null, PLACE), subjectKey(NOISE.code, null)]).toEqual([null, null])
    expect(ticketKey(ticketId(1))).toBe(`/${ticketId(1)}`)
  })

  it('[DU-19] is shown as the board has it, without what has left the board since', () => {
    const held = aTicket(3, { status: 'transferred', transfer: aTransfer() })
    const heard = [aTicket(1), aTicket(2), held].map(alike)
    expect(numbers(heard, aBoard([aTicket(1, { reports: 4 })]))).toEqual([2001, 2003])
    expect(alikeOnBoard(heard, aBoard([aTicket(1, { reports: 4 })]))[0]?.ticket.reports).toBe(4)
    // What a service had comes back to the board.
    expect(alikeOnBoard([alike(held)], aBoard([aTicket(3)]))[0]?.ticket.status).toBe('open')
    expect(
      numbers(
        [1, 2, 3, 4, 5].map((one) => alike(aTicket(one))),
        aBoard([1, 2, 3, 4, 5].map((one) => aTicket(one))),
      ),
    ).toEqual([2001, 2002, 2003])
  })

  it('[DU-19] is nothing before it is heard', () => {
    const board = aBoard([aTicket(1)])
    expect([knownAlike(null, board), knownAlike('/x', board)]).toEqual([[], []])
    heardAlike.setState({ answers: new Map([['/x', [alike(aTicket(1))]]]) })
    expect(knownAlike('/x', board)).toHaveLength(1)
  })

  it('[DU-19] is asked again after what may change it, and after a snapshot', () => {
    const [before, after] = [aBoard([aTicket(1)]), aBoard()]
    const shown = (board: typeof before, ...events: Event[]) => ({
      board,
      recent: events.map((event, index) => stored(index + 1, event)),
    })
    const noted: Event = { type: 'caller_called_back', ticketId: ticketId(1) }
    const closed: Event = { type: 'ticket_closed', ticketId: ticketId(1), outcome: 'done' }
    const first = shown(before)
    expect(mayTellOthers(first, first)).toBe(false)
    expect(mayTellOthers({ ...first, board: after }, first)).toBe(true)
    expect(mayTellOthers(shown(after, noted), first)).toBe(false)
    expect(mayTellOthers(shown(after, closed), first)).toBe(true)
    // Only of what is new.
    const seen = shown(before, closed)
    const recent = [stored(2, noted), ...seen.recent]
    expect(mayTellOthers({ board: after, recent }, seen)).toBe(false)
  })
})
