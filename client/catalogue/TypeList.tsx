import { type KeyboardEvent, useState } from 'react'
import type { Change } from '../../shared/catalogue/difference.ts'
import { newService } from '../../shared/catalogue/edit.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { edit, moveService, show } from '../intent/catalogue-desk.ts'
import { Count } from '../react/Count.tsx'
import { usePreferences, useWords } from '../react/use-words.ts'
import { findServices } from '../store/service-search.ts'
import { reveal, useDesk, useDifference, useDraft } from './use-desk.ts'

const STOPPED = { state: 'stopped' } as const

interface TypeListProps {
  /** How many problems there are, by the first two steps of their places. */
  flaws: ReadonlyMap<string, number>
}

/** The families and their types of request; what has problems or differs from what is in force is marked. */
export function TypeList({ flaws }: TypeListProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const draft = useDraft()
  const [typed, setTyped] = useState('')
  const changes = new Map(useDifference().services.map((change) => [change.code, change]))
  const found = typed.trim() === '' ? null : new Set(findServices(draft.services, typed, locale))
  const known = new Set(draft.families.map(({ code }) => code))
  const groups = [
    ...draft.families.map(({ code, name }) => ({ code, name: name[locale] || words.list.unnamed })),
    { code: null, name: words.list.outside },
  ]
  const rows = draft.services.map((service, index) => ({ service, index }))
  const shown = found === null ? rows : rows.filter(({ service }) => found.has(service))
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || event.altKey) return
    const buttons = [...document.querySelectorAll<HTMLElement>('.cat-list input, .cat-list .cat-row')]
    const at = buttons.findIndex((one) => one.matches(':focus'))
    event.preventDefault()
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus()
  }
  return (
    <nav className="cat-list" aria-label={words.list.label} onKeyDown={press}>
      <div className="cat-search">
        <input
          id="cat-search"
          className="field"
          type="search"
          value={typed}
          placeholder={words.list.search}
          aria-label={words.list.search}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <div className="cat-rows">
        {found !== null && found.size === 0 && <p className="cat-empty">{words.list.none}</p>}
        {groups.map(({ code, name }) => {
          const own = shown.filter(({ service }) =>
            code === null ? !known.has(service.family) : service.family === code,
          )
          if (own.length === 0 && (code === null || found !== null)) return null
          return (
            <section key={code ?? ''} aria-label={name}>
              <h2>
                <span className="ellipsis">{name}</span>
                {code !== null && <AddType family={code} name={name} />}
              </h2>
              {own.map(({ service, index }) => (
                <Row
                  key={index}
                  service={service}
                  index={index}
                  flaws={flaws.get(`services.${service.code}`) ?? 0}
                  change={changes.get(service.code)}
                />
              ))}
            </section>
          )
        })}
        <Removed />
      </div>
      <Others flaws={flaws} />
    </nav>
  )
}

function AddType({ family, name }: { family: string; name: string }) {
  const words = useWords().catalogue
  const draft = useDraft()
  const add = () => {
    const service = newService(draft, family)
    edit({ ...draft, services: [...draft.services, service] }, null)
    show({ what: 'service', index: draft.services.length })
    reveal(`services.${service.code}.name.fr`)
  }
  return (
    <button
      type="button"
      className="top-icon"
      title={words.list.addTo(name)}
      aria-label={words.list.addTo(name)}
      onClick={add}
    >
      <Icon name="plus" size={12} />
    </button>
  )
}

interface RowProps {
  service: Service
  index: number
  flaws: number
  change: Change | undefined
}

function Row({ service, index, flaws, change }: RowProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const isShown = useDesk(({ shown }) => shown.what === 'service' && shown.index === index)
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || (step !== 1 && step !== -1)) return
    event.preventDefault()
    event.stopPropagation()
    reveal(`cat-row-${moveService(index, step)}.row`)
  }
  return (
    <button
      type="button"
      id={`cat-row-${index}.row`}
      className="cat-row"
      aria-current={isShown}
      onClick={() => show({ what: 'service', index })}
      onKeyDown={press}
    >
      <TicketGlyph theme={service.theme} priority={service.priority} clock={STOPPED} placed size={26} />
      <span className="ellipsis">{service.name[locale] || words.list.unnamed}</span>
      {change !== undefined && change.what !== 'removed' && (
        <span className="chip">{words.list.marks[change.what]}</span>
      )}
      {flaws > 0 && (
        <span className="cat-flawed" title={words.list.flawed(flaws)}>
          <Icon name="warning" size={14} />
          <span className="visually-hidden">{words.list.flawed(flaws)}</span>
        </span>
      )}
    </button>
  )
}

/** What is in force and no longer in the draft: it can come back. */
function Removed() {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const draft = useDraft()
  const { services } = useDifference()
  const inForce = useDesk((state) => state.inForce)
  const removed = services.filter(({ what }) => what === 'removed')
  if (removed.length === 0) return null
  const restore = (code: string) => {
    const service = inForce.services.find((one) => one.code === code)
    if (service === undefined) return
    edit({ ...draft, services: [...draft.services, service] }, null)
    show({ what: 'service', index: draft.services.length })
  }
  return (
    <section aria-label={words.list.removed}>
      <h2>{words.list.removed}</h2>
      {removed.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          className="cat-row removed"
          title={words.list.restore(name[locale])}
          aria-label={words.list.restore(name[locale])}
          onClick={() => restore(code)}
        >
          <s className="ellipsis">{name[locale]}</s>
          <Icon name="undo" size={14} />
        </button>
      ))}
    </section>
  )
}

/** The families and the receivers, below. */
function Others({ flaws }: TypeListProps) {
  const words = useWords().catalogue
  const { families, agencies } = useDraft()
  const shown = useDesk((state) => state.shown.what)
  const others = [
    { what: 'families' as const, name: words.list.families, count: families.length },
    { what: 'agencies' as const, name: words.list.agencies, count: agencies.length },
  ]
  return (
    <div className="cat-others">
      {others.map(({ what, name, count }) => (
        <button
          key={what}
          type="button"
          className="cat-row"
          aria-current={shown === what}
          onClick={() => show({ what })}
        >
          <span>{name}</span>
          <Count className="caption num" of={count} />
          {(flaws.get(what) ?? 0) > 0 && (
            <span className="cat-flawed" title={words.list.flawed(flaws.get(what) ?? 0)}>
              <Icon name="warning" size={14} />
            </span>
          )}
        </button>
      ))}
    </div>
  )
}
