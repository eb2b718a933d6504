import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { grantOf } from '../../shared/authority.ts'
import type { Photograph } from '../../shared/ticket/photograph.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { Icon } from '../design/Icon.tsx'
import { removePhotograph } from '../intent/photographs.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { Awaited, Picture, pictureOf, usePhotographName } from './PhotographTile.tsx'

interface PhotographViewerProps {
  ticket: Ticket
  /** Its own and those of what is joined to it. */
  photographs: readonly Photograph[]
  /** The one that is shown first. */
  first: Photograph['id']
  onClose(): void
}

/** The photographs of a ticket, one at a time and as large as the screen: arrows go on, Escape goes back. */
export function PhotographViewer({ ticket, photographs, first, onClose }: PhotographViewerProps) {
  const words = useWords().photograph
  const name = usePhotographName()
  const element = useRef<HTMLDialogElement>(null)
  const [shown, setShown] = useState(first)
  const at = photographs.findIndex(({ id }) => id === shown)
  const photograph = photographs[at]
  useEffect(() => {
    element.current?.showModal()
    // Not the first button, which removes it.
    element.current?.focus()
  }, [])
  // Removed, here or elsewhere: there is nothing to look at any more.
  useEffect(() => {
    if (photograph === undefined) element.current?.close()
  }, [photograph])
  const move = (step: 1 | -1) => {
    const next = photographs[at + step]
    if (next !== undefined) setShown(next.id)
  }
  const press = (event: KeyboardEvent) => {
    // The keys of the screen behind are not for now.
    event.stopPropagation()
    if (event.key === 'ArrowLeft') move(-1)
    if (event.key === 'ArrowRight') move(1)
  }
  return (
    <dialog
      ref={element}
      className="photograph-viewer"
      aria-label={photograph === undefined ? words.title(0) : name(photograph)}
      onClose={onClose}
      tabIndex={-1}
      onKeyDown={press}
    >
      {photograph !== undefined && (
        <>
          <Bar
            ticket={ticket}
            photograph={photograph}
            rank={words.rank(at + 1, photographs.length)}
            onClose={() => element.current?.close()}
          />
          <div className="photograph-stage">
            <Turn icon="left" text={words.previous} disabled={at === 0} onPress={() => move(-1)} />
            {photograph.received === null ? (
              <Awaited since={photograph.addedAt} />
            ) : (
              <Picture
                key={photograph.id}
                source={pictureOf(ticket.id, photograph.id)}
                alt={name(photograph)}
              />
            )}
            <Turn
              icon="right"
              text={words.next}
              disabled={at === photographs.length - 1}
              onPress={() => move(1)}
            />
          </div>
        </>
      )}
    </dialog>
  )
}

interface BarProps {
  ticket: Ticket
  photograph: Photograph
  rank: string
  onClose(): void
}

/** What is shown, in words, and what can be done with it. */
function Bar({ ticket, photograph, rank, onClose }: BarProps) {
  const words = useWords()
  const name = usePhotographName()
  const role = useScreen((state) => state.session?.role ?? 'crew')
  const [sure, setSure] = useState<Photograph['id'] | null>(null)
  const isOwn = ticket.photographs.some(({ id }) => id === photograph.id)
  const remove = () => {
    if (sure === photograph.id) removePhotograph(ticket.id, photograph.id)
    else setSure(photograph.id)
  }
  return (
    <header>
      <p aria-live="polite">
        {name(photograph)} <span className="num">{rank}</span>
      </p>
      {isOwn && grantOf('remove_photograph', role) === 'yes' && (
        <button type="button" className="button" onClick={remove}>
          {sure === photograph.id ? words.photograph.removeConfirm : words.photograph.remove}
        </button>
      )}
      <button type="button" className="photograph-turn" aria-label={words.close} onClick={onClose}>
        <Icon name="close" size={20} />
      </button>
    </header>
  )
}

interface TurnProps {
  icon: 'left' | 'right'
  text: string
  disabled: boolean
  onPress(): void
}

function Turn({ icon, text, disabled, onPress }: TurnProps) {
  return (
    <button
      type="button"
      className="photograph-turn"
      aria-label={text}
      aria-disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} size={20} />
    </button>
  )
}
