import { describe, expect, it } from 'vitest'
import { instant, MINUTE, SECOND } from '../../shared/instant.ts'
import type { SessionView } from '../../shared/protocol/session.ts'
import { aBoard, aCrew, anAssignment, crewId, NOW, stored } from '../../shared/test-board.ts'
import type { Track } from '../../shared/track.ts'
import { screen } from '../store/screen-store.ts'
import { dayOf, trackWanted } from './track.ts'

const session: SessionView = {
  role: 'dispatcher',
  label: 'Poste 1',
  userName: 'poste1',
  tablet: null,
  crewId: null,
}
const board = aBoard([], [aCrew(1), aCrew(2)], [anAssignment(1, 'en_route')])
const state = { ...screen.getState(), board, session, lookedAt: crewId(1) }
const at = (minutes: number) => instant(NOW + minutes * MINUTE)

describe('the track of the crew that is looked at', () => {
  it('[FC-8] is asked for anew every half minute, and with each word of that crew', () => {
    const wanted = trackWanted(state, NOW)
    expect(wanted?.subject).toEqual({ crewId: crewId(1) })
    expect(trackWanted(state, NOW + 29 * SECOND)).toEqual(wanted)
    expect(trackWanted(state, NOW + 30 * SECOND)?.basis).not.toBe(wanted?.basis)
    const basisWith = (crew = aCrew(1), assignment = anAssignment(1, 'en_route')) =>
      trackWanted({ ...state, board: aBoard([], [crew, aCrew(2)], [assignment]) }, NOW)?.basis
    expect(basisWith()).toBe(wanted?.basis)
    expect(basisWith(aCrew(1, { heardAt: at(1) }))).not.toBe(wanted?.basis)
    expect(basisWith(aCrew(1), anAssignment(1, 'en_route', { statusAt: at(1) }))).not.toBe(wanted?.basis)
    const other = aBoard([], [aCrew(1), aCrew(2, { heardAt: at(1) })], [anAssignment(1, 'en_route')])
    expect(trackWanted({ ...state, board: other }, NOW)).toEqual(wanted)
  })

  it('[FC-8] is not asked for where nobody is looked at, nor by those who may not see it', () => {
    expect(trackWanted({ ...state, lookedAt: null }, NOW)).toBeNull()
    expect(trackWanted({ ...state, session: null }, NOW)).toBeNull()
    for (const role of ['operator', 'crew'] as const)
      expect(trackWanted({ ...state, session: { ...session, role } }, NOW)).toBeNull()
    for (const role of ['supervisor', 'administrator'] as const)
      expect(trackWanted({ ...state, session: { ...session, role } }, NOW)).not.toBeNull()
  })

  it('[FC-8] reads as one list, the newest first', () => {
    const said = (minutes: number): Track['entries'][number] => ({
      stored: stored(minutes, { type: 'distress_taken', crewId: crewId(1) }),
      at: at(minutes),
      position: null,
      ticketNumber: null,
    })
    const stood = (from: number) => ({ lon: 1.44, lat: 43.6, from: at(from), to: at(from + 9), place: null })
    const track = { crewId: crewId(1), from: NOW, until: at(60), legs: [] }
    const day = dayOf({ ...track, entries: [said(5), said(20), said(40)], stops: [stood(5), stood(30)] })
    expect(day.map(({ kind, at: when }) => [kind, (when - NOW) / MINUTE])).toEqual([
      ['word', 40],
      ['stop', 30],
      ['word', 20],
      ['word', 5],
      ['stop', 5],
    ])
  })
})
