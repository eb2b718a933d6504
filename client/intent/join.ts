import type { Board } from '../../shared/board.ts'
import type { HeardAlike } from '../../shared/protocol/intake.ts'
import { pairOf } from '../../shared/ticket/join.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { knownAlike, ticketKey } from '../store/alike.ts'
import { screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { select } from './select.ts'
import { send } from './send.ts'
import { toast, UNDO_MS } from './toast.ts'
import { undoable } from './undoable.ts'

/** Those of `alike` that can be joined with `ticket` now. */
export function joinable(ticket: Ticket, alike: readonly HeardAlike[], board: Board): HeardAlike[] {
  return alike.filter((one) => pairOf(board, ticket, one.ticket) !== null)
}

/** Joins the chosen ticket and the likest one; false where there is none. */
export function joinLikest(): boolean {
  const { selected, board } = screen.getState()
  const ticket = selected === null ? undefined : board.tickets.get(selected)
  if (ticket === undefined) return false
  const [likest] = joinable(ticket, knownAlike(ticketKey(ticket.id), board), board)
  if (likest === undefined) return false
  joinAlike(ticket, likest)
  return true
}

/** Joins two tickets that are of one thing: the later to the earlier, unless crews are on the later alone. */
export function joinAlike(ticket: Ticket, { ticket: other, score }: HeardAlike): void {
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

/** Whoever looks at a ticket that is joined goes on with the one that it is a report of, where the board has it. Returns what ends it. */
export function followJoined(): () => void {
  return screen.subscribe(({ selected, board, recent }, before) => {
    if (selected === null || board.tickets.has(selected) || !before.board.tickets.has(selected)) return
    for (const { event } of recent)
      if (event.type === 'ticket_joined' && event.ticketId === selected)
        // One that a service has in hand is on no board.
        return select(board.tickets.has(event.intoTicketId) ? event.intoTicketId : null)
  })
}
