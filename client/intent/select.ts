import type { TicketId } from '../../shared/id.ts'
import { screen } from '../store/screen-store.ts'
import { refreshDetail } from './detail.ts'
import { link } from './link.ts'

/** Chooses the ticket that this post looks at: the others see it, and its suggestion is kept fresh. */
export function select(ticketId: TicketId | null): void {
  if (screen.getState().selected === ticketId) return
  screen.setState({ selected: ticketId, detail: null, suggestion: null })
  link().watch(ticketId)
  refreshDetail()
}
