import { Icon } from '../design/Icon.tsx'
import { dismissToast } from '../intent/toast.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'

/** What was refused, and why, until it is read: nothing that a crew said is dropped in silence. */
export function Refusals() {
  const words = useWords()
  const toasts = useScreen((state) => state.toasts)
  return (
    <>
      {toasts
        .filter(({ kind }) => kind === 'refusal')
        .map(({ id, text }) => (
          <p key={id} className="tablet-refusal" role="alert">
            <Icon name="warning" size={24} /> {text}
            <button type="button" aria-label={words.close} onClick={() => dismissToast(id)}>
              <Icon name="close" size={24} />
            </button>
          </p>
        ))}
    </>
  )
}
