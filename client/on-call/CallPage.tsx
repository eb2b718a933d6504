import './call-page.css'
import { useEffect } from 'react'
import { SECOND } from '../../shared/instant.ts'
import type { CallLinkView } from '../../shared/protocol/on-call.ts'
import { roughDuration } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { usePreferences, useWords } from '../react/use-words.ts'
import { prefer } from '../store/preferences.ts'
import { CallAnswer } from './CallAnswer.tsx'
import { useCallLink } from './use-call-link.ts'
import { useSeconds } from './use-seconds.ts'

/** The page of a person who is called at night: what, where, what is dangerous there, and their answer. */
export function CallPage({ token }: { token: string }) {
  const words = useWords()
  const { locale, theme } = usePreferences()
  const { view, problem, ended, busy, say } = useCallLink(token)
  const title = view === null ? words.product : words.call.title(domainWords[locale].onCall[view.domain])
  useEffect(() => {
    document.title = `${words.product} · ${title}`
  }, [words, title])
  return (
    <main className="call-page">
      <header>
        <h1>{title}</h1>
        <button
          type="button"
          className="button quiet"
          onClick={() => prefer({ theme: theme === 'dark' ? 'light' : 'dark' })}
          aria-label={theme === 'dark' ? words.switchToLight : words.switchToDark}
        >
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} size={24} />
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => prefer({ locale: locale === 'fr' ? 'en' : 'fr' })}
          lang={locale === 'fr' ? 'en' : 'fr'}
        >
          {words.otherLanguage}
        </button>
      </header>
      {view === null && !ended && problem === null && <p className="call-state">{words.call.connecting}</p>}
      {view !== null && <CallFacts view={view} />}
      {problem !== null && (
        <p className="call-problem" role="alert">
          <Icon name="warning" size={24} /> {problem[locale]}
        </p>
      )}
      {view !== null && !ended && <CallAnswer view={view} busy={busy} onSay={say} />}
    </main>
  )
}

function CallFacts({ view }: { view: CallLinkView }) {
  const words = useWords().call
  const { locale } = usePreferences()
  const { state, expectedAt, timeZone, ticketNumber, what, descriptions } = view
  const expected =
    state === 'accepted' && expectedAt !== null
      ? `, ${words.expected(clockTime(expectedAt, timeZone, locale))}`
      : ''
  return (
    <>
      <p className={`call-state ${state}`} role="status">
        {words.states[state]}
        {expected}
      </p>
      {(state === 'ringing' || state === 'accepted' || state === 'on_scene') && <Due view={view} />}
      <section className="call-facts">
        <p className="caption">{words.reference(ticketNumber)}</p>
        <h2>{what?.[locale]}</h2>
        <Place view={view} />
      </section>
      <Known view={view} kind="hazard" />
      {descriptions.length > 0 && (
        <section className="call-facts" aria-label={words.told}>
          <h3>{words.told}</h3>
          {descriptions.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </section>
      )}
      <Known view={view} kind="access" />
    </>
  )
}

/** By when it must be safe, and how long that is. */
function Due({ view: { dueAt, timeZone } }: { view: CallLinkView }) {
  const words = useWords().call
  const { locale } = usePreferences()
  const now = useSeconds()
  const left = dueAt - now
  const said = left > 0 ? words.left(roughDuration(left / SECOND)) : words.late(roughDuration(-left / SECOND))
  return (
    <p className={left > 0 ? 'call-due' : 'call-due late'}>
      <Icon name="clock" size={24} />
      <span>
        {words.due(clockTime(dueAt, timeZone, locale))}, <b>{said}</b>
      </span>
    </p>
  )
}

/** The address, and its way on whatever map the telephone has: nothing is asked of anybody from here. */
function Place({ view: { address, position } }: { view: CallLinkView }) {
  const words = useWords().call
  if (address === null && position === null) return <p>{words.nowhere}</p>
  const at = position && `${position.lat},${position.lon}`
  return (
    <>
      <p className="call-place">{address ?? at}</p>
      {at !== null && (
        <a className="button call-way" href={`geo:${at}?q=${at}`}>
          <Icon name="route" size={24} /> {words.way}
        </a>
      )}
    </>
  )
}

function Known({ view: { known }, kind }: { view: CallLinkView; kind: 'hazard' | 'access' }) {
  const words = useWords().call
  const { locale } = usePreferences()
  const those = known.filter((one) => one.kind === kind)
  if (those.length === 0) return null
  const label = kind === 'hazard' ? words.hazards : words.access
  return (
    <section className={`call-facts ${kind}`} aria-label={label}>
      <h3>
        <Icon name={kind === 'hazard' ? 'warning' : 'key'} size={24} /> {label}
      </h3>
      {those.map(({ id, category, text }) => (
        <p key={id}>
          <b>{domainWords[locale].place[category]}</b>
          {text !== null && ` · ${text}`}
        </p>
      ))}
    </section>
  )
}
