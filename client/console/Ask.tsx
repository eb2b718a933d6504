import { useState } from 'react'
import type { Outcome } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import type { Priority } from '../../shared/catalogue/service.ts'
import type { RecallReason } from '../../shared/command.ts'
import type { AssignmentId } from '../../shared/id.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { cancelTicket, closeTicket, recall, setPriority, transferTicket } from '../intent/dispatch.ts'
import type { Question } from '../panels/TicketPanel.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
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
  question: Question
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
    case 'transfer': {
      const choices = words.ask.agencies.map((agency) => ({
        key: agency,
        text: agency,
        onChoose: () => transferTicket(ticket.id, agency),
      }))
      return <One title={words.ask.agency} choices={choices} onDone={onDone} />
    }
  }
}

function One({ title, choices, onDone }: { title: string } & Parameters<typeof Choices>[0]) {
  return (
    <Dialog title={title} onClose={onDone}>
      <Choices choices={choices} onDone={onDone} />
    </Dialog>
  )
}

/** Whom to recall, where there are several; then why. */
function AskRecall({ ticket, onDone }: Omit<AskProps, 'question'>) {
  const words = useWords()
  const { locale } = usePreferences()
  const board = useScreen((state) => state.board)
  const engaged = openAssignments(board.assignments.values(), { ticketId: ticket.id })
  const [chosen, setChosen] = useState<AssignmentId | null>(
    engaged.length === 1 ? (engaged[0]?.id ?? null) : null,
  )
  const callSignOf = (id: AssignmentId) => {
    const assignment = board.assignments.get(id)
    return unbroken((assignment && board.crews.get(assignment.crewId)?.callSign) ?? '')
  }
  if (chosen === null) {
    const choices = engaged.map(({ id }) => ({
      key: id,
      text: callSignOf(id),
      onChoose: () => setChosen(id),
    }))
    return (
      <Dialog title={words.ask.recallWhom} onClose={onDone}>
        <Choices choices={choices} onDone={() => {}} />
      </Dialog>
    )
  }
  const choices = RECALL_REASONS.map((reason) => ({
    key: reason,
    text: domainWords[locale].recall[reason],
    onChoose: () => recall(chosen, reason),
  }))
  return <One title={words.ask.recallReason(callSignOf(chosen))} choices={choices} onDone={onDone} />
}
