import { useState } from 'react'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { servicesInForce } from '../store/screen-store.ts'
import { findServices } from '../store/service-search.ts'

const STOPPED = { state: 'stopped' } as const

interface ServiceSearchProps {
  /** Not to be chosen: what the ticket is already. */
  except?: string
  onChoose(serviceCode: string): void
}

/** The kinds of problem of the catalogue: typed until the right one is first, or clicked. */
export function ServiceSearch({ except, onChoose }: ServiceSearchProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const services = useScreen(servicesInForce)
  const [wanted, setWanted] = useState('')
  const shown = findServices(services, wanted, locale).filter(({ code }) => code !== except)
  return (
    <>
      <div className="ask-form">
        <input
          className="field"
          type="search"
          aria-label={words.ask.type}
          placeholder={words.ask.typeHint}
          value={wanted}
          maxLength={100}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            if (shown[0] !== undefined) onChoose(shown[0].code)
          }}
        />
      </div>
      <ul className="choices ask-types">
        {shown.map(({ code, name, theme, priority }) => (
          <li key={code}>
            <button type="button" onClick={() => onChoose(code)}>
              <TicketGlyph theme={theme} priority={priority} clock={STOPPED} placed size={36} />
              {name[locale]}
              <span className="caption">P{priority}</span>
            </button>
          </li>
        ))}
        {shown.length === 0 && <li className="command-none">{words.command.none}</li>}
      </ul>
    </>
  )
}
