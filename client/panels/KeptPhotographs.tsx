import { useStore } from 'zustand'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { Icon } from '../design/Icon.tsx'
import { retryPhotograph, takeBackPhotograph } from '../intent/photographs.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { keptPhotographs, type ShownPhotograph } from '../store/kept-photographs.ts'

interface KeptPhotographsProps {
  /** The ticket that is shown; null for none. */
  ticket: Ticket | null
  /** Shows those of other tickets too, which nothing else shows. */
  all?: boolean
}

/** What this device took and has not sent whole: where each stands, and what a person can do about it. */
export function KeptPhotographs({ ticket, all = false }: KeptPhotographsProps) {
  const kept = useStore(keptPhotographs, (state) => state.photographs)
  const own = kept.filter(({ ticketId }) => all || ticketId === ticket?.id)
  if (own.length === 0) return null
  return (
    <ul className="photograph-kept">
      {own.map((photograph) => (
        <KeptRow key={photograph.id} photograph={photograph} elsewhere={photograph.ticketId !== ticket?.id} />
      ))}
    </ul>
  )
}

function KeptRow({ photograph, elsewhere }: { photograph: ShownPhotograph; elsewhere: boolean }) {
  const words = useWords()
  const said = words.photograph
  const { id, url, progress, unsaved } = photograph
  const text = useProgressText(photograph)
  const refused = progress.state === 'refused'
  return (
    <li className={refused || unsaved ? 'warn' : ''}>
      <img src={url} alt="" />
      <span className="photograph-state">
        <span>
          {(refused || unsaved) && <Icon name="warning" />} {text}
        </span>
        {progress.state === 'sending' && <progress value={progress.share} aria-label={said.awaited} />}
        {elsewhere && <span>{said.elsewhere}</span>}
        {unsaved && <span>{said.unsaved}</span>}
      </span>
      {(refused || unsaved) && (
        <button type="button" className="button" onClick={() => retryPhotograph(id)}>
          {refused ? words.retry : said.sendNow}
        </button>
      )}
      <button type="button" className="button" onClick={() => takeBackPhotograph(id)}>
        {said.remove}
      </button>
    </li>
  )
}

function useProgressText({ progress }: ShownPhotograph): string {
  const { photograph: said } = useWords()
  const { locale } = usePreferences()
  if (progress.state === 'waiting') return said.waiting
  if (progress.state === 'refused') return said.refused(progress.why[locale])
  return said.sending(Math.round(progress.share * 100))
}
