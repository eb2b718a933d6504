import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { FoundAddress } from '../../shared/protocol/place.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { Icon } from '../design/Icon.tsx'
import type { AddressSearch } from '../intent/address-search.ts'
import { dispatch } from '../intent/dispatch.ts'
import { sayDuty } from '../intent/radio.ts'
import { select } from '../intent/select.ts'
import { useScreenShallow } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { AddressText, FoundRow } from './FoundRow.tsx'
import { type Found, find } from './find.ts'
import { useAddressSearch } from './use-address-search.ts'

export interface CommandFieldProps {
  /** The ticket whose place is asked for: then only places are searched. */
  locating: Ticket | null
  /** The middle of the map. */
  near(): LonLat | null
  onCrew(crew: Pick<Crew, 'id' | 'number'>): void
  onAddress(address: FoundAddress): void
  /** No place is chosen after all. */
  onGiveUp(): void
}

/** One field to find a ticket, a crew or a place, or to send a crew to a ticket by name. */
export function CommandField(props: CommandFieldProps) {
  const { locating, near, onGiveUp } = props
  const words = useWords()
  const { line, setLine, input } = useLine(locating)
  const [active, setActive] = useState(0)
  const [focused, setFocused] = useState(false)
  const { found, search } = useFound(line, locating !== null, near)
  const choose = (one: Found | undefined) => {
    if (one === undefined) return
    setLine('')
    input.current?.blur()
    follow(one, props)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((active + step + found.length) % Math.max(1, found.length))
    } else if (event.key === 'Enter') {
      // What it chooses may take the focus: this Enter must not press that too.
      event.preventDefault()
      choose(found[active])
    } else if (event.key === 'Escape') {
      event.currentTarget.blur()
      if (locating !== null) onGiveUp()
    }
  }
  const open = focused && line.trim() !== ''
  return (
    <div className="command">
      <Icon name={locating === null ? 'search' : 'locate'} />
      <input
        ref={input}
        id="command"
        className="field"
        role="combobox"
        aria-expanded={open}
        aria-controls="command-found"
        aria-activedescendant={open && found.length > 0 ? `found-${active}` : undefined}
        aria-label={locating === null ? words.command.label : words.command.locate(ticketReference(locating))}
        placeholder={
          locating === null ? words.command.placeholder : words.command.locate(ticketReference(locating))
        }
        value={line}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onChange={(event) => {
          setLine(event.target.value)
          setActive(0)
        }}
        onKeyDown={press}
      />
      <kbd className="key">/</kbd>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: pressing in it only leaves the focus in the field */}
      <div className="command-pop" hidden={!open} onMouseDown={(event) => event.preventDefault()}>
        <div id="command-found" role="listbox" aria-label={words.command.label}>
          {found.map((one, index) => (
            <FoundRow
              key={keyOf(one)}
              id={`found-${index}`}
              found={one}
              active={index === active}
              onChoose={() => choose(one)}
            />
          ))}
        </div>
        {search.state !== 'found' && <Before addresses={search.addresses} />}
        <p role="status" className={saysNothing(found, search) ? 'visually-hidden' : 'command-none'}>
          {open && statusOf(words.command, found, search)}
        </p>
      </div>
    </div>
  )
}

/** What is typed. Where a ticket is to be located, what its caller said of the place is there to begin with. */
function useLine(locating: Ticket | null) {
  const [line, setLine] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const said = useRef<string | null>(null)
  said.current = locating?.address ?? null
  const id = locating?.id
  useEffect(() => {
    setLine(said.current ?? '')
    if (id === undefined) return
    input.current?.focus()
    // Typing replaces it; it is in the field only after this effect.
    const timer = setTimeout(() => input.current?.select())
    return () => clearTimeout(timer)
  }, [id])
  return { line, setLine, input }
}

function useFound(line: string, placesOnly: boolean, near: () => LonLat | null) {
  const { locale } = usePreferences()
  const state = useScreenShallow(({ board, catalogues }) => ({ board, catalogues }))
  const named = placesOnly ? [] : find(line, state, locale)
  const search = useAddressSearch(named[0]?.kind === 'dispatch' ? '' : line, near)
  const addresses = search.state === 'found' ? search.addresses : []
  const found = [...named, ...addresses.map((address): Found => ({ kind: 'address', address }))]
  return { found, search }
}

/** Does what was chosen. */
function follow(one: Found, { onAddress, onCrew }: CommandFieldProps): void {
  if (one.kind === 'address') onAddress(one.address)
  else if (one.kind === 'ticket') select(one.ticket.id)
  else if (one.kind === 'dispatch') {
    select(one.ticket.id)
    dispatch(one.ticket.id, one.crew.id, 'send', null)
  } else if (one.kind === 'duty') sayDuty(one.crew, one.action)
  else onCrew(one.crew)
}

/** What was found for the line before stays to be seen until the answer comes, so that nothing jumps at each letter. */
function Before({ addresses }: Pick<AddressSearch, 'addresses'>) {
  return (
    <div className="command-before" aria-hidden="true">
      {addresses.map((address) => (
        <div key={keyOf({ kind: 'address', address })} className="command-row">
          <AddressText address={address} />
        </div>
      ))}
    </div>
  )
}

type CommandWords = ReturnType<typeof useWords>['command']

/** Told to everyone where there is something to be told beside the rows, else to screen readers alone. */
function saysNothing(found: readonly Found[], { state, addresses }: AddressSearch): boolean {
  if (state === 'slow' || state === 'unavailable') return false
  return found.length > 0 || (state === 'searching' && addresses.length > 0)
}

function statusOf(words: CommandWords, found: readonly Found[], { state }: AddressSearch): string {
  if (state === 'searching') return words.searching
  if (state === 'slow') return words.slow
  if (state === 'unavailable') return words.unavailable
  return found.length === 0 ? words.none : words.found(found.length)
}

function keyOf(found: Found): string {
  if (found.kind === 'duty') return found.action
  if (found.kind === 'crew') return found.crew.id
  if (found.kind === 'address')
    return `${found.address.kind} ${found.address.label} ${found.address.lon} ${found.address.lat}`
  return `${found.kind} ${found.ticket.id}`
}
