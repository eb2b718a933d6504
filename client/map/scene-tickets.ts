import { spotMilestonesOf } from '../../shared/deadline.ts'
import { ringRadius, ticketRadius } from '../design/ticket-glyph.ts'
import type { Selection, TicketMark } from '../layers/rows.ts'
import { SELECTION_GAP } from '../layers/ticket-layer.ts'
import type { ScreenState } from '../store/screen-store.ts'

/** The tickets that have a place. `strong` are those that keep their strength while a crew is in distress. */
export function ticketMarks(
  { board, catalogues, selected }: ScreenState,
  strong: ReadonlySet<string> | null,
): TicketMark[] {
  const marks: TicketMark[] = []
  for (const ticket of board.tickets.values()) {
    const service = catalogues.serviceOf(ticket)
    if (ticket.position === null || service === undefined) continue
    const { id, priority, reports, position } = ticket
    marks.push({
      id,
      ...position,
      theme: service.theme,
      priority,
      reports,
      clocks:
        ticket.status === 'open'
          ? spotMilestonesOf(ticket, service).filter((one) => one.reachedAt === null)
          : [],
      selected: id === selected,
      dimmed: strong !== null && !strong.has(id),
    })
  }
  // The most urgent last, and so on top.
  return marks.sort((a, b) => b.priority - a.priority)
}

/** What this post looks at, and the others. */
export function selections({ board, catalogues, selected, presence }: ScreenState): Selection[] {
  const others = presence.filter(({ self, ticketId }) => !self && ticketId !== null && ticketId !== selected)
  const looked = [
    ...others.map(({ post, ticketId }) => ({ post, ticketId })),
    ...(selected === null ? [] : [{ post: null, ticketId: selected }]),
  ]
  return looked.flatMap(({ post, ticketId }): Selection[] => {
    const ticket = ticketId === null ? undefined : board.tickets.get(ticketId)
    const service = ticket && catalogues.serviceOf(ticket)
    if (ticket?.position == null || service === undefined) return []
    const figure = ticketRadius(ticket.priority, ticket.reports)
    return [{ ...ticket.position, radius: ringRadius(service.theme, figure) + SELECTION_GAP, post }]
  })
}
