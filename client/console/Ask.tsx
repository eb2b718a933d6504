import { useEffect, useState } from 'react'
import { type Assignment, type Outcome, outcomes } from '../../shared/assignment/assignment.ts'
import { STEP_STATUS } from '../../shared/assignment/next-step.ts'
import { openAssignments } from '../../shared/board.ts'
import type { Agency, Priority } from '../../shared/catalogue/service.ts'
import type { RecallReason } from '../../shared/command.ts'
import type { AssignmentId } from '../../shared/id.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { cancelTicket, closeTicket, recall, setPriority, transferTicket } from '../intent/dispatch.ts'
import { sayCleared, sayStep, stepHeard } from '../intent/radio.ts'
import type { PlaceQuestion } from '../panels/KnownPlace.tsx'
import type { Question } from '../panels/TicketPanel.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { AskType } from './AskType.tsx'
import { Choices, Dialog } from './Dialog.tsx'

const RECALL_REASONS: readonly RecallReason[] = [
  'mistake',
  'more_urgent',
  'no_longer_needed',
  'replaced',
  'other',
]
const OUTCOMES: readonly Outcome[] = ['done', 'nothing_found', 'handed_over', 'not_done']
const PRIORITIES: readonly Priority[] = [1, 2, 3, 4]

interface AskProps {
  question: Exclude<Question, PlaceQuestion>
  ticket: Ticket
  onDone(): void
}

/** Asks what an action needs to know: one key answers. */
export function Ask({ question, ticket, onDone }: AskProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const labels = domainWords[locale]
  switch (question) {
    case 'recall':
      return <AskRecall ticket={ticket} onDone={onDone} />
    case 'step':
      return <AskStep ticket={ticket} onDone={onDone} />
    case 'type':
      return <AskType ticket={ticket} onDone={onDone} />
    case 'priority': {
      const choices = PRIORITIES.map((priority) => ({
        key: String(priority),
        text: `${words.ask.priority} ${priority}`,
        onChoose: () => setPriority(ticket.id, priority),
      }))
      return <One title={words.ask.priority} choices={choices} onDone={onDone} />
    }
    case 'close': {
      const choices = OUTCOMES.map((outcome) => ({
        key: outcome,
        text: labels.outcome[outcome],
        onChoose: () => closeTicket(ticket.id, outcome),
      }))
      return <One title={words.ask.outcome} choices={choices} onDone={onDone} />
    }
    case 'cancel': {
      const choices = words.ask.cancelReasons.map((reason) => ({
        key: reason,
        text: reason,
        onChoose: () => cancelTicket(ticket.id, reason),
      }))
      return (
        <One title={`${words.ticket.cancelTicket} : ${words.ask.reason}`} choices={choices} onDone={onDone} />
      )
    }
    case 'transfer':
      return <AskAgency ticket={ticket} onDone={onDone} />
  }
}

/** To whom: first the agency that its type and its answers name. The municipal police is the PC Radio itself. */
function AskAgency({ ticket, onDone }: Omit<AskProps, 'question'>) {
  const words = useWords()
  const { locale } = usePreferences()
  const catalogues = useScreen((state) => state.catalogues)
  const inForce = useScreen((state) => state.board.catalogueVersion)
  const others = catalogues.get(inForce)?.agencies.filter(({ kind }) => kind !== 'police') ?? []
  const isNamed = ({ code }: Agency) => code === ticket.needs?.agency
  const [isTold, setTold] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'p' || event.ctrlKey || event.metaKey || event.repeat) return
      event.preventDefault()
      setTold((told) => !told)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  const choices = [...others.filter(isNamed), ...others.filter((one) => !isNamed(one))].map((agency) => {
    const told = isTold && agency.kind === 'partner'
    return {
      key: agency.code,
      text: told ? words.ask.toldByTelephone(agency.name[locale]) : agency.name[locale],
      onChoose: () =>
        transferTicket(ticket.id, agency.code, agency.name[locale], told ? 'telephone' : undefined),
    }
  })
  return (
    <Dialog title={words.ask.agency} onClose={onDone}>
      {others.some(({ kind }) => kind === 'partner') && (
        <div className="ask-when">
          <button
            type="button"
            className="button quiet"
            aria-pressed={isTold}
            aria-keyshortcuts="P"
            onClick={() => setTold(!isTold)}
          >
            <kbd className="key">P</kbd> {words.ask.partnerTold}
          </button>
        </div>
      )}
      <Choices choices={choices} onDone={onDone} />
    </Dialog>
  )
}

function One({ title, choices, onDone }: { title: string } & Parameters<typeof Choices>[0]) {
  return (
    <Dialog title={title} onClose={onDone}>
      <Choices choices={choices} onDone={onDone} />
    </Dialog>
  )
}

/** Whom it is about, where several crews are on the ticket. */
function useCrewAskedAbout(ticket: Ticket, onChosen?: (assignment: Assignment) => void) {
  const board = useScreen((state) => state.board)
  const engaged = openAssignments(board.assignments.values(), { ticketId: ticket.id })
  const [only] = engaged.length === 1 ? engaged : []
  const [chosenId, choose] = useState<AssignmentId | null>(null)
  const chosen = engaged.find(({ id }) => id === chosenId) ?? only ?? null
  const callSignOf = ({ crewId }: Assignment) => unbroken(board.crews.get(crewId)?.callSign ?? '')
  const crews = engaged.map((assignment) => ({
    key: assignment.id,
    text: callSignOf(assignment),
    onChoose: () => {
      choose(assignment.id)
      onChosen?.(assignment)
    },
  }))
  return { chosen, callSignOf, crews }
}

/** Whom to recall; then why. */
function AskRecall({ ticket, onDone }: Omit<AskProps, 'question'>) {
  const words = useWords()
  const { locale } = usePreferences()
  const { chosen, callSignOf, crews } = useCrewAskedAbout(ticket)
  if (chosen === null) return <Whom title={words.ask.recallWhom} crews={crews} onDone={onDone} />
  const choices = RECALL_REASONS.map((reason) => ({
    key: reason,
    text: domainWords[locale].recall[reason],
    onChoose: () => recall(chosen.id, reason),
  }))
  return <One title={words.ask.recallReason(callSignOf(chosen))} choices={choices} onDone={onDone} />
}

/** Which crew said its next step by radio; a crew that is done also said with what outcome. */
function AskStep({ ticket, onDone }: Omit<AskProps, 'question'>) {
  const words = useWords()
  const { locale } = usePreferences()
  const say = (assignment: Assignment) => {
    const step = stepHeard(assignment)
    if (step === null || step === 'clear') return
    sayStep(assignment, step)
    onDone()
  }
  const { chosen, callSignOf, crews } = useCrewAskedAbout(ticket, say)
  if (chosen === null || stepHeard(chosen) !== 'clear')
    return <Whom title={words.ask.stepWhom} crews={crews} onDone={onDone} />
  const choices = outcomes.map((outcome) => ({
    key: outcome,
    text: domainWords[locale].outcome[outcome],
    onChoose: () => sayCleared(chosen, outcome),
  }))
  const title = `${callSignOf(chosen)}, ${words.tablet.steps[STEP_STATUS.clear]} · ${words.ask.outcome}`
  return <One title={title} choices={choices} onDone={onDone} />
}

function Whom({
  title,
  crews,
  onDone,
}: {
  title: string
  crews: Parameters<typeof Choices>[0]['choices']
  onDone(): void
}) {
  return (
    <Dialog title={title} onClose={onDone}>
      <Choices choices={crews} onDone={() => {}} />
    </Dialog>
  )
}
