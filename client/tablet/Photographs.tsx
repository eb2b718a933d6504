import './photographs.css'
import { useStore } from 'zustand'
import { MOST_PHOTOGRAPHS } from '../../shared/ticket/photograph.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { KeptPhotographs } from '../panels/KeptPhotographs.tsx'
import { PhotographFiles } from '../panels/PhotographFiles.tsx'
import { PhotographGrid, usePhotographs } from '../panels/TicketPhotographs.tsx'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { keptPhotographs } from '../store/kept-photographs.ts'
import { Refusals } from './Refusals.tsx'
import { Sheet } from './Sheet.tsx'

/** What this crew and its colleagues photographed of the ticket in hand, and what this device has still to send. */
export function Photographs({ ticket }: { ticket: Ticket | null }) {
  const words = useWords().photograph
  const kept = useStore(keptPhotographs, (state) => state.photographs)
  const count = usePhotographs(ticket).length
  if (count === 0 && kept.length === 0) return null
  return (
    <section className="tablet-photographs" aria-label={words.title(count)}>
      {ticket !== null && <PhotographGrid ticket={ticket} />}
      <KeptPhotographs ticket={ticket} all />
    </section>
  )
}

/** Takes photographs, or chooses some that were taken. */
export function PhotographSheet({ ticket, onClose }: { ticket: Ticket; onClose(): void }) {
  const words = useWords().photograph
  const crewId = useScreen((state) => state.session?.crewId ?? null)
  const full = ticket.photographs.filter((one) => one.crewId === crewId).length >= MOST_PHOTOGRAPHS
  return (
    <Sheet title={words.title(ticket.photographs.length)} onClose={onClose}>
      <Refusals />
      <Photographs ticket={ticket} />
      {full ? (
        <p>{words.full(MOST_PHOTOGRAPHS)}</p>
      ) : (
        <div className="tablet-photograph-ways">
          <PhotographFiles ticket={ticket} className="tablet-button primary" camera>
            {words.take}
          </PhotographFiles>
          <PhotographFiles ticket={ticket} className="tablet-button">
            {words.choose}
          </PhotographFiles>
        </div>
      )}
      <p className="tablet-photograph-advice">{words.advice}</p>
    </Sheet>
  )
}
