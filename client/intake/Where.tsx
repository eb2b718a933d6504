import { type KeyboardEvent, useEffect, useState } from 'react'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { useAddressSearch } from '../console/use-address-search.ts'
import { Icon } from '../design/Icon.tsx'
import type { AddressSearch } from '../intent/address-search.ts'
import { changeCall } from '../intent/call-taking.ts'
import { type Place, placeOf } from '../intent/place.ts'
import { useCalls } from '../react/use-calls.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { type PlaceOption, sameAs } from '../store/place-options.ts'
import { ColumnHead } from './ColumnHead.tsx'
import { goOnAfter } from './step.ts'

const NONE_MARKED = -1

interface WhereProps {
  /** The middle of the map. */
  near(): { lon: number; lat: number } | null
  /** The place that would be chosen, to be looked at beforehand. */
  onLook(place: Place | null): void
}

/** Where it is: an address, a crossing, a place, or that of a ticket or of an earlier call; or a click on the map. */
export function Where({ near, onLook }: WhereProps) {
  const words = useWords().intake
  const place = useCalls(({ call }) => call.subject.place)
  const typed = useCalls(({ call }) => call.subject.placeText)
  const [marked, setMarked] = useState(NONE_MARKED)
  const [focused, setFocused] = useState(false)
  const { options, search } = useOptions(typed, place !== null, near)
  const cityName = useScreen((state) => state.city?.name ?? '')
  const blank = typed.trim() === ''
  // What is typed means its best match; an empty field means none until one is marked.
  const active = blank ? marked : Math.max(0, marked)
  const meant = options[active]
  const open = focused && place === null && options.length > 0
  const looked = (open && meant && placeIn(meant, cityName)) || null
  const { lon, lat } = looked ?? {}
  useEffect(() => {
    onLook(lon === undefined || lat === undefined ? null : { lon, lat, address: null, district: null })
  }, [onLook, lon, lat])
  const choose = (option: PlaceOption) => {
    const chosen = placeIn(option, cityName)
    if (chosen !== null) changeCall({ place: chosen, placeText: chosen.address ?? typed })
    goOnAfter('where')
  }
  const enter = () => {
    if (place !== null) goOnAfter('where')
    else if (meant !== undefined) choose(meant)
    // No place at all is left so on purpose, by Tab; what is still searched for is waited for.
    else if (!blank && search.state !== 'searching') goOnAfter('where')
  }
  const press = (event: KeyboardEvent) => {
    const count = Math.max(1, options.length)
    if (event.key === 'ArrowDown') setMarked((active + 1) % count)
    else if (event.key === 'ArrowUp') setMarked((Math.max(0, active) + count - 1) % count)
    else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey) enter()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const status = statusOf(words.where, search, { typed, place, options, focused })
  return (
    <section className="intake-where" aria-label={words.where.title}>
      <ColumnHead rank={2} title={words.where.title} hint="Alt 2" />
      <div className="intake-field">
        <Icon name="locate" />
        <input
          data-step="where"
          data-done={place !== null}
          className="field"
          role="combobox"
          aria-expanded={open}
          aria-controls="intake-places"
          aria-activedescendant={open && active >= 0 ? `intake-place-${active}` : undefined}
          aria-label={words.where.label}
          placeholder={words.where.placeholder}
          value={typed}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onChange={({ target }) => {
            changeCall({ placeText: target.value, place: null })
            setMarked(NONE_MARKED)
          }}
          onKeyDown={press}
        />
        <span className="intake-field-note">
          {place === null ? (
            words.where.hint
          ) : (
            <button
              type="button"
              className="top-icon"
              aria-label={words.where.clear}
              onClick={() => changeCall({ place: null, placeText: '' })}
            >
              <Icon name="close" />
            </button>
          )}
        </span>
      </div>
      <div
        id="intake-places"
        role="listbox"
        aria-label={words.where.label}
        className="intake-rows intake-places"
        hidden={!open}
      >
        {open &&
          options.map((option, index) => (
            <OptionRow
              key={keyOf(option)}
              id={`intake-place-${index}`}
              option={option}
              first={index === 0}
              active={index === active}
              onChoose={() => choose(option)}
            />
          ))}
      </div>
      <p role="status" className={status === '' || open ? 'visually-hidden' : 'intake-none'}>
        {status}
      </p>
    </section>
  )
}

function useOptions(typed: string, chosen: boolean, near: WhereProps['near']) {
  const tickets = useScreen((state) => state.board.tickets)
  const places = useCalls((state) => state.places)
  const search = useAddressSearch(chosen ? '' : typed, near)
  const addresses = search.state === 'found' ? search.addresses : []
  const same = sameAs(typed, tickets.values(), places)
  const options = [...same, ...addresses.map((found): PlaceOption => ({ kind: 'address', found }))]
  return { options, search }
}

function placeIn(option: PlaceOption, cityName: string): Place | null {
  if (option.kind === 'address') return placeOf(option.found, cityName)
  if (option.kind === 'last') return option.place
  const { position, address, district } = option.ticket
  return (
    position && {
      ...position,
      address,
      district: district === null ? null : { code: district, short: district },
    }
  )
}

function keyOf(option: PlaceOption): string {
  if (option.kind === 'ticket') return option.ticket.id
  const { lon, lat } = option.kind === 'last' ? option.place : option.found
  return `${option.kind} ${lon} ${lat} ${option.kind === 'address' ? option.found.label : ''}`
}

interface Shown {
  typed: string
  place: Place | null
  options: readonly PlaceOption[]
  focused: boolean
}

function statusOf(
  words: ReturnType<typeof useWords>['intake']['where'],
  { state }: AddressSearch,
  { typed, place, options, focused }: Shown,
): string {
  if (place !== null) return ''
  if (typed.trim() === '') return focused ? words.blank : ''
  if (state === 'searching') return words.searching
  if (state === 'slow') return words.slow
  if (state === 'unavailable') return words.unavailable
  return options.length === 0 ? words.none : ''
}

interface OptionRowProps {
  id: string
  option: PlaceOption
  first: boolean
  active: boolean
  onChoose(): void
}

function OptionRow({ id, option, first, active, onChoose }: OptionRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus, and its keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="intake-row"
      onClick={onChoose}
      onMouseDown={(event) => event.preventDefault()}
    >
      <Icon name={option.kind === 'address' ? 'locate' : 'clock'} />
      <OptionText option={option} />
      {active ? <kbd className="key">↵</kbd> : first ? null : <kbd className="key">↓</kbd>}
    </div>
  )
}

function OptionText({ option }: { option: PlaceOption }) {
  const words = useWords()
  if (option.kind === 'last')
    return <Two text={option.place.address ?? words.place.unnamed} note={words.intake.where.lastCall} />
  if (option.kind === 'ticket') {
    const { address } = option.ticket
    return (
      <Two
        text={address ?? words.place.unnamed}
        note={words.intake.where.same(ticketReference(option.ticket))}
      />
    )
  }
  const { kind, label, municipality, district, sure } = option.found
  const where = district?.short ?? municipality ?? ''
  const what = kind === 'address' && sure ? words.intake.where.exact : words.command.kinds[kind]
  return <Two text={label} note={where} end={what} />
}

function Two({ text, note, end }: { text: string; note: string; end?: string }) {
  return (
    <>
      <span className="ellipsis">
        <b>{text}</b> <span className="caption">{note}</span>
      </span>
      <span className="caption">{end}</span>
    </>
  )
}
