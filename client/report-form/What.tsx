import { useId, useState } from 'react'
import type { ListedType } from '../../shared/open311/extension.ts'
import { Icon } from '../design/Icon.tsx'
import { chooseType, loadType } from '../intent/report-form.ts'
import { findServices } from '../store/service-search.ts'
import { useFormWords, useLocale, useReport } from './use-form.ts'

const MOST = 8

/** What it is about: searched as it is typed, or looked up by subject; then the one that was chosen. */
export function What() {
  const words = useFormWords().what
  const types = useReport((state) => state.types)
  const code = useReport(({ draft }) => draft.serviceCode)
  const chosen = types.find((one) => one.code === code)
  return (
    <section className="report-part" aria-labelledby="what">
      <h2 id="what">{words.title}</h2>
      {chosen === undefined ? <Choose types={types} /> : <Chosen type={chosen} />}
    </section>
  )
}

function Chosen({ type }: { type: ListedType }) {
  const words = useFormWords()
  const locale = useLocale()
  const failed = useReport((state) => state.typeFailed)
  const loaded = useReport((state) => state.type !== null)
  return (
    <>
      <div className="report-chosen">
        <p>
          <b>{type.name[locale]}</b>
          <span>{type.description[locale]}</span>
        </p>
        <button
          type="button"
          className="report-button"
          onClick={() => {
            chooseType(null)
            focusOn('report-what')
          }}
        >
          {words.what.change}
        </button>
      </div>
      {failed ? (
        <div role="alert">
          <p className="report-problem">{words.what.failed}</p>
          <button type="button" className="report-button" onClick={loadType}>
            {words.retry}
          </button>
        </div>
      ) : (
        !loaded && <p role="status">{words.loading}</p>
      )}
    </>
  )
}

function Choose({ types }: { types: readonly ListedType[] }) {
  const words = useFormWords().what
  const locale = useLocale()
  const common = useReport((state) => state.town?.common ?? [])
  const [typed, setTyped] = useState('')
  const hint = useId()
  const found = typed.trim() === '' ? [] : findServices(types, typed, locale).slice(0, MOST)
  const often = common.flatMap((code) => types.find((one) => one.code === code) ?? [])
  return (
    <>
      <label htmlFor="report-what">{words.label}</label>
      <p className="report-hint" id={hint}>
        {words.hint}
      </p>
      <input
        id="report-what"
        type="search"
        className="report-field"
        autoComplete="off"
        enterKeyHint="search"
        aria-describedby={hint}
        value={typed}
        maxLength={100}
        onChange={({ target }) => setTyped(target.value)}
      />
      <p role="status" className={found.length > 0 ? 'report-unseen' : 'report-hint'}>
        {typed.trim() !== '' && (found.length > 0 ? words.found(found.length) : words.none)}
      </p>
      {found.length > 0 && <Types types={found} />}
      {typed.trim() === '' && often.length > 0 && (
        <>
          <h3>{words.common}</h3>
          <Types types={often} />
        </>
      )}
      <h3>{words.all}</h3>
      <Families types={types} />
    </>
  )
}

function Families({ types }: { types: readonly ListedType[] }) {
  const locale = useLocale()
  const families = [...new Map(types.map(({ family }) => [family.code, family.name])).entries()]
  return (
    <div className="report-families">
      {families.map(([code, name]) => (
        <details key={code} name="family">
          <summary>
            <Icon name="right" size={16} /> {name[locale]}
          </summary>
          <Types types={types.filter(({ family }) => family.code === code)} />
        </details>
      ))}
    </div>
  )
}

function Types({ types }: { types: readonly ListedType[] }) {
  const locale = useLocale()
  return (
    <ul className="report-types">
      {types.map(({ code, name, description }) => (
        <li key={code}>
          <button
            type="button"
            onClick={() => {
              chooseType(code)
              focusOn('what')
            }}
          >
            <b>{name[locale]}</b>
            <span>{description[locale]}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What was pressed is gone: the focus goes where the page goes on. */
function focusOn(id: string): void {
  queueMicrotask(() => {
    const element = document.getElementById(id)
    if (element?.tabIndex === -1) element.setAttribute('tabindex', '-1')
    element?.focus()
  })
}
