import { pairOf } from '../../shared/ticket/join.ts'
import { type Alike, alikeAmong } from '../../shared/ticket/likeness.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { select } from './select.ts'
import { send } from './send.ts'
import { toast, UNDO_MS } from './toast.ts'
import { undoable } from './undoable.ts'

const MOST = 3

/** The tickets that may be of the same thing as `ticket`, likest first; those that nobody could join to it now left out. */
export function alikeTo(
  ticket: Ticket,
  { board, catalogues }: Pick<ScreenState, 'board' | 'catalogues'>,
): Alike[] {
  return alikeAmong(ticket, board.tickets.values(), catalogues.serviceOf, ticket.id)
    .filter((alike) => pairOf(board, ticket, alike.ticket) !== null)
    .slice(0, MOST)
}

/** Joins the chosen ticket and the likest one; false where there is none. */
export function joinLikest(): boolean {
  const state = screen.getState()
  const ticket = state.selected === null ? undefined : state.board.tickets.get(state.selected)
  const [likest] = ticket === undefined ? [] : alikeTo(ticket, state)
  if (ticket === undefined || likest === undefined) return false
  joinAlike(ticket, likest)
  return true
}

/** Joins two tickets that are of one thing: the later to the earlier, unless crews are on the later alone. */
export function joinAlike(ticket: Ticket, { ticket: other, score }: Alike): void {
  const pair = pairOf(screen.getState().board, ticket, other)
  if (pair !== null) joinTicket(pair.ticket, pair.into, score)
}

/** Makes `ticket` one more report of `into`. */
function joinTicket(ticket: Ticket, into: Ticket, score: number): Promise<void> {
  return undoable(async () => {
    const answer = await send({ type: 'join_ticket', ticketId: ticket.id, intoTicketId: into.id, score })
    if (answer.status === 'refused') return
    toast({
      text: currentWords().alike.joined(ticketReference(ticket), ticketReference(into)),
      undo: {
        does: 'say',
        command: { type: 'separate_ticket', ticketId: ticket.id },
        until: Date.now() + UNDO_MS,
      },
    })
  })
}

/** Makes a joined ticket one of its own again. */
export async function separateTicket(ticket: Pick<Ticket, 'id' | 'number'>, from: Ticket): Promise<void> {
  await undoable(async () => {
    const answer = await send({ type: 'separate_ticket', ticketId: ticket.id })
    if (answer.status === 'refused') return
    toast({
      text: currentWords().alike.separated(ticketReference(ticket)),
      undo: {
        does: 'say',
        command: { type: 'join_ticket', ticketId: ticket.id, intoTicketId: from.id, score: null },
        until: Date.now() + UNDO_MS,
      },
    })
  })
}

/** Whoever looks at a ticket that is joined goes on with the one that it is a report of. Returns what ends it. */
export function followJoined(): () => void {
  return screen.subscribe(({ selected, board, recent }, before) => {
    if (selected === null || board.tickets.has(selected) || !before.board.tickets.has(selected)) return
    for (const { event } of recent)
      if (event.type === 'ticket_joined' && event.ticketId === selected) return select(event.intoTicketId)
  })
}
