import { thereAt } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import { atWorkOn, breachAhead } from '../../shared/breach-ahead.ts'
import { clockAt, clockOf, milestonesOf, reachedAt } from '../../shared/deadline.ts'
import type { CrewId } from '../../shared/id.ts'
import { MINUTE, SECOND } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { duration, roughDuration, unbroken } from '../../shared/typography.ts'
import { usualToSecure } from '../../shared/usual-time.ts'
import { clockTime } from '../design/format.ts'
import { Icon, type IconName } from '../design/Icon.tsx'
import { sendGuard } from '../intent/dispatch.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

/** Until when the next of what is promised should come about, what came about, and what will not hold. */
export function TicketDeadline({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const clock = clockOf(ticket, service, now)
  const { target, dueAt, startedAt } = clock
  const time = (at: number) => clockTime(at, timeZone, locale)
  const share = clock.state === 'running' ? clock.share : 0
  return (
    <div className={`deadline p${ticket.priority}`}>
      <p>
        {clock.state === 'reached' ? words.clock.reached[target] : words.clock.before[target]}{' '}
        <strong className="num">{time(clock.state === 'reached' ? clock.at : dueAt)}</strong>
        <span className={`deadline-left num ${clock.state}`}>
          {clock.state === 'running' && words.clock.remaining(duration(clock.remaining / SECOND))}
          {clock.state === 'passed' && words.clock.late(roughDuration(clock.late / SECOND))}
        </span>
      </p>
      <div className="deadline-bar" aria-hidden="true">
        <ArrivalMark ticket={ticket} startedAt={startedAt} dueAt={dueAt} />
        <svg width="100%" height="6" preserveAspectRatio="none" viewBox="0 0 100 6" aria-hidden="true">
          <rect x={100 - share * 100} width={share * 100} height={6} fill={`var(--p${ticket.priority}f)`} />
        </svg>
      </div>
      <p className="caption num deadline-foot">
        <span>{time(startedAt)}</span>
        <Expected ticket={ticket} />
      </p>
      <Milestones ticket={ticket} />
      <UsualToSecure ticket={ticket} />
      <BreachAhead ticket={ticket} />
    </div>
  )
}

const MARKS: Record<'next' | 'later' | 'reached' | 'missed', IconName> = {
  next: 'clock',
  later: 'clock',
  reached: 'check',
  missed: 'closed',
}

/** All that the ticket was promised, in order: when it came about, was missed, or is due; what comes next stands out. */
function Milestones({ ticket }: { ticket: Ticket }) {
  const words = useWords().clock.steps
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const milestones = milestonesOf(ticket, service)
  const next = milestones.find(({ reachedAt, dueAt }) => reachedAt === null && now < dueAt)
  return (
    <ol className="deadline-steps" aria-label={words.title}>
      {milestones.map((milestone) => {
        const { target, dueAt } = milestone
        const clock = clockAt(milestone, ticket.status, now)
        const time = (at: number) => clockTime(at, timeZone, locale)
        const late = clock.state === 'reached' ? clock.late : 0
        const [state, text] =
          clock.state === 'reached'
            ? ([
                'reached',
                late < MINUTE ? time(clock.at) : words.late(time(clock.at), roughDuration(late / SECOND)),
              ] as const)
            : clock.state === 'passed'
              ? (['missed', words.missed(time(dueAt))] as const)
              : ([milestone === next ? 'next' : 'later', words.before(time(dueAt))] as const)
        return (
          <li key={target} className={state} aria-current={state === 'next' ? 'step' : undefined}>
            <Icon name={MARKS[state]} size={12} />
            <span>{words[target]}</span>
            <span className="num">{text}</span>
          </li>
        )
      })}
    </ol>
  )
}

/** How long it usually takes to make such a spot safe, and by what that is known, while it is awaited. */
function UsualToSecure({ ticket }: { ticket: Ticket }) {
  const words = useWords().clock.usual
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const usualTimes = useScreen((state) => state.usualTimes)
  if (ticket.deadline.kind !== 'secured' || ticket.securedAt !== null || service === undefined) return null
  const { duration: milliseconds, learnedOf } = usualToSecure(service, usualTimes)
  const time = roughDuration(milliseconds / SECOND)
  return (
    <p className="caption num deadline-usual">
      {learnedOf === null ? words.catalogue(time) : words.learned(time, learnedOf)}
    </p>
  )
}

/** That the deadline will not hold as things stand, and what could be done; nothing while it may. */
function BreachAhead({ ticket }: { ticket: Ticket }) {
  const words = useWords().clock
  const { locale } = usePreferences()
  const now = useNow()
  const board = useScreen((state) => state.board)
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const usualTimes = useScreen((state) => state.usualTimes)
  const nearestSeconds = useScreen((state) => state.nearest.get(ticket.id) ?? null)
  const suggestion = useScreen((state) =>
    state.suggestion?.ticketId === ticket.id ? state.suggestion : null,
  )
  const atWork = atWorkOn(board, ticket, service, nearestSeconds)
  const breach = breachAhead(ticket, service, atWork, usualToSecure(service, usualTimes).duration, now)
  if (breach === null || breach.late < MINUTE || clockOf(ticket, service, now).state !== 'running')
    return null
  const holding = suggestion?.proposals.findIndex(({ breachSeconds }) => breachSeconds === 0) ?? -1
  const holder = suggestion?.proposals[holding]
  const callSignOf = (crewId: CrewId) => unbroken(board.crews.get(crewId)?.callSign ?? '')
  const holds = (crewId: CrewId, seconds: number) =>
    words.wouldHold(callSignOf(crewId), clockTime(now + seconds * SECOND, timeZone, locale), holding + 1)
  const said = [
    words.willMiss[breach.target](roughDuration(breach.late / SECOND)),
    ...(suggestion === null
      ? []
      : [holder === undefined ? words.nobodyHolds : holds(holder.crewId, holder.seconds)]),
  ]
  const guard = suggestion?.guard ?? null
  return (
    <div className="breach-ahead">
      <p>
        <Icon name="warning" size={14} /> {said.join(' ')}
      </p>
      {guard !== null && (
        <button type="button" className="button" onClick={() => sendGuard()}>
          {words.guard(callSignOf(guard.crewId), roughDuration(guard.seconds))} <kbd className="key">W</kbd>
        </button>
      )}
    </div>
  )
}

/** Where on the bar of a clock the first proposed crew would arrive. */
function ArrivalMark({ ticket, startedAt, dueAt }: { ticket: Ticket; startedAt: number; dueAt: number }) {
  const arrival = useArrival(ticket)
  if (arrival === null) return null
  const at = Math.min(1, Math.max(0, (arrival.at - startedAt) / (dueAt - startedAt)))
  return (
    <svg className="deadline-arrival" width="100%" height="12" aria-hidden="true">
      <line x1={`${at * 100}%`} x2={`${at * 100}%`} y1={0} y2={12} stroke="var(--t1)" strokeWidth={2} />
    </svg>
  )
}

function Expected({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const arrival = useArrival(ticket)
  const due = milestonesOf(ticket, service).find(({ target }) => target === 'on_scene') ?? ticket.deadline
  if (arrival === null) return null
  const margin = (due.dueAt - arrival.at) / SECOND
  const time = clockTime(arrival.at, timeZone, locale)
  const callSign = unbroken(arrival.callSign)
  return (
    <span>
      {margin >= 0
        ? words.clock.expected(callSign, time, duration(margin))
        : words.clock.expectedLate(callSign, time, roughDuration(-margin))}
    </span>
  )
}

/** When the crew that is on its way, or else the first proposed, is expected on scene. */
function useArrival(ticket: Ticket): { callSign: string; at: number } | null {
  const now = useNow()
  const board = useScreen((state) => state.board)
  const first = useScreen((state) =>
    state.suggestion?.ticketId === ticket.id ? state.suggestion.proposals[0] : undefined,
  )
  if (reachedAt(ticket) !== null || ticket.onSceneAt !== null) return null
  const [engaged] = openAssignments(board.assignments.values(), { ticketId: ticket.id })
  if (engaged !== undefined && engaged.expectedSeconds !== null)
    return { callSign: board.crews.get(engaged.crewId)?.callSign ?? '', at: thereAt(engaged) }
  if (engaged !== undefined || first === undefined) return null
  return { callSign: board.crews.get(first.crewId)?.callSign ?? '', at: now + first.seconds * SECOND }
}
