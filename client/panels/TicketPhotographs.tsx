import './photographs.css'
import { type DragEvent, useState } from 'react'
import { useStore } from 'zustand'
import type { PhotographId } from '../../shared/id.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { addPhotographs } from '../intent/photographs.ts'
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
  const count = ticket.photographs.length
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

/** The photographs of a ticket, small, but for those that this device is still sending; each opens large. */
export function PhotographGrid({ ticket }: { ticket: Ticket }) {
  const [open, setOpen] = useState<PhotographId | null>(null)
  const kept = useStore(keptPhotographs, (state) => state.photographs)
  const others = ticket.photographs.filter((one) => !kept.some(({ id }) => id === one.id))
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
      {open !== null && <PhotographViewer ticket={ticket} first={open} onClose={() => setOpen(null)} />}
    </>
  )
}
