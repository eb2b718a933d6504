import type { CrewId, TicketId } from '../../shared/id.ts'
import { unbroken } from '../../shared/typography.ts'
import { announce } from '../store/announcement.ts'
import { screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
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

/** Chooses the crew that this post looks at, or none; the chosen ticket stays chosen. */
export function lookAt(crewId: CrewId | null): void {
  screen.setState({ lookedAt: crewId })
}

/** Begins to keep the map on the crew that is looked at, or ends it; false where there is nobody to follow. */
export function toggleFollow(): boolean {
  const { followed, lookedAt, board } = screen.getState()
  const crew = lookedAt === null ? undefined : board.crews.get(lookedAt)
  if (followed !== null && (crew === undefined || crew.id === followed)) return unfollow()
  if (crew === undefined || crew.duty === 'off') return false
  screen.setState({ followed: crew.id })
  announce(currentWords().crew.following(unbroken(crew.callSign)))
  return true
}

/** Lets the map go; true where it was on a crew. */
export function unfollow(): boolean {
  const { followed } = screen.getState()
  if (followed !== null) screen.setState({ followed: null })
  return followed !== null
}
