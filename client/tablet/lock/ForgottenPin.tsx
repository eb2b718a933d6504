import { useWords } from '../../react/use-words.ts'
import { RetireTablet } from '../RetireTablet.tsx'

/** Two ways out of a forgotten code, neither of which shows anything to whoever holds the tablet. */
export function ForgottenPin({ onBack }: { onBack(): void }) {
  const { lock, back } = useWords()
  return (
    <section className="unlock forgotten" aria-label={lock.forgotten}>
      <h2>{lock.forgotten}</h2>
      <p>{lock.byRadio}</p>
      <p>{lock.byRetiring}</p>
      <RetireTablet />
      <button type="button" className="tablet-button" onClick={onBack}>
        {back}
      </button>
    </section>
  )
}
