import { type KeyboardEvent, useState } from 'react'
import type { Service } from '../../shared/catalogue/service.ts'
import { domainWords } from '../../shared/words.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { fetchFrequent } from '../feed/intake.ts'
import { changeCall } from '../intent/call-taking.ts'
import { useAnswer } from '../react/use-answer.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { servicesInForce } from '../store/screen-store.ts'
import { findServices } from '../store/service-search.ts'
import { ColumnHead } from './ColumnHead.tsx'
import { Questions } from './Questions.tsx'
import { goOnAfter } from './step.ts'
import { useAgencies, useSubject } from './use-subject.ts'

const STOPPED = { state: 'stopped' } as const
const MOST = 8
/** Beside a type that is chosen, those that it may have been taken for. */
const MOST_BESIDE = 3

/** What the call is about: searched while it is typed, then what is asked about it. */
export function What() {
  const words = useWords().intake
  const { service } = useSubject()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const { found, frequent } = useFound(typed)
  const shown = besideChosen(found, service)
  const choose = (chosen: Service | undefined) => {
    if (chosen === undefined) return
    changeCall({ serviceCode: chosen.code })
    goOnAfter('what')
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setActive((active + step + shown.length) % Math.max(1, shown.length))
    else if (event.key === 'Enter') choose(shown[active])
    // Not by the key's place: on a French keyboard that of 2 writes é, which « élagage » begins with.
    else if (/^[1-9]$/.test(event.key)) choose(shown[Number(event.key) - 1])
    else return
    event.preventDefault()
  }
  return (
    <section className="intake-what" aria-label={words.what.title}>
      <ColumnHead rank={1} title={words.what.title} hint="Alt 1" />
      <div className="intake-field">
        <Icon name="search" />
        <input
          data-step="what"
          data-done={service !== undefined}
          id="intake-what"
          className="field"
          role="combobox"
          aria-expanded={shown.length > 0}
          aria-controls="intake-types"
          aria-activedescendant={shown[active] && `intake-type-${active}`}
          aria-label={words.what.label}
          placeholder={service === undefined ? words.what.placeholder : words.what.change}
          value={typed}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setTyped(target.value)
            setActive(0)
          }}
          onKeyDown={press}
        />
        <span className="intake-field-note num">{typed !== '' && words.what.count(found.length)}</span>
      </div>
      <p role="status" className={typed !== '' && found.length === 0 ? 'intake-none' : 'visually-hidden'}>
        {typed !== '' && (found.length === 0 ? words.what.none : words.what.count(found.length))}
      </p>
      {frequent && service === undefined && <p className="intake-group">{words.what.frequent}</p>}
      <div id="intake-types" role="listbox" aria-label={words.what.label} className="intake-rows">
        {shown.map((one, index) => (
          <TypeRow
            key={one.code}
            id={`intake-type-${index}`}
            rank={index + 1}
            service={one}
            chosen={one === service}
            active={index === active && service === undefined}
            onChoose={() => choose(one)}
          />
        ))}
      </div>
      <Questions />
    </section>
  )
}

/** Those that may be meant; while nothing is typed, those most asked for of late, and then the others. */
function useFound(typed: string): { found: readonly Service[]; frequent: boolean } {
  const { locale } = usePreferences()
  const services = useScreen(servicesInForce)
  const asked = useAnswer('of late', frequentOf)
  const found = findServices(services, typed, locale)
  if (typed.trim() !== '') return { found, frequent: false }
  const codes = asked.state === 'come' ? asked.answer : []
  const first = codes.flatMap((code) => found.find((service) => service.code === code) ?? [])
  return {
    found: [...first, ...found.filter((service) => !first.includes(service))],
    frequent: first.length > 0,
  }
}

const frequentOf = (_key: string, signal: AbortSignal) => fetchFrequent(signal)

function besideChosen(found: readonly Service[], chosen: Service | undefined): readonly Service[] {
  if (chosen === undefined) return found.slice(0, MOST)
  const first = found.slice(0, MOST_BESIDE)
  return first.includes(chosen) ? first : [chosen, ...first].slice(0, MOST_BESIDE)
}

interface TypeRowProps {
  id: string
  rank: number
  service: Service
  chosen: boolean
  active: boolean
  onChoose(): void
}

function TypeRow({ id, rank, service, chosen, active, onChoose }: TypeRowProps) {
  const words = useWords().intake
  const { locale } = usePreferences()
  const agencies = useAgencies()
  const { theme, priority, name, agency } = service
  const receiver = agencies.find(({ code }) => code === agency)
  const to = receiver === undefined || receiver.kind === 'police' ? `PC\u00a0Radio` : receiver.name[locale]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus, and its keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active || chosen}
      className="intake-row"
      onClick={onChoose}
      onMouseDown={(event) => event.preventDefault()}
    >
      <TicketGlyph theme={theme} priority={priority} clock={STOPPED} placed size={36} />
      <span className="ellipsis">
        <b>{name[locale]}</b>{' '}
        <span className="caption">{words.what.receiver(domainWords[locale].theme[theme], to)}</span>
      </span>
      {chosen ? <Icon name="check" /> : <kbd className="key">{rank}</kbd>}
    </div>
  )
}
