import type { Crew } from '../../shared/crew/crew.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'

interface DistressStateProps {
  crew: Crew
  /** The device knows where it is. */
  located: boolean
  sending: boolean
}

/** Whether the call was heard, and by whom: nothing may look transmitted that is not. */
export function DistressState({ crew: { distress }, located, sending }: DistressStateProps) {
  const { tablet, link } = useWords()
  const heard = useScreen((state) => !state.feed.resuming)
  if (distress === null) {
    return (
      <div className="distress-state pending" role="alert">
        <strong>{tablet.distressPending}</strong>
        {sending && !heard && <p>{link.connecting}</p>}
      </div>
    )
  }
  return (
    <div className="distress-state" role="alert">
      <strong>{tablet.distressSent}</strong>
      <p>
        {distress.takenBy === null
          ? located
            ? tablet.distressSentHint
            : tablet.distressNowhere
          : tablet.distressTaken(distress.takenBy)}
      </p>
    </div>
  )
}
