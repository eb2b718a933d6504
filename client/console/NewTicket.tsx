import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { domainWords } from '../../shared/words.ts'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { refusalText } from '../intent/answer.ts'
import { receiveTicket } from '../intent/new-ticket.ts'
import { AlikeText } from '../panels/AlikeTickets.tsx'
import { KnownList } from '../panels/KnownPlace.tsx'
import { useAlike } from '../react/use-alike.ts'
import { useKnownAt } from '../react/use-known-at.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { subjectKey } from '../store/alike.ts'
import { servicesInForce } from '../store/screen-store.ts'
import { Dialog } from './Dialog.tsx'
import { ServiceSearch } from './ServiceSearch.tsx'
import type { NewTicketWork } from './use-new-ticket.ts'

const STOPPED = { state: 'stopped' } as const
const CHANNELS = ['patrol', 'counter'] as const

/** A ticket written at this post, at a place: its type, then what helps to act. */
export function NewTicket({ work }: { work: NewTicketWork }) {
  const words = useWords()
  const { draft, place } = work
  const { serviceCode } = draft
  const known = useKnownAt(place)
  return (
    <Dialog title={words.newTicket.title} onClose={work.putAside}>
      <KnownList known={known} />
      {serviceCode === null ? (
        <>
          <p className="new-ticket-place">{draft.address ?? place?.address ?? words.place.unnamed}</p>
          <ServiceSearch onChoose={(code) => work.change({ serviceCode: code })} />
        </>
      ) : (
        <TicketForm work={work} serviceCode={serviceCode} />
      )}
    </Dialog>
  )
}

function TicketForm({ work, serviceCode }: { work: NewTicketWork; serviceCode: string }) {
  const words = useWords()
  const { draft, place, change } = work
  const { busy, problem, submit } = useSubmit(work)
  const form = useRef<HTMLFormElement>(null)
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    form.current?.requestSubmit()
  }
  return (
    <form ref={form} className="ask-form new-ticket" onSubmit={submit}>
      <ChosenType
        serviceCode={serviceCode}
        onChange={() => change({ serviceCode: null, joins: undefined })}
      />
      <label>
        {words.newTicket.address}
        <input
          className="field"
          value={draft.address ?? place?.address ?? ''}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => change({ address: event.target.value })}
        />
      </label>
      <label>
        {words.newTicket.description}
        <textarea
          className="field"
          // biome-ignore lint/a11y/noAutofocus: the type has just been chosen, and this is what comes next
          autoFocus
          rows={3}
          value={draft.description}
          maxLength={4000}
          aria-describedby="new-ticket-advice"
          onChange={(event) => change({ description: event.target.value })}
          onKeyDown={press}
        />
      </label>
      <p className="caption" id="new-ticket-advice">
        {words.ticket.noteAdvice}
      </p>
      <div className="new-ticket-who">
        <ToldBy work={work} />
        <label>
          {words.newTicket.phone}
          <input
            className="field num"
            type="tel"
            value={draft.phone}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => change({ phone: event.target.value })}
          />
        </label>
      </div>
      <MaybeKnown work={work} serviceCode={serviceCode} />
      <p role="alert" className={problem === null ? 'visually-hidden' : 'new-ticket-problem'}>
        {problem}
      </p>
      <button type="submit" className="button primary" aria-disabled={busy}>
        {busy ? words.newTicket.sending : words.newTicket.submit} <kbd className="key">Ctrl ↵</kbd>
      </button>
    </form>
  )
}

/** Sends once at a time; a refusal is told, and nothing of what was written is lost. */
function useSubmit({ draft, place, done }: NewTicketWork) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || place === null) return
    setBusy(true)
    setProblem(null)
    const answer = await receiveTicket(draft, place)
    setBusy(false)
    if (answer.status === 'accepted') done()
    else setProblem(refusalText(answer.refusal))
  }
  return { busy, problem, submit }
}

function ChosenType({ serviceCode, onChange }: { serviceCode: string; onChange(): void }) {
  const words = useWords()
  const { locale } = usePreferences()
  const service = useScreen((state) => servicesInForce(state).find(({ code }) => code === serviceCode))
  if (service === undefined) return null
  return (
    <p className="new-ticket-type">
      <TicketGlyph theme={service.theme} priority={service.priority} clock={STOPPED} placed size={36} />
      <b>{service.name[locale]}</b>
      <button type="button" className="button quiet" onClick={onChange}>
        {words.newTicket.otherType}
      </button>
    </p>
  )
}

/** Whether it is one more report of a ticket that is like it; where none is, there is nothing to choose. */
function MaybeKnown({
  work: { draft, place, change },
  serviceCode,
}: {
  work: NewTicketWork
  serviceCode: string
}) {
  const words = useWords().alike
  const alike = useAlike(subjectKey(serviceCode, place))
  if (alike.length === 0) return null
  const options = [
    ...alike.map((one) => ({ joins: { ticketId: one.ticket.id, score: one.score }, one })),
    OWN,
  ]
  return (
    <fieldset className="new-ticket-alike">
      <legend>{words.title}</legend>
      {options.map(({ joins, one }) => (
        <label key={joins?.ticketId ?? ''}>
          <input
            type="radio"
            name="joins"
            checked={draft.joins?.ticketId === joins?.ticketId}
            onChange={() => change({ joins })}
          />
          {one === undefined ? (
            <span>
              <b>{words.own}</b> <span className="caption">{words.ownCaption}</span>
            </span>
          ) : (
            <AlikeText alike={one} />
          )}
        </label>
      ))}
    </fieldset>
  )
}

const OWN = { joins: undefined, one: undefined }

function ToldBy({ work: { draft, change } }: { work: NewTicketWork }) {
  const words = useWords()
  const { locale } = usePreferences()
  return (
    <fieldset className="new-ticket-channel">
      <legend>{words.newTicket.toldBy}</legend>
      {CHANNELS.map((channel) => (
        <label key={channel}>
          <input
            type="radio"
            name="channel"
            checked={draft.channel === channel}
            onChange={() => change({ channel })}
          />
          {domainWords[locale].channel[channel]}
        </label>
      ))}
    </fieldset>
  )
}
