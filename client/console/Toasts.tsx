import type { ChoiceReason } from '../../shared/command.ts'
import { domainWords } from '../../shared/words.ts'
import { Icon } from '../design/Icon.tsx'
import { explainChoice, undoLast } from '../intent/dispatch.ts'
import { dismissToast } from '../intent/toast.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import type { Toast } from '../store/screen-store.ts'

export const CHOICE_REASONS: readonly ChoiceReason[] = ['knows_place', 'equipment', 'radio', 'other']

/** What was just done, with a way back; what was refused, until it is read. */
export function Toasts() {
  const toasts = useScreen((state) => state.toasts)
  return (
    <div className="toasts">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastLine({ toast }: { toast: Toast }) {
  const words = useWords()
  const { locale } = usePreferences()
  const { id, kind, text, undo, why } = toast
  return (
    <div className={`toast ${kind}`}>
      <Icon name={kind === 'refusal' ? 'warning' : 'check'} />
      <span>{text}</span>
      {why !== null && (
        <span className="toast-why">
          {words.why.question(why.first)}
          {CHOICE_REASONS.map((reason, index) => (
            <button key={reason} type="button" onClick={() => explainChoice(id, why.assignmentId, reason)}>
              <kbd className="key">{index + 1}</kbd> {domainWords[locale].choice[reason]}
            </button>
          ))}
        </span>
      )}
      {undo !== null && (
        <button type="button" className="toast-undo" onClick={() => undoLast()}>
          {words.toast.undo} <kbd className="key">Ctrl Z</kbd>
        </button>
      )}
      {kind === 'refusal' && (
        <button type="button" aria-label={words.close} onClick={() => dismissToast(id)}>
          <Icon name="close" />
        </button>
      )}
      {undo !== null && <i className="toast-time" aria-hidden="true" />}
    </div>
  )
}
