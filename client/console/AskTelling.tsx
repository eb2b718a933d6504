import { useState } from 'react'
import { tellingMeans } from '../../shared/delivery/delivery.ts'
import { after, MINUTE } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { reopen } from '../intent/dispatch.ts'
import { tellPartner } from '../intent/telling.ts'
import { agencyName } from '../panels/delivery-text.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { serverNow } from '../store/clock.ts'
import { Choices, Dialog } from './Dialog.tsx'

/** How many minutes ago it may have been. */
const AGO = [0, 5, 15, 30, 60] as const

/** By which means the partner that has a ticket was told, and when; or the ticket is taken back. */
export function AskTelling({ ticket, onDone }: { ticket: Ticket; onDone(): void }) {
  const { unattended: words, deliveries } = useWords()
  const { locale } = usePreferences()
  const catalogues = useScreen((state) => state.catalogues)
  const board = useScreen((state) => state.board)
  const [ago, setAgo] = useState<(typeof AGO)[number]>(0)
  const agency = agencyName(ticket.transfer?.agency ?? '', { catalogues, board, locale })
  const told = tellingMeans.map((means) => ({
    key: means,
    text: words.toldBy(deliveries.means[means]),
    onChoose: () => tellPartner(ticket, means, ago === 0 ? null : after(serverNow(), -ago * MINUTE)),
  }))
  const back = { key: 'back', text: words.takeBackHere, onChoose: () => reopen(ticket.id) }
  return (
    <Dialog title={words.ask(ticketReference(ticket), agency)} onClose={onDone}>
      <fieldset className="ask-when" aria-label={words.when}>
        {AGO.map((minutes) => (
          <button
            key={minutes}
            type="button"
            className="button quiet"
            aria-pressed={ago === minutes}
            onClick={() => setAgo(minutes)}
          >
            {words.ago(minutes)}
          </button>
        ))}
      </fieldset>
      <Choices choices={[...told, back]} onDone={onDone} />
    </Dialog>
  )
}
