import { serviceCodeSchema } from '../../shared/catalogue/service.ts'
import type { CommandOf } from '../../shared/command.ts'
import { reportIdSchema, type TicketId, ticketIdSchema } from '../../shared/id.ts'
import type { Answer } from '../../shared/protocol.ts'
import { plainText } from '../../shared/text.ts'
import { screen } from '../store/screen-store.ts'
import type { Place } from './place.ts'
import { select } from './select.ts'
import { send } from './send.ts'

/** A ticket that is being written at this post. It has its id from the start: sent twice it is one ticket. */
export interface TicketDraft {
  ticketId: string
  reportId: string
  serviceCode: string | null
  /** Null as long as nobody changed how the place is called. */
  address: string | null
  description: string
  phone: string
  /** Who told the post. */
  channel: 'patrol' | 'counter'
  /** What it is one more report of, as whoever writes it found. */
  joins: CommandOf<'receive_ticket'>['joins']
}

export function newDraft(): TicketDraft {
  return {
    ticketId: crypto.randomUUID(),
    reportId: crypto.randomUUID(),
    serviceCode: null,
    address: null,
    description: '',
    phone: '',
    channel: 'patrol',
    joins: undefined,
  }
}

/** Makes the ticket that was written, at its place, and chooses it as soon as it is on this screen's board. */
export async function receiveTicket(
  { ticketId: id, reportId, serviceCode, address, description, phone, channel, joins }: TicketDraft,
  place: Place,
): Promise<Answer> {
  const ticketId = ticketIdSchema.parse(id)
  const { lon, lat, district } = place
  const text = (written: string) => plainText(written) || null
  const answer = await send({
    type: 'receive_ticket',
    ticketId,
    serviceCode: serviceCodeSchema.parse(serviceCode),
    position: { lon, lat },
    address: text(address ?? place.address ?? ''),
    district: district?.code ?? null,
    channel,
    joins,
    report: {
      id: reportIdSchema.parse(reportId),
      description: text(description),
      firstName: null,
      lastName: null,
      phone: text(phone),
      email: null,
    },
  })
  if (answer.status === 'accepted') selectOnceKnown(joins?.ticketId ?? ticketId)
  return answer
}

/** The answer may overtake the event; whoever chose something else meanwhile keeps that. */
function selectOnceKnown(ticketId: TicketId): void {
  const { selected } = screen.getState()
  const known = () => screen.getState().board.tickets.has(ticketId)
  if (known()) return select(ticketId)
  const stop = screen.subscribe((state) => {
    if (state.selected === selected && !known()) return
    stop()
    if (state.selected === selected) select(ticketId)
  })
}
