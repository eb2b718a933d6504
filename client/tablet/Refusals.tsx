import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import type { Refused } from '../feed/command-store.ts'
import { refusalText } from '../intent/answer.ts'
import { link } from '../intent/link.ts'
import { dismissToast } from '../intent/toast.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { saidText } from './said-text.ts'

/** What was refused and why, and what others changed, until it is read: nothing happens to a crew in silence. */
export function Refusals() {
  const words = useWords()
  const toasts = useScreen((state) => state.toasts)
  const unkept = useScreen((state) => state.outbox.unkept)
  return (
    <>
      {unkept && (
        <p className="tablet-refusal" role="alert">
          <Icon name="warning" size={24} /> {words.tablet.unkept}
        </p>
      )}
      <RefusedList />
      {toasts
        .filter(({ kind }) => kind !== 'done')
        .map(({ id, kind, text }) => (
          <p key={id} className={`tablet-refusal ${kind}`} role="alert">
            <Icon name={kind === 'refusal' ? 'warning' : 'info'} size={24} /> {text}
            <button type="button" aria-label={words.close} onClick={() => dismissToast(id)}>
              <Icon name="close" size={24} />
            </button>
          </p>
        ))}
    </>
  )
}

/** Each refusal, until a person has read it. */
export function RefusedList() {
  const refused = useScreen((state) => state.outbox.refused)
  return refused.map((one) => <RefusedNote key={one.id} refused={one} />)
}

function RefusedNote({ refused: { id, type, saidAt, refusal } }: { refused: Refused }) {
  const words = useWords()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const offset = useScreen((state) => state.feed.clockOffset)
  const time = clockTime(saidAt + offset, timeZone, locale)
  return (
    <p className="tablet-refusal refusal" role="alert">
      <Icon name="warning" size={24} />
      <span>
        <b>{words.tablet.sending.refused(saidText(type, words), time)}</b> {refusalText(refusal)}
      </span>
      <button type="button" className="tablet-understood" onClick={() => link().dismiss(id)}>
        {words.tablet.sending.understood}
      </button>
    </p>
  )
}
