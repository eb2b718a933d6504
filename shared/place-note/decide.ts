import type { Board } from '../board.ts'
import type { CommandOf } from '../command.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import type { TicketId } from '../id.ts'
import { after, type Instant } from '../instant.ts'
import type { Refusal } from '../refusal.ts'
import { type PlaceNoteAction, placeNoteMachine, stateOf } from './machine.ts'
import { kindOf, LIFETIME_DAYS, lifetimeOf, type PlaceNote, reaches } from './place-note.ts'

const ACTIONS = {
  confirm_place_note: 'confirm',
  correct_place_note: 'correct',
  dispute_place_note: 'dispute',
  withdraw_place_note: 'withdraw',
} as const satisfies Record<string, PlaceNoteAction>

type PlaceNoteCommand = CommandOf<'note_place' | keyof typeof ACTIONS>

/**
 * What a command on a place causes. Every event carries the whole note, words apart: no live board holds any, since a
 * town may know thousands.
 */
export function decidePlaceNote(
  board: Board,
  command: PlaceNoteCommand,
  { now, actor }: DecisionContext,
): Decision {
  const { placeNoteId, ticketId: saidOn } = command
  if (saidOn !== null && !board.tickets.has(saidOn)) return { code: 'unknown_ticket' }
  const note = board.placeNotes.get(placeNoteId)
  const about = command.type === 'note_place' ? command : note
  if (about === undefined) return { code: 'unknown_place_note' }
  const elsewhere = actor.role === 'crew' && saidOn !== null ? placeElsewhere(board, saidOn, about) : null
  if (elsewhere !== null) return elsewhere
  if (command.type === 'note_place') {
    if (note !== undefined) return { code: 'already_exists' }
    const made = newNote(command, now, actor.label)
    return 'code' in made ? made : [{ type: 'place_noted', placeNoteId, saidOn, note: made }]
  }
  if (note === undefined) return { code: 'unknown_place_note' }
  const state = stateOf(note, now)
  if (placeNoteMachine[state][ACTIONS[command.type]] === 'refuse')
    return { code: state === 'disputed' ? 'nothing_changes' : 'place_note_over' }
  const told = { placeNoteId, saidOn }
  const answered = { ...note, disputedAt: null, disputedBy: null }
  switch (command.type) {
    case 'confirm_place_note':
      return [{ type: 'place_note_confirmed', ...told, note: renewed(answered, now, actor.label) }]
    case 'correct_place_note':
      return [{ type: 'place_note_corrected', ...told, note: answered, textId: command.textId }]
    case 'dispute_place_note': {
      const disputed = { ...note, disputedAt: now, disputedBy: actor.label }
      return [{ type: 'place_note_disputed', ...told, note: disputed }]
    }
    case 'withdraw_place_note': {
      const withdrawn = { ...note, withdrawnAt: now }
      return [{ type: 'place_note_withdrawn', ...told, note: withdrawn, reason: command.reason }]
    }
  }
}

/** A crew speaks of the place it is sent to, and of no other. */
function placeElsewhere(
  board: Board,
  ticketId: TicketId,
  about: Pick<PlaceNote, 'position' | 'radius'>,
): Refusal | null {
  const ticket = board.tickets.get(ticketId)
  if (ticket === undefined || reaches(about, ticket.position)) return null
  return { code: 'place_elsewhere', ticketNumber: ticket.number }
}

function newNote(command: CommandOf<'note_place'>, now: Instant, by: string): PlaceNote | Refusal {
  const { placeNoteId: id, category, position, radius } = command
  const kind = kindOf(category)
  const latest = after(now, lifetimeOf(kind))
  const until = command.until ?? latest
  if (until <= now || until > latest) return { code: 'end_refused', days: LIFETIME_DAYS[kind] }
  const unsaid = {
    confirmedAt: null,
    confirmedBy: null,
    disputedAt: null,
    disputedBy: null,
    withdrawnAt: null,
  }
  return { id, kind, category, position, radius, until, notedAt: now, notedBy: by, ...unsaid }
}

/** It holds for as long again as it was said to hold last. */
function renewed(note: PlaceNote, now: Instant, by: string): PlaceNote {
  const span = note.until - (note.confirmedAt ?? note.notedAt)
  return { ...note, until: after(now, span), confirmedAt: now, confirmedBy: by }
}
