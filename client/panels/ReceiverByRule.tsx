import type { StoredEvent } from '../../shared/event.ts'
import { receiverOf } from '../../shared/ticket/hand-off.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { Icon } from '../design/Icon.tsx'
import { transferTicket } from '../intent/dispatch.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { townOf } from '../store/town.ts'

/** Whether the last hands that it was in gave it back, with why. */
function isGivenBack(events: readonly StoredEvent[]): boolean {
  const last = events.map(({ event }) => event).findLast(({ type }) => type === 'ticket_returned')
  return last?.type === 'ticket_returned' && last.reason !== null
}

/** Whose an open ticket has become by rule, to be handed over by a press; nothing where someone gave it back. */
export function ReceiverByRule({ ticket }: { ticket: Ticket }) {
  const words = useWords().ticket
  const { locale } = usePreferences()
  const { agencyOf } = useScreen((state) => state.catalogues)
  const city = useScreen((state) => state.city)
  const detail = useScreen((state) => state.details.get(ticket.id))
  const agency = receiverOf(ticket, { agencyOf, town: townOf(city) })
  if (agency === null || detail === undefined || isGivenBack(detail.events)) return null
  const name = agency.name[locale]
  return (
    <p className="ticket-receiver">
      <Icon name="transfer" size={14} />
      <span>{words.belongsTo(name)}</span>
      <button type="button" className="button" onClick={() => transferTicket(ticket.id, agency.code, name)}>
        {words.handTo(name)}
      </button>
    </p>
  )
}
