import { useEffect } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { play } from '../sound/sound.ts'

/** A call that has gone out is heard within this; later, the tablet says as loudly as it can that it has not. */
const HEARD_WITHIN_MS = 2_500
const AGAIN_MS = 4_000
const UNHEARD_VIBRATION = [200, 100, 200, 100, 200]

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
  useUnheardAlarm(sending)
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

/** Sounds and shakes for as long as the call has not gone out. */
function useUnheardAlarm(sending: boolean): void {
  useEffect(() => {
    if (!sending) return
    let again: ReturnType<typeof setInterval> | null = null
    const alarm = () => {
      play('distress')
      navigator.vibrate?.(UNHEARD_VIBRATION)
    }
    const first = setTimeout(() => {
      alarm()
      again = setInterval(alarm, AGAIN_MS)
    }, HEARD_WITHIN_MS)
    return () => {
      clearTimeout(first)
      if (again !== null) clearInterval(again)
    }
  }, [sending])
}
