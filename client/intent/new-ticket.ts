import { isHazard } from '../../shared/call-out/hazard.ts'
import { assess } from '../../shared/catalogue/assess.ts'
import { routeOf } from '../../shared/catalogue/routing.ts'
import { type Agency, serviceCodeSchema } from '../../shared/catalogue/service.ts'
import type { CommandOf } from '../../shared/command.ts'
import { deadlineFor } from '../../shared/deadline.ts'
import { reportIdSchema, type TicketId, ticketIdSchema } from '../../shared/id.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import { plainText } from '../../shared/text.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { circumstancesOf } from '../../shared/town.ts'
import { serverNow } from '../store/clock.ts'
import { preferences } from '../store/preferences.ts'
import { screen, servicesInForce } from '../store/screen-store.ts'
import { townOf } from '../store/town.ts'
import { currentWords } from '../store/words.ts'
import type { Place } from './place.ts'
import { select } from './select.ts'
import { send } from './send.ts'
import { toast } from './toast.ts'

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
  if (answer.status !== 'accepted') return answer
  const receiver = joins === undefined ? receiverElsewhere(serviceCode, place) : null
  if (receiver === null || answer.ticketNumber === null) selectOnceKnown(joins?.ticketId ?? ticketId)
  else {
    const reference = ticketReference({ number: answer.ticketNumber })
    toast({ text: currentWords().newTicket.handed(reference, receiver.name[preferences.getState().locale]) })
  }
  return answer
}

/** Who gets a located ticket of a type by rule, instead of this board; null where it comes here. */
function receiverElsewhere(serviceCode: string | null, { lon, lat, district }: Place): Agency | null {
  const state = screen.getState()
  const service = servicesInForce(state).find(({ code }) => code === serviceCode)
  if (service === undefined) return null
  const where = { position: { lon, lat }, district: district?.code ?? null }
  const [town, now] = [townOf(state.city), serverNow()]
  const { priority, needs } = assess(service, {}, circumstancesOf(town, where, now))
  const agencies = state.catalogues.get(state.board.catalogueVersion)?.agencies
  const agency = agencies?.find(({ code }) => code === needs.agency)
  const hazard = isHazard(deadlineFor(service, priority, now), town)
  const route = routeOf(agency, { priority, isLocated: true, isHazard: hazard })
  return route === 'pc_radio' ? null : (agency ?? null)
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
