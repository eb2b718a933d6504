import { useState } from 'react'
import { DISTRESS } from '../../shared/catalogue/service.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { setService } from '../intent/dispatch.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { Dialog } from './Dialog.tsx'
import { plain } from './find.ts'

const STOPPED = { state: 'stopped' } as const

/** What kind of problem a ticket really is: typed until one is left, or clicked. */
export function AskType({ ticket, onDone }: { ticket: Ticket; onDone(): void }) {
  const words = useWords()
  const { locale } = usePreferences()
  const services = useScreen((state) => state.services)
  const [wanted, setWanted] = useState('')
  const shown = [...services.values()].filter(
    ({ code, name, theme }) =>
      code !== ticket.serviceCode &&
      code !== DISTRESS.code &&
      plain(`${name[locale]} ${domainWords[locale].theme[theme]}`).includes(plain(wanted)),
  )
  const choose = (code: string | undefined) => {
    if (code === undefined) return
    setService(ticket.id, code)
    onDone()
  }
  return (
    <Dialog title={words.ask.type} onClose={onDone}>
      <form
        className="ask-form"
        onSubmit={(event) => {
          event.preventDefault()
          choose(shown[0]?.code)
        }}
      >
        <input
          className="field"
          type="search"
          aria-label={words.ask.type}
          placeholder={words.ask.typeHint}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </form>
      <ul className="choices ask-types">
        {shown.map(({ code, name, theme, priority }) => (
          <li key={code}>
            <button type="button" onClick={() => choose(code)}>
              <TicketGlyph theme={theme} priority={priority} clock={STOPPED} placed size={36} />
              {name[locale]}
              <span className="caption">P{priority}</span>
            </button>
          </li>
        ))}
        {shown.length === 0 && <li className="command-none">{words.command.none}</li>}
      </ul>
    </Dialog>
  )
}
