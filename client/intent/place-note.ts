import type { Command, CommandOf } from '../../shared/command.ts'
import { noteIdSchema, placeNoteIdSchema, type TicketId } from '../../shared/id.ts'
import { after, HOUR, type Instant } from '../../shared/instant.ts'
import {
  kindOf,
  lifetimeOf,
  type PlaceCategory,
  USUAL_RADIUS,
  type WithdrawalReason,
} from '../../shared/place-note/place-note.ts'
import type { KnownPlace } from '../../shared/protocol/place.ts'
import { plainText } from '../../shared/text.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { serverNow } from '../store/clock.ts'
import { preferences } from '../store/preferences.ts'
import { currentWords } from '../store/words.ts'
import { send } from './send.ts'
import { toast, UNDO_MS } from './toast.ts'
import { undoable } from './undoable.ts'

/** For how long what is noted holds, unless it is confirmed. */
const placeSpans = ['day', 'month', 'half_year', 'two_years'] as const
export type PlaceSpan = (typeof placeSpans)[number]
const DAYS: Record<PlaceSpan, number> = { day: 1, month: 30, half_year: 183, two_years: 730 }

/** The spans that a category may have, the longest last. */
export function spansOf(category: PlaceCategory): PlaceSpan[] {
  return placeSpans.filter((span) => DAYS[span] * 24 * HOUR <= lifetimeOf(kindOf(category)))
}

/** What is being written of a place. */
export interface PlaceDraft {
  category: PlaceCategory
  text: string
  /** Metres. */
  radius: number
  span: PlaceSpan | null
}

export function newPlaceDraft(category: PlaceCategory): PlaceDraft {
  return { category, text: '', radius: USUAL_RADIUS, span: null }
}

/** Whether it says enough: « other » alone says nothing. */
export function isSaid({ category, text }: Pick<PlaceDraft, 'category' | 'text'>): boolean {
  return plainText(text) !== '' || (category !== 'other_hazard' && category !== 'other_access')
}

/** When it ends; null: as late as its kind may, from when the server hears it. */
function endOf({ category, span }: PlaceDraft, now: Instant): Instant | null {
  const longest = spansOf(category).at(-1)
  return span === null || span === longest ? null : after(now, DAYS[span] * 24 * HOUR)
}

/** Writes what is known of a ticket's place; false where that was refused, so that what was written can be kept. */
export function notePlace({ id: ticketId, position }: Ticket, draft: PlaceDraft): Promise<boolean> {
  const placeNoteId = placeNoteIdSchema.parse(crypto.randomUUID())
  const { category, radius } = draft
  const words = currentWords().toast
  if (position === null) return Promise.resolve(false)
  return say(
    {
      type: 'note_place',
      placeNoteId,
      ticketId,
      category,
      position,
      radius,
      until: endOf(draft, serverNow()),
      text: plainText(draft.text) || null,
    },
    words.placeNoted(wordFor(category)),
    { type: 'withdraw_place_note', placeNoteId, ticketId, reason: 'undo' },
  )
}

/** Says that it is still true: it holds for as long again. */
export function confirmPlaceNote(
  { id: placeNoteId, category }: KnownPlace,
  ticketId: TicketId,
): Promise<boolean> {
  const words = currentWords().toast
  return say(
    { type: 'confirm_place_note', placeNoteId, ticketId },
    words.placeConfirmed(wordFor(category)),
    null,
  )
}

/** Says it in other words. */
export function correctPlaceNote(
  { id: placeNoteId, category, text: before }: KnownPlace,
  ticketId: TicketId,
  text: string,
): Promise<boolean> {
  const correction = (words: string): CommandOf<'correct_place_note'> => ({
    type: 'correct_place_note',
    placeNoteId,
    ticketId,
    textId: noteIdSchema.parse(crypto.randomUUID()),
    text: words,
  })
  const words = currentWords().toast
  const undo = before === null ? null : correction(before)
  return say(correction(text), words.placeCorrected(wordFor(category)), undo)
}

/** Takes it back; undone, it is written again as it was. */
export function withdrawPlaceNote(
  { id: placeNoteId, category, position, radius, until, text }: KnownPlace,
  ticketId: TicketId,
  reason: WithdrawalReason,
): Promise<boolean> {
  const words = currentWords().toast
  const again = placeNoteIdSchema.parse(crypto.randomUUID())
  return say(
    { type: 'withdraw_place_note', placeNoteId, ticketId, reason },
    words.placeWithdrawn(wordFor(category)),
    { type: 'note_place', placeNoteId: again, ticketId, category, position, radius, until, text },
  )
}

function wordFor(category: PlaceCategory): string {
  return domainWords[preferences.getState().locale].place[category]
}

/** Sends a command, and offers for a while to say `opposite`. */
function say(command: Command, text: string, opposite: Command | null): Promise<boolean> {
  return undoable(async () => {
    const answer = await send(command)
    if (answer.status === 'refused') return false
    const undo =
      opposite === null ? null : { does: 'say' as const, command: opposite, until: Date.now() + UNDO_MS }
    toast({ text, undo })
    return true
  })
}
