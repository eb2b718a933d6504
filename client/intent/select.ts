import type { CrewId, TicketId } from '../../shared/id.ts'
import { screen } from '../store/screen-store.ts'
import { refreshDetail } from './detail.ts'
import { link } from './link.ts'

/** Chooses the ticket that this post looks at: the others see it, and its suggestion is kept fresh. */
export function select(ticketId: TicketId | null): void {
  if (screen.getState().selected === ticketId) return screen.setState({ lookedAt: null })
  // All at once: nobody who follows the choice may see a state between two.
  screen.setState({ selected: ticketId, lookedAt: null, suggestion: null })
  link().watch(ticketId)
  if (ticketId !== null) refreshDetail(ticketId)
}

/** Chooses the crew that this post looks at; the chosen ticket stays chosen. */
export function lookAt(crewId: CrewId): void {
  screen.setState({ lookedAt: crewId })
}
