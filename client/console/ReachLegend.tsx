import { REACH_MINUTES } from '../../shared/reach.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import type { ReachShown } from '../intent/reach.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'

/** Of whom the isochrones are, how their bands look, and how old they are. */
export function ReachLegend({ shown, onLeave }: { shown: ReachShown; onLeave(): void }) {
  const words = useWords().reach
  const { state, answer: reach } = shown
  const problem = reach?.problem ?? null
  return (
    <section className="map-reach" aria-label={words.control}>
      <h2>
        <Subject {...shown} />
      </h2>
      <button type="button" className="top-icon" aria-label={words.leave} onClick={onLeave}>
        <Icon name="close" />
      </button>
      {reach !== null && problem === null && (
        <ul className="num">
          {REACH_MINUTES.map((minutes) => (
            <li key={minutes}>
              <i className={`map-reach-band within-${minutes}`} />
              {words.minutes(minutes)}
            </li>
          ))}
        </ul>
      )}
      <p role="status">
        {state === 'computing' && words.computing}
        {state === 'failed' && words.failed}
        {state === 'shown' && problem !== null && words.problem[problem]}
      </p>
      {reach !== null && problem === null && <Age at={reach.computedAt} />}
    </section>
  )
}

function Subject({ subject, answer: reach }: ReachShown) {
  const words = useWords().reach
  const name = useScreen(({ board }) => {
    if ('crew' in subject) return board.crews.get(subject.crew)?.callSign ?? ''
    const ticket = 'ticket' in subject ? board.tickets.get(subject.ticket) : undefined
    return ticket === undefined ? '' : ticketReference(ticket)
  })
  if ('crew' in subject) return words.byCrew(unbroken(name))
  return 'ticket' in subject ? words.toTicket(unbroken(name)) : words.byFree(reach?.crews ?? 0)
}

function Age({ at }: { at: number }) {
  const words = useWords().suggestion
  const now = useNow()
  return <p className="caption num">{words.computed(roughDuration(Math.max(0, (now - at) / 1000)))}</p>
}
