import { type KeyboardEvent, useState } from 'react'
import { openAssignments } from '../../shared/board.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { dispatch } from '../intent/dispatch.ts'
import { sayDuty } from '../intent/radio.ts'
import { select } from '../intent/select.ts'
import { useScreen, useScreenShallow } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { type Found, find } from './find.ts'

/** One field to find a ticket or a crew, or to send one to the other by name. */
export function CommandField({ onLocated }: { onLocated(crewNumber: number): void }) {
  const words = useWords()
  const { locale } = usePreferences()
  const [line, setLine] = useState('')
  const [active, setActive] = useState(0)
  const state = useScreenShallow(({ board, services }) => ({ board, services }))
  const found = find(line, state, locale)
  const choose = (one: Found | undefined) => {
    if (one === undefined) return
    setLine('')
    document.getElementById('command')?.blur()
    if (one.kind === 'ticket') select(one.ticket.id)
    else if (one.kind === 'dispatch') {
      select(one.ticket.id)
      dispatch(one.ticket.id, one.crew.id, 'send', null)
    } else if (one.kind === 'duty') sayDuty(one.crew, one.action)
    else {
      onLocated(one.crew.number)
      const [current] = openAssignments(state.board.assignments.values(), { crewId: one.crew.id })
      if (current !== undefined) select(current.ticketId)
    }
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((active + step + found.length) % Math.max(1, found.length))
    } else if (event.key === 'Enter') choose(found[active])
    else if (event.key === 'Escape') event.currentTarget.blur()
  }
  const open = line.trim() !== ''
  return (
    <div className="command">
      <Icon name="search" />
      <input
        id="command"
        className="field"
        role="combobox"
        aria-expanded={open}
        aria-controls="command-found"
        aria-activedescendant={open && found.length > 0 ? `found-${active}` : undefined}
        aria-label={words.command.label}
        placeholder={words.command.placeholder}
        value={line}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        onChange={(event) => {
          setLine(event.target.value)
          setActive(0)
        }}
        onKeyDown={press}
      />
      <kbd className="key">/</kbd>
      <div
        id="command-found"
        role="listbox"
        aria-label={words.command.label}
        className="command-found"
        hidden={!open}
      >
        {found.map((one, index) => (
          <FoundRow
            key={keyOf(one)}
            id={`found-${index}`}
            found={one}
            active={index === active}
            onChoose={() => choose(one)}
          />
        ))}
        {found.length === 0 && <p className="command-none">{words.command.none}</p>}
      </div>
    </div>
  )
}

function keyOf(found: Found): string {
  if (found.kind === 'duty') return found.action
  return found.kind === 'crew' ? found.crew.id : `${found.kind} ${found.ticket.id}`
}

function FoundRow({
  id,
  found,
  active,
  onChoose,
}: {
  id: string
  found: Found
  active: boolean
  onChoose(): void
}) {
  const words = useWords()
  const { locale } = usePreferences()
  const services = useScreen((state) => state.services)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus, and its keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="command-row"
      onClick={onChoose}
    >
      {found.kind === 'crew' && (
        <>
          <span className="caption">{words.command.crew}</span>{' '}
          <span className="call-sign">{unbroken(found.crew.callSign)}</span>
        </>
      )}
      {found.kind === 'ticket' && (
        <>
          <span className="caption num">{ticketReference(found.ticket)}</span>{' '}
          {services.get(found.ticket.serviceCode)?.name[locale]}
          <span className="caption"> · {found.ticket.address}</span>
        </>
      )}
      {found.kind === 'duty' && (
        <>
          <span className="caption">{words.radio.by}</span>{' '}
          <span className="call-sign">{unbroken(found.crew.callSign)}</span> {words.radio.duty[found.action]}
        </>
      )}
      {found.kind === 'dispatch' && (
        <b>{words.command.dispatch(unbroken(found.crew.callSign), ticketReference(found.ticket))}</b>
      )}
    </div>
  )
}
