import { useState } from 'react'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import type { Said } from '../feed/command-store.ts'
import { useFreshness } from '../panels/Freshness.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { RefusedList } from './Refusals.tsx'
import { Sheet } from './Sheet.tsx'
import { saidText } from './said-text.ts'

/** « Envoyé », how much still waits, or what was refused: never a silence that could mean either. Pressed, it lists them. */
export function SentState() {
  const words = useWords()
  const [open, setOpen] = useState(false)
  const { waiting, refused } = useScreen((state) => state.outbox)
  const { state } = useFreshness()
  const quiet = state === 'current' ? words.tablet.sent : words.link.connecting
  const kind =
    refused.length > 0 ? 'refused' : waiting.length > 0 || state !== 'current' ? 'waiting' : 'clear'
  return (
    <>
      <button
        type="button"
        className={`tablet-sent ${kind}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <i aria-hidden="true">{kind === 'refused' && <Icon name="close" size={14} />}</i>
        <span role="status">
          {refused.length > 0
            ? words.tablet.refusedCount(refused.length)
            : waiting.length > 0
              ? words.tablet.pending(waiting.length)
              : quiet}
        </span>
      </button>
      {open && (
        <Sheet title={words.tablet.sending.title} onClose={() => setOpen(false)}>
          <RefusedList />
          {waiting.length > 0 && <p>{words.tablet.sending.order}</p>}
          <ol className="tablet-sending">
            {waiting.map((said) => (
              <WaitingRow key={said.id} said={said} />
            ))}
          </ol>
          {waiting.length === 0 && refused.length === 0 && <p>{words.tablet.sending.nothing}</p>}
        </Sheet>
      )}
    </>
  )
}

function WaitingRow({ said }: { said: Said }) {
  const words = useWords()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const offset = useScreen((state) => state.feed.clockOffset)
  return (
    <li>
      <time className="num">{clockTime(said.saidAt + offset, timeZone, locale)}</time>
      <b>{saidText(said.command.type, words)}</b>
      <span>{words.tablet.sending.waiting}</span>
    </li>
  )
}
