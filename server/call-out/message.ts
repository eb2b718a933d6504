import type { Call } from '../../shared/call-out/call-out.ts'
import type { CallChannel } from '../../shared/call-out/plan.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'

/** Longer ones cost more, and are read no better half asleep. */
const LONGEST_PLACE = 80

/** What a person is told. A notification has its title, and the link that opens when it is touched, beside its text. */
interface Told {
  text: string
  title?: string
  url?: string
}

/**
 * What a person is told on the telephone, in French: what, where, and how to answer. An SMS has the link in its text, a voice
 * says that there is one.
 */
export function messageOf(
  channel: CallChannel,
  { domain }: Pick<Call, 'domain'>,
  ticket: Pick<Ticket, 'number' | 'address'>,
  service: Pick<Service, 'name'> | undefined,
  link: string,
): Told {
  const what = service?.name.fr ?? 'danger'
  const where = (ticket.address ?? 'lieu à préciser').slice(0, LONGEST_PLACE)
  const who = domainWords.fr.onCall[domain]
  const title = `Astreinte ${who}, ${ticketReference(ticket)}`
  switch (channel) {
    case 'push':
      return { title, text: `${what}, ${where}. Toucher pour répondre.`, url: link }
    case 'sms':
      return { text: `${title} : ${what}, ${where}. Répondre : ${link}` }
    case 'voice':
      return {
        text: `Astreinte ${who}. ${what}. ${where}. Un lien vous est envoyé par SMS : ouvrez-le pour accepter ou décliner.`,
      }
  }
}
