import { Icon } from '../design/Icon.tsx'
import { dismissToast } from '../intent/toast.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'

/** What was refused and why, and what others changed, until it is read: nothing happens to a crew in silence. */
export function Refusals() {
  const words = useWords()
  const toasts = useScreen((state) => state.toasts)
  return (
    <>
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
