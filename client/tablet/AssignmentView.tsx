import './known-place.css'
import { useEffect, useState } from 'react'
import type { Assignment } from '../../shared/assignment/assignment.ts'
import { maySecureToo, type NextStep, nextStep, STEP_STATUS } from '../../shared/assignment/next-step.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { Icon, type IconName } from '../design/Icon.tsx'
import { select } from '../intent/select.ts'
import { send } from '../intent/send.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { type Asking, AskSheet } from './AskSheet.tsx'
import { Clock, Head, Steps, Told } from './AssignmentFacts.tsx'
import { DistressButton } from './DistressButton.tsx'
import { HandedOver } from './HandedOver.tsx'
import { KnownAccess, KnownHazards } from './KnownPlace.tsx'
import { NotePlace } from './NotePlace.tsx'
import { Photographs } from './Photographs.tsx'
import { PositionProblem } from './PositionProblem.tsx'
import type { DevicePosition } from './position-watch.ts'
import { Queued } from './Queued.tsx'
import { Refusals } from './Refusals.tsx'
import { ReinforcementState, useReinforcement } from './Reinforcement.tsx'

interface AssignmentViewProps {
  crew: Crew
  assignment: Assignment
  queued: readonly Assignment[]
  position: DevicePosition
}

/** The one assignment in hand: what, where, until when; one large button for what comes next. */
export function AssignmentView({ crew, assignment, queued, position }: AssignmentViewProps) {
  const words = useWords()
  const ticket = useScreen((state) => state.board.tickets.get(assignment.ticketId))
  const [asking, setAsking] = useState<Asking | null>(null)
  useEffect(() => {
    select(assignment.ticketId)
    return () => select(null)
  }, [assignment.ticketId])
  if (ticket === undefined) return <main className="tablet-side">{words.ticket.loading}</main>
  return (
    <main className="tablet-side">
      <HandedOver crew={crew} />
      <ReinforcementState assignment={assignment} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is told may be longer than the screen, and keys must reach its end */}
      <section className="tablet-facts" aria-label={words.tablet.facts} tabIndex={0}>
        <Refusals />
        <PositionProblem position={position} />
        <Head ticket={ticket} />
        <Clock ticket={ticket} />
        <KnownHazards ticket={ticket} />
        <Told ticket={ticket} />
        <KnownAccess ticket={ticket} />
        <Photographs ticket={ticket} />
        <Queued queued={queued} />
        <NotePlace ticket={ticket} />
      </section>
      <Steps assignment={assignment} ticket={ticket} />
      <NextSteps assignment={assignment} ticket={ticket} onOutcome={() => setAsking('outcome')} />
      <div className="tablet-tools">
        <Tool icon="note" text={words.tablet.message} onPress={() => setAsking('message')} />
        <Tool icon="camera" text={words.photograph.tool} onPress={() => setAsking('photograph')} />
        <ReinforcementTool assignment={assignment} onPress={() => setAsking('reinforcement')} />
        <LeaveTool assignment={assignment} onAsk={setAsking} />
        <DistressButton crew={crew} position={position} />
      </div>
      {asking !== null && (
        <AskSheet asking={asking} assignment={assignment} ticket={ticket} onClose={() => setAsking(null)} />
      )}
    </main>
  )
}

interface NextStepsProps {
  assignment: Assignment
  ticket: Ticket
  onOutcome(): void
}

/** The one large button, and a smaller one beside it where a place may have to be made safe before it is left. */
function NextSteps({ assignment, ticket, onOutcome }: NextStepsProps) {
  const words = useWords()
  const target = ticket.deadline.kind
  const settling = useSettling(assignment.status)
  const next = nextStep(assignment.status, target)
  if (next === null) return null
  const press = (step: NextStep) => {
    if (step === 'clear') onOutcome()
    else send({ type: step, assignmentId: assignment.id })
  }
  const button = (step: NextStep, className: string, hint: string) => (
    <button type="button" className={className} disabled={settling} onClick={() => press(step)}>
      {words.tablet.steps[STEP_STATUS[step]]}
      <small>{hint}</small>
    </button>
  )
  return (
    <div className="tablet-next-steps">
      {maySecureToo(assignment.status, target) &&
        button('secure', 'tablet-next too', words.tablet.secureTooHint)}
      {button(next, 'tablet-next', words.tablet.stepHint[next])}
    </div>
  )
}

const SETTLE_MS = 700

/** True for a moment after a step: a finger that taps twice must not say the next one too. */
function useSettling(status: Assignment['status']): boolean {
  const [settled, setSettled] = useState(status)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(status), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [status])
  return settled !== status
}

/** It stays down while what was asked waits for an answer. */
function ReinforcementTool({ assignment, onPress }: { assignment: Assignment; onPress(): void }) {
  const words = useWords()
  const state = useReinforcement(assignment)
  const asked = state === 'unheard' || state === 'heard'
  const why = asked ? words.reinforcement.tool[state] : null
  return <Tool icon="people" text={words.tablet.reinforcement} why={why} onPress={onPress} />
}

/** Before leaving for it, an assignment can be declined; once there, it can be left to others. */
function LeaveTool({ assignment, onAsk }: { assignment: Assignment; onAsk(asking: Asking): void }) {
  const { tablet } = useWords()
  if (assignment.status === 'dispatched' || assignment.status === 'acknowledged')
    return <Tool icon="close" text={tablet.declineShort} onPress={() => onAsk('decline')} />
  const early = assignment.status === 'en_route'
  return (
    <Tool
      icon="radio"
      text={tablet.radioAvailable}
      why={early ? tablet.radioOnceThere : null}
      onPress={() => onAsk('radio')}
    />
  )
}

interface ToolProps {
  icon: IconName
  text: string
  /** Why it cannot be used now; null where it can. */
  why?: string | null
  onPress(): void
}

function Tool({ icon, text, why = null, onPress }: ToolProps) {
  return (
    <button type="button" className="tablet-tool" disabled={why !== null} onClick={onPress}>
      <Icon name={icon} size={24} />
      {text}
      {why !== null && <small>{why}</small>}
    </button>
  )
}
