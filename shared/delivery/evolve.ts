import type { StoredEvent } from '../event.ts'
import type { Transfer } from '../ticket/ticket.ts'
import type { DeliveryEvent } from './event.ts'

/** The hands that a ticket is in, after an event of a delivery; unchanged where that was of another hand-off. */
export function evolveDelivery(
  transfer: Transfer | null,
  event: DeliveryEvent,
  { at, actor }: Pick<StoredEvent, 'at' | 'actor'>,
): Transfer | null {
  if (transfer === null || transfer.agency !== event.agency || transfer.at !== event.handedAt) return transfer
  if (event.type === 'partner_told')
    return { ...transfer, told: { means: event.means, at: event.toldAt, by: actor.label } }
  if (event.type === 'telling_withdrawn') return { ...transfer, told: null }
  const { delivery } = transfer
  if (delivery === null) return transfer
  switch (event.type) {
    case 'hand_off_delivered': {
      const { channel, reference } = event
      return { ...transfer, delivery: { channel, status: 'delivered', at, reference } }
    }
    case 'hand_off_not_delivered':
      return { ...transfer, delivery: { ...delivery, channel: event.channel, status: 'given_up', at } }
    case 'delivery_abandoned':
      return { ...transfer, delivery: { ...delivery, status: 'abandoned', at } }
  }
}
