import './photographs.css'
import { type DragEvent, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { PhotographId } from '../../shared/id.ts'
import type { Photograph } from '../../shared/ticket/photograph.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { addPhotographs } from '../intent/photographs.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { keptPhotographs } from '../store/kept-photographs.ts'
import { KeptPhotographs } from './KeptPhotographs.tsx'
import { PhotographFiles } from './PhotographFiles.tsx'
import { PhotographTile } from './PhotographTile.tsx'
import { PhotographViewer } from './PhotographViewer.tsx'

/** What crews photographed, the newest last; a post adds its own with the button or by dropping files. */
export function TicketPhotographs({ ticket }: { ticket: Ticket }) {
  const words = useWords().photograph
  const [dropping, setDropping] = useState(false)
  const count = usePhotographs(ticket).length
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setDropping(false)
    addPhotographs(ticket.id, event.dataTransfer.files)
  }
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setDropping(true)
  }
  return (
    <section
      className={`ticket-photographs${dropping ? ' dropping' : ''}`}
      aria-label={words.title(count)}
      onDragOver={over}
      onDragLeave={() => setDropping(false)}
      onDrop={drop}
    >
      <header className="panel-head">
        <h3>{words.title(count)}</h3>
        <PhotographFiles ticket={ticket} className="button" label={words.addHint}>
          {words.add}
        </PhotographFiles>
      </header>
      <PhotographGrid ticket={ticket} />
      <KeptPhotographs ticket={ticket} />
    </section>
  )
}

/** The photographs of a ticket, then those of the tickets that are joined to it. */
export function usePhotographs(ticket: Ticket | null): readonly Photograph[] {
  const own = ticket?.photographs
  const joined = useScreen((state) => ticket && state.details.get(ticket.id)?.joinedPhotographs)
  return useMemo(() => [...(own ?? []), ...(joined ?? [])], [own, joined])
}

/** The photographs of a ticket and of what is joined to it, small, but for those that this device is still sending; each opens large. */
export function PhotographGrid({ ticket }: { ticket: Ticket }) {
  const [open, setOpen] = useState<PhotographId | null>(null)
  const kept = useStore(keptPhotographs, (state) => state.photographs)
  const photographs = usePhotographs(ticket)
  const others = photographs.filter((one) => !kept.some(({ id }) => id === one.id))
  if (others.length === 0) return null
  return (
    <>
      <ul className="photograph-grid">
        {others.map((photograph) => (
          <li key={photograph.id}>
            <PhotographTile ticket={ticket} photograph={photograph} onOpen={() => setOpen(photograph.id)} />
          </li>
        ))}
      </ul>
      {open !== null && (
        <PhotographViewer
          ticket={ticket}
          photographs={photographs}
          first={open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
