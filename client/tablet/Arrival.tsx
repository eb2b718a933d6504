import { type Assignment, isUnderWay } from '../../shared/assignment/assignment.ts'
import { type LonLat, metresBetween } from '../../shared/geo.ts'
import { after, SECOND } from '../../shared/instant.ts'
import type { Way } from '../../shared/protocol/crew.ts'
import { distance, roughDuration } from '../../shared/typography.ts'
import { clockTime } from '../design/format.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { wayFrom } from '../store/way.ts'

/** Figures older than this say so, in seconds. */
const AGEING_SECONDS = 30

interface ArrivalProps {
  current: Assignment | undefined
  own: LonLat | null
  target: LonLat | null
}

/** How long and how far it still is, and what the figures rest on; nothing once there. */
export function Arrival({ current, own, target }: ArrivalProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const answer = useScreen((state) => state.way)
  if (current === undefined || own === null || target === null || !isUnderWay(current)) return null
  const way = wayFrom(answer, current.ticketId, own)
  if (way !== null) return <Figures way={way} />
  return (
    <div className="tablet-arrival num">
      <p>{words.tablet.straight(distance(metresBetween(own, target), locale))}</p>
      {answer?.problem === 'unreachable' && <p className="exception">{words.tablet.noWay}</p>}
    </div>
  )
}

function Figures({ way: { seconds, metres, basis, computedAt } }: { way: Way }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const age = (now - computedAt) / SECOND
  const time = clockTime(after(computedAt, seconds * SECOND), timeZone, locale)
  const far = distance(metres, locale)
  return (
    <div className="tablet-arrival num">
      <b>{roughDuration(seconds)}</b>
      <p>
        {basis === 'road' ? words.tablet.byRoad(far) : words.tablet.straight(far)},{' '}
        {words.tablet.arrival(time)}
      </p>
      {age >= AGEING_SECONDS && <p className="exception">{words.suggestion.computed(roughDuration(age))}</p>}
    </div>
  )
}
