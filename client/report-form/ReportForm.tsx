import { useEffect, useState } from 'react'
import { begin, load } from '../intent/report-form.ts'
import { speak } from '../store/form-locale.ts'
import { isBegun } from '../store/report-draft.ts'
import { Advice } from './Advice.tsx'
import { CallLink } from './CallLink.tsx'
import { More } from './More.tsx'
import { Outlook } from './Outlook.tsx'
import { Photographs } from './Photographs.tsx'
import { Questions } from './Questions.tsx'
import { Send } from './Send.tsx'
import { Sent } from './Sent.tsx'
import { useFormWords, useFrozen, useLocale, useReport } from './use-form.ts'
import { What } from './What.tsx'
import { Where } from './Where.tsx'

/** `/signaler`: anyone tells the town of something, on one page, in the order in which it is told. */
export function ReportForm() {
  const words = useFormWords()
  const locale = useLocale()
  const loading = useReport((state) => state.loading)
  const town = useReport((state) => state.town)
  const taken = useReport((state) => state.taken)
  useEffect(() => {
    document.title = town === null ? words.title : `${words.title} · ${town.name}`
  }, [words, town])
  return (
    <>
      <header className="report-head">
        <p>{town !== null && words.town(town.name)}</p>
        <button
          type="button"
          className="report-quiet"
          lang={locale === 'fr' ? 'en' : 'fr'}
          onClick={() => speak(locale === 'fr' ? 'en' : 'fr')}
        >
          {words.otherLanguage}
        </button>
      </header>
      <Advice />
      <main className="report">
        {taken !== null ? (
          <Sent taken={taken} />
        ) : (
          <>
            <h1>{words.title}</h1>
            <Danger />
            {loading === 'ready' ? <Form /> : <Loading />}
          </>
        )}
      </main>
    </>
  )
}

function Loading() {
  const words = useFormWords()
  const loading = useReport((state) => state.loading)
  if (loading === 'loading') return <p role="status">{words.loading}</p>
  if (loading === 'closed') return <p role="alert">{words.closed}</p>
  return (
    <div role="alert">
      <p>{words.unreachable}</p>
      <button type="button" className="report-button" onClick={load}>
        {words.retry}
      </button>
    </div>
  )
}

/** Before anything is asked: this page is not for whoever is in danger. */
function Danger() {
  const { danger } = useFormWords()
  return (
    <section className="report-danger" aria-labelledby="danger">
      <h2 id="danger">{danger.title}</h2>
      <ul>
        {danger.numbers.map(({ number, who }) => (
          <li key={number}>
            <CallLink number={number} label={`${number} ${who}`} />
          </li>
        ))}
        <li>
          <a className="report-call" href="sms:114">
            {danger.silent}
          </a>
        </li>
      </ul>
    </section>
  )
}

function Form() {
  const words = useFormWords()
  const type = useReport((state) => state.type)
  const frozen = useFrozen()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
      }}
    >
      <p className="report-note">{words.anonymous}</p>
      <Kept />
      <fieldset className="report-all" disabled={frozen} aria-label={words.title}>
        <What />
        {type !== null && (
          <>
            <Questions key={type.code} type={type} />
            <Where />
            <Photographs />
            <More />
          </>
        )}
      </fieldset>
      {type !== null && (
        <>
          <Outlook type={type} />
          <Send />
        </>
      )}
    </form>
  )
}

/** That something was begun here before, and how to be rid of it; asked twice. */
function Kept() {
  const words = useFormWords()
  const restored = useReport((state) => state.restored)
  const begun = useReport(({ draft }) => isBegun(draft))
  const [asked, setAsked] = useState(false)
  if (!restored || !begun) return null
  return (
    <div className="report-kept" role="status">
      <p>{words.kept}</p>
      <button type="button" className="report-button" onClick={() => (asked ? begin() : setAsked(true))}>
        {asked ? words.reallyErase : words.erase}
      </button>
    </div>
  )
}
