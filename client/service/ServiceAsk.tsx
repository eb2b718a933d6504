import { type FormEvent, useState } from 'react'
import type { Outcome } from '../../shared/assignment/assignment.ts'
import type { Command } from '../../shared/command.ts'
import type { Instant } from '../../shared/instant.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { Choices, Dialog } from '../console/Dialog.tsx'
import { timeToCome } from '../design/format.ts'
import { fromLocalInput } from '../design/local-input.ts'
import { saySomething } from '../intent/service-list.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { dueChoices } from './due-choices.ts'

export type ServiceQuestion = 'take' | 'close' | 'giveBack'

const OUTCOMES: readonly Outcome[] = ['done', 'nothing_found', 'handed_over', 'not_done']

interface ServiceAskProps {
  question: ServiceQuestion
  ticket: Ticket
  onDone(): void
}

/** Asks what an action needs to know: by when, with what outcome, why. One key answers; the rest is typed. */
export function ServiceAsk({ question, ...props }: ServiceAskProps) {
  if (question === 'take') return <AskDue {...props} />
  return question === 'close' ? <AskOutcome {...props} /> : <AskReason {...props} />
}

type Asked = Omit<ServiceAskProps, 'question'>

function AskDue({ ticket, onDone }: Asked) {
  const words = useWords().service
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const take = (dueAt: Instant) => {
    const command: Command = { type: 'accept_transfer', ticketId: ticket.id, dueAt }
    saySomething(command, words.taken(ticketReference(ticket), timeToCome(dueAt, now, timeZone, locale)))
  }
  const choices = dueChoices(now, timeZone).map((dueAt) => ({
    key: String(dueAt),
    text: timeToCome(dueAt, now, timeZone, locale),
    onChoose: () => take(dueAt),
  }))
  return (
    <Dialog title={words.askDue} onClose={onDone}>
      <Choices choices={choices} onDone={onDone} />
      <Typed
        label={words.dueOther}
        send={words.dueChoose}
        type="datetime-local"
        onSend={(text) => {
          const dueAt = fromLocalInput(text, timeZone)
          if (dueAt === null) return
          take(dueAt)
          onDone()
        }}
      />
    </Dialog>
  )
}

function AskOutcome({ ticket, onDone }: Asked) {
  const words = useWords().service
  const { locale } = usePreferences()
  const choices = OUTCOMES.map((outcome) => ({
    key: outcome,
    text: domainWords[locale].outcome[outcome],
    onChoose: () =>
      void saySomething(
        { type: 'close_ticket', ticketId: ticket.id, outcome },
        words.closed(ticketReference(ticket)),
      ),
  }))
  return (
    <Dialog title={words.askOutcome} onClose={onDone}>
      <Choices choices={choices} onDone={onDone} />
    </Dialog>
  )
}

function AskReason({ ticket, onDone }: Asked) {
  const words = useWords().service
  const giveBack = (reason: string) =>
    void saySomething(
      { type: 'return_ticket', ticketId: ticket.id, reason },
      words.returned(ticketReference(ticket)),
    )
  const choices = words.reasons.map((reason) => ({
    key: reason,
    text: reason,
    onChoose: () => giveBack(reason),
  }))
  return (
    <Dialog title={words.askReason} onClose={onDone}>
      <Choices choices={choices} onDone={onDone} />
      <Typed
        label={words.reasonOther}
        send={words.reasonSend}
        type="text"
        onSend={(reason) => {
          giveBack(reason)
          onDone()
        }}
      />
    </Dialog>
  )
}

interface TypedProps {
  label: string
  send: string
  type: 'text' | 'datetime-local'
  onSend(text: string): void
}

/** What no key stands for. */
function Typed({ label, send, type, onSend }: TypedProps) {
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') onSend(text)
  }
  return (
    <form className="service-typed" onSubmit={submit}>
      <label>
        {label}
        {/* Not `.field`: the dialog would begin with it, and no key would answer. */}
        <input type={type} maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="submit" className="button" disabled={text.trim() === ''}>
        {send}
      </button>
    </form>
  )
}
