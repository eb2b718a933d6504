import type { TellingMeans } from '../../shared/delivery/delivery.ts'
import type { Instant } from '../../shared/instant.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { currentWords } from '../store/words.ts'
import { send } from './send.ts'
import { toast, UNDO_MS } from './toast.ts'
import { undoable } from './undoable.ts'

/** A person told the partner that has a ticket, at `toldAt` by the server's clock; null: just now. */
export function tellPartner(ticket: Ticket, means: TellingMeans, toldAt: Instant | null): Promise<void> {
  return undoable(async () => {
    const { transfer } = ticket
    if (transfer === null) return
    const of = { ticketId: ticket.id, agency: transfer.agency, handedAt: transfer.at }
    const answer = await send({ type: 'tell_partner', ...of, means, toldAt })
    if (answer.status === 'refused') return
    toast({
      text: currentWords().unattended.told(ticketReference(ticket)),
      undo: { does: 'say', command: { type: 'withdraw_telling', ...of }, until: Date.now() + UNDO_MS },
    })
  })
}
