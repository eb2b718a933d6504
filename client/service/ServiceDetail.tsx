import { type FormEvent, useState } from 'react'
import { useStore } from 'zustand'
import { noteIdSchema } from '../../shared/id.ts'
import { isUnderWay, type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { Icon, type IconName } from '../design/Icon.tsx'
import { joinHere, separateHere } from '../intent/service-join.ts'
import { chooseTicket, saySomething } from '../intent/service-list.ts'
import { AlikeList } from '../panels/AlikeTickets.tsx'
import { KnownList } from '../panels/KnownPlace.tsx'
import { Told, Weight } from '../panels/Reports.tsx'
import { TicketHead } from '../panels/TicketHead.tsx'
import { TicketLog } from '../panels/TicketLog.tsx'
import { PhotographGrid, usePhotographs } from '../panels/TicketPhotographs.tsx'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { alikeOnBoard, heardAlike, ticketKey } from '../store/alike.ts'
import { serviceClock, serviceState } from '../store/service-list.ts'
import type { ServiceQuestion } from './ServiceAsk.tsx'
import { DueText } from './ServiceList.tsx'

interface ServiceDetailProps {
  ticket: Ticket | undefined
  onAsk(question: ServiceQuestion): void
}

/** All that the service is told of a ticket, and what it can do with it. */
export function ServiceDetail({ ticket, onAsk }: ServiceDetailProps) {
  const words = useWords().service
  const selected = useScreen((state) => state.selected)
  if (ticket === undefined)
    return (
      <section className="service-detail">
        <p className="service-empty">{selected === null ? words.choose : words.gone}</p>
        {selected !== null && <Back />}
      </section>
    )
  return (
    <section className="service-detail" aria-label={ticketReference(ticket)}>
      <div className="service-scroll">
        <Back />
        <Head ticket={ticket} />
        {ticket.status === 'transferred' && <Actions ticket={ticket} onAsk={onAsk} />}
        <Body key={ticket.id} ticket={ticket} />
      </div>
      <NoteForm key={ticket.id} ticket={ticket} />
    </section>
  )
}

/** On a narrow screen the list and the ticket take turns. */
function Back() {
  const words = useWords().service
  return (
    <button type="button" className="button service-back" onClick={() => chooseTicket(null)}>
      <Icon name="left" /> {words.back}
    </button>
  )
}

function Head({ ticket }: { ticket: Ticket }) {
  const words = useWords().service
  const now = useNow()
  const { transfer } = ticket
  return (
    <TicketHead ticket={ticket} clock={serviceClock(ticket, now)}>
      <p className="service-state">
        <DueText ticket={ticket} />
        {transfer?.acceptedBy != null && <span>{words.takenBy(unbroken(transfer.acceptedBy))}</span>}
      </p>
    </TicketHead>
  )
}

const ACTIONS: readonly { question: ServiceQuestion; icon: IconName; key: string }[] = [
  { question: 'take', icon: 'clock', key: 'P' },
  { question: 'close', icon: 'check', key: 'C' },
  { question: 'giveBack', icon: 'undo', key: 'R' },
]

function Actions({ ticket, onAsk }: { ticket: Ticket; onAsk(question: ServiceQuestion): void }) {
  const words = useWords().service
  const busy = useStore(serviceState, (state) => state.busy)
  const isTaken = ticket.transfer?.acceptedAt != null
  return (
    <div className="service-actions">
      {ACTIONS.map(({ question, icon, key }) => (
        <button
          key={question}
          type="button"
          className={question === (isTaken ? 'close' : 'take') ? 'button primary' : 'button'}
          disabled={busy}
          onClick={() => onAsk(question)}
        >
          <Icon name={icon} /> {question === 'take' && isTaken ? words.retake : words[question]}
          <kbd className="key">{key}</kbd>
        </button>
      ))}
    </div>
  )
}

function Body({ ticket }: { ticket: Ticket }) {
  const words = useWords().service
  const photographs = usePhotographs(ticket)
  const detail = useScreen((state) => state.details.get(ticket.id))
  const board = useScreen((state) => state.board)
  const heard = useStore(heardAlike, ({ answers }) => answers.get(ticketKey(ticket.id)))
  const isEnded = !isUnderWay(ticket)
  if (detail === undefined) return <p className="service-empty">{words.loading}</p>
  return (
    <>
      <KnownList known={detail.known} />
      {!isEnded && (
        <AlikeList alike={alikeOnBoard(heard ?? [], board)} onJoin={(one) => joinHere(ticket, one)} />
      )}
      <section className="reports" aria-label={words.told}>
        <Weight ticket={ticket} />
        <Told
          reports={detail.reports}
          onSeparate={isEnded ? undefined : (joined) => separateHere(joined, ticket)}
        />
      </section>
      {photographs.length > 0 && (
        <section className="photographs" aria-label={words.photographs}>
          <header className="panel-head">
            <h3>{words.photographs}</h3>
          </header>
          <PhotographGrid ticket={ticket} />
        </section>
      )}
      <TicketLog ticket={ticket} />
    </>
  )
}

function NoteForm({ ticket }: { ticket: Ticket }) {
  const words = useWords().service
  const [text, setText] = useState('')
  const busy = useStore(serviceState, (state) => state.busy)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    const noteId = noteIdSchema.parse(crypto.randomUUID())
    const command = { type: 'add_note', noteId, ticketId: ticket.id, text } as const
    if (await saySomething(command, words.noted(ticketReference(ticket)))) setText('')
  }
  return (
    <form className="service-note" onSubmit={submit}>
      <input
        id="service-note"
        className="field"
        aria-label={words.noteHint}
        placeholder={words.noteHint}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button" disabled={busy || text.trim() === ''}>
        <Icon name="note" /> {words.noteSend}
      </button>
    </form>
  )
}
