import { pairOf } from '../../shared/ticket/join.ts'
import type { Alike } from '../../shared/ticket/likeness.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { alikeOnBoard, heardAlike, ticketKey } from '../store/alike.ts'
import { announce } from '../store/announcement.ts'
import { screen } from '../store/screen-store.ts'
import { serviceState, type Undo } from '../store/service-list.ts'
import { currentWords } from '../store/words.ts'
import { chooseTicket, saySomething } from './service-list.ts'

/** Joins the ticket that is looked at and the likest other one in hand; false where there is none. */
export function joinLikestHere(ticket: Ticket): boolean {
  const { board } = screen.getState()
  const [likest] = alikeOnBoard(heardAlike.getState().answers.get(ticketKey(ticket.id)) ?? [], board)
  if (likest === undefined || serviceState.getState().busy) return false
  joinHere(ticket, likest)
  return true
}

/** Joins two tickets that a service has in hand: the later is one more report of the earlier, which is looked at then. */
export async function joinHere(one: Ticket, { ticket: other, score }: Alike): Promise<void> {
  const pair = pairOf(screen.getState().board, one, other)
  if (pair !== null) await join(pair.ticket, pair.into, score)
}

async function join(ticket: Ticket, into: Ticket, score: number | null): Promise<void> {
  const [reference, intoReference] = [ticketReference(ticket), ticketReference(into)]
  const words = currentWords()
  const command = { type: 'join_ticket', ticketId: ticket.id, intoTicketId: into.id, score } as const
  if (!(await saySomething(command, words.alike.joined(reference, intoReference)))) return
  if (!isInHand(into)) tell(words.service.joinedAway(reference, intoReference))
  offerUndo(() => separateHere(ticket, into))
  await chooseTicket(isInHand(into) ? into.id : null)
}

/** Makes a report of `from` a ticket of its own again. */
export async function separateHere(joined: Pick<Ticket, 'id' | 'number'>, from: Ticket): Promise<void> {
  const { alike } = currentWords()
  const command = { type: 'separate_ticket', ticketId: joined.id } as const
  if (!(await saySomething(command, alike.separated(ticketReference(joined))))) return
  const apart = screen.getState().board.tickets.get(joined.id)
  // One that is the PC Radio's now is not this service's to join.
  if (apart !== undefined && isInHand(from)) offerUndo(() => join(apart, from, null))
}

/** Takes back what was done last; false where that cannot be. */
export function undoHere(): boolean {
  const { said, busy } = serviceState.getState()
  if (said?.undo == null || busy) return false
  said.undo()
  return true
}

function isInHand({ id }: Pick<Ticket, 'id'>): boolean {
  return screen.getState().board.tickets.get(id)?.status === 'transferred'
}

function tell(text: string): void {
  announce(text, false)
  serviceState.setState({ said: { text, refused: false, undo: null } })
}

function offerUndo(undo: Undo): void {
  serviceState.setState(({ said }) => ({ said: said && { ...said, undo } }))
}
