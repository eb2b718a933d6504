import type { CrewId, TicketId } from '../../shared/id.ts'
import { screen } from '../store/screen-store.ts'
import { refreshDetail } from './detail.ts'
import { link } from './link.ts'

/** Chooses the ticket that this post looks at: the others see it, and its suggestion is kept fresh. */
export function select(ticketId: TicketId | null): void {
  screen.setState({ lookedAt: null })
  if (screen.getState().selected === ticketId) return
  screen.setState({ selected: ticketId, detail: null, suggestion: null })
  link().watch(ticketId)
  refreshDetail()
}

/** Chooses the crew that this post looks at; the chosen ticket stays chosen. */
export function lookAt(crewId: CrewId): void {
  screen.setState({ lookedAt: crewId })
}
