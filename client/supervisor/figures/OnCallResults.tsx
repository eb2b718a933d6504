import type { OnCallFigures } from '../../../shared/figures/figures.ts'
import type { Quantile } from '../../../shared/figures/quantile.ts'
import { duration } from '../../../shared/typography.ts'
import { useWords } from '../../react/use-words.ts'

/** What came of calling people from home, in a line; nothing where nobody was. */
export function OnCallResults({ onCall }: { onCall: OnCallFigures }) {
  const { figures: words } = useWords()
  const { callOuts, accepted, alarmed, people, declined, unanswered, p50, p90 } = onCall
  if (callOuts === 0) return null
  const took = (quantile: Quantile | null) => {
    if (quantile === null) return words.none
    const time = duration(quantile.seconds)
    return quantile.atLeast ? words.atLeast(time) : time
  }
  const facts = [
    words.callOuts(callOuts),
    words.accepted(accepted),
    words.acceptedIn(took(p50), took(p90)),
    words.called(people, declined, unanswered),
    words.alarms(alarmed),
  ]
  return (
    <p className="figures-on-call">
      <b>{words.onCall}</b> {facts.join(' · ')}
    </p>
  )
}
