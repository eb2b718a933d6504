import type { DeliveryEvent } from '../../shared/delivery/event.ts'
import type { Actor, Event } from '../../shared/event.ts'
import { type Instant, MINUTE, SECOND } from '../../shared/instant.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import type { Words } from '../words/fr.ts'
import type { EventContext, EventText } from './event-context.ts'

/** What it takes to name an agency. */
interface AgencyContext extends Pick<EventContext, 'catalogues' | 'locale'> {
  board: { catalogueVersion: number }
}

export function isOfDelivery(event: Event): event is DeliveryEvent {
  return 'handedAt' in event
}

/** What became of telling a partner, in words. */
export function deliveryText(
  event: DeliveryEvent,
  { actor, at }: { actor: Pick<Actor, 'label'>; at: Instant },
  context: AgencyContext & Pick<EventContext, 'words'>,
): EventText {
  const { words } = context
  const said = words.deliveries.event
  const agency = agencyName(event.agency, context)
  const by = words.event.by(unbroken(actor.label))
  switch (event.type) {
    case 'hand_off_delivered': {
      const { channel, reference } = event
      const told = [words.deliveries.by[channel], ...(reference === null ? [] : [said.reference(reference)])]
      return { strong: said.delivered(agency), rest: told.join(', '), by: 'system' }
    }
    case 'hand_off_not_delivered': {
      const why = problemText(event.problem, words)
      return {
        strong: said.notDelivered(agency),
        rest: `${words.deliveries.by[event.channel]}, ${why}`,
        by: 'system',
      }
    }
    case 'delivery_abandoned':
      return { strong: said.abandoned(agency), rest: by, by: 'person' }
    case 'partner_told': {
      const means = words.deliveries.means[event.means]
      const ago = Math.round((at - event.toldAt) / MINUTE)
      const told = [means, ...(ago > 0 ? [said.ago(roughDuration((at - event.toldAt) / SECOND))] : []), by]
      return { strong: said.told(agency), rest: told.join(', '), by: 'person' }
    }
    case 'telling_withdrawn':
      return { strong: said.notTold(agency), rest: by, by: 'person' }
  }
}

/** The name of an agency of the catalogue in force; its code, where there is none. */
export function agencyName(agency: string, { catalogues, board, locale }: AgencyContext): string {
  const { catalogueVersion } = board
  return catalogues.agencyOf({ agency, catalogueVersion })?.name[locale] ?? agency
}

/** Why something could not be delivered: « a répondu 500 »; the code itself, where there are no words for it. */
export function problemText(problem: string, { deliveries }: Words): string {
  const [code = '', detail = ''] = problem.split(' ')
  const words = new Map<string, (detail: string) => string>(Object.entries(deliveries.problem))
  return words.get(code)?.(detail) ?? problem
}
