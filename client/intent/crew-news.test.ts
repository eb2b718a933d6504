import { describe, expect, it } from 'vitest'
import { type Board, emptyBoard, evolveBoard } from '../../shared/board.ts'
import type { Event, StoredEvent } from '../../shared/event.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aPlaceNote,
  assignmentId,
  aTicket,
  crewId,
  NOISE,
  published,
  stored,
  ticketId,
} from '../../shared/test-board.ts'
import { fr } from '../words/fr.ts'
import { crewNotices, endedUnseen } from './crew-news.ts'

const own = crewId(1)
const board = aBoard([aTicket(1), aTicket(2)], [aCrew(1), aCrew(2)], [anAssignment(1, 'en_route')])
const onOwn = { assignmentId: assignmentId(1), ticketId: ticketId(1), crewId: own }
const catalogues = published(NOISE)

function view(before: Board, after: Board) {
  return { crewId: own, before, after, catalogues, words: fr, locale: 'fr' as const }
}
function noticesOf(event: Event, given: Partial<StoredEvent> = {}): string[] {
  const one = { ...stored(1, event), ...given }
  return crewNotices([one], view(board, evolveBoard(board, [one])))
}

describe('what a crew is told of what others changed', () => {
  it('[W-6] says who recalled it, and from what', () => {
    expect(noticesOf({ type: 'assignment_recalled', ...onOwn, reason: 'more_urgent' })).toEqual([
      'Rappelé par Poste\u00a01\u00a0: Tapage, Place du Capitole',
    ])
    expect(noticesOf({ type: 'assignment_recalled', ...onOwn, reason: 'ticket_cancelled' })).toEqual([
      'Fiche annulée, n’y allez plus\u00a0: Tapage, Place du Capitole',
    ])
    const other = { ...onOwn, crewId: crewId(2) }
    expect(noticesOf({ type: 'assignment_recalled', ...other, reason: 'mistake' })).toEqual([])
  })

  it('[KP-16] says that a hazard was noted by another, and not what it noted itself', () => {
    const note = aPlaceNote(1)
    const noted = { type: 'place_noted', placeNoteId: note.id, saidOn: ticketId(1), note } as const
    expect(noticesOf(noted)).toEqual(['Danger signalé sur place\u00a0: chien dangereux'])
    const itself = { id: 't', role: 'crew', label: 'ALPHA 1', crewId: own } as const
    expect(noticesOf(noted, { actor: itself })).toEqual([])
    expect(noticesOf({ ...noted, note: { ...note, kind: 'access', category: 'key' } })).toEqual([])
  })

  it('[W-7] says that the place or the kind of its ticket was corrected', () => {
    const place = { position: { lon: 1.45, lat: 43.6 }, address: 'Rue de Metz', district: null }
    expect(noticesOf({ type: 'ticket_located', ticketId: ticketId(1), ...place })).toEqual([
      'Lieu corrigé\u00a0: Rue de Metz',
    ])
    const { serviceCode, catalogueVersion, needs, deadline } = aTicket(1)
    const priority = { priority: 1, priorityBefore: 2 } as const
    const kind = { serviceCode, catalogueVersion, needs, deadline, ...priority }
    expect(noticesOf({ type: 'ticket_qualified', ticketId: ticketId(1), ...kind })).toEqual([
      'Fiche requalifiée\u00a0: Tapage, priorité 1',
    ])
  })

  it('[W-8] names a ticket put behind the one in hand; the one in hand rings instead', () => {
    const assignment = anAssignment(2, 'dispatched', { crewId: own })
    const sent: Event = {
      type: 'crew_dispatched',
      assignmentId: assignment.id,
      ticketId: ticketId(2),
      crewId: own,
      assignment,
      suggestion: null,
    }
    expect(noticesOf(sent)).toEqual(['À la suite\u00a0: Tapage, Place du Capitole'])
    const free = aBoard([aTicket(2)], [aCrew(1)])
    expect(crewNotices([stored(1, sent)], view(free, evolveBoard(free, [stored(1, sent)])))).toEqual([])
  })

  it('[TB-6] names the crew that is sent where it asked for reinforcement, and no other', () => {
    const assignment = anAssignment(2, 'dispatched', { ticketId: ticketId(1) })
    const sent: Event = {
      type: 'crew_dispatched',
      assignmentId: assignment.id,
      ticketId: ticketId(1),
      crewId: crewId(2),
      assignment,
      suggestion: null,
    }
    expect(noticesOf(sent)).toEqual([])
    const asked = evolveBoard(board, [stored(1, { type: 'reinforcement_asked', ...onOwn })])
    const events = [stored(2, sent)]
    expect(crewNotices(events, view(asked, evolveBoard(asked, events)))).toEqual([
      'ALPHA\u00a02 vient en renfort',
    ])
  })

  it('[W-9] does not tell a crew what it said itself', () => {
    const actor = { id: 'd1', role: 'crew' as const, label: 'ALPHA 1', crewId: own }
    expect(noticesOf({ type: 'assignment_recalled', ...onOwn, reason: 'mistake' }, { actor })).toEqual([])
  })

  it('[W-10] says what ended while it was cut off, from the snapshot alone', () => {
    expect(endedUnseen(view(board, emptyBoard))).toEqual([
      'Engagement terminé pendant la coupure\u00a0: Tapage, Place du Capitole',
    ])
    expect(endedUnseen(view(board, board))).toEqual([])
  })
})
