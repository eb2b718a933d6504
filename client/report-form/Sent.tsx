import { useState } from 'react'
import { Icon } from '../design/Icon.tsx'
import { begin } from '../intent/report-form.ts'
import { focus } from '../react/focus.ts'
import type { ReportState } from '../store/report-store.ts'
import { useFormWords, useLocale, useReport } from './use-form.ts'

/** The report has its number, and a link by which it is followed. */
export function Sent({ taken }: { taken: NonNullable<ReportState['taken']> }) {
  const words = useFormWords().sent
  const locale = useLocale()
  const unknown = useReport((state) => state.unknown)
  const [copied, setCopied] = useState<boolean | null>(null)
  const link = `${location.origin}/suivi/${taken.token}`
  const copy = () =>
    Promise.resolve()
      .then(() => navigator.clipboard.writeText(link))
      .then(
        () => setCopied(true),
        () => setCopied(false),
      )
  return (
    <section className="report-part report-sent">
      <h1 tabIndex={-1} ref={focus}>
        <Icon name="check" size={32} /> {words.title}
      </h1>
      {taken.reference === null ? (
        <p role="status">{unknown ? words.unknown : words.checking}</p>
      ) : (
        <p>
          {words.reference} <b className="report-number">{taken.reference}</b>
        </p>
      )}
      {taken.partly && <p className="report-problem">{words.partly}</p>}
      <a className="report-button report-primary" href={`/suivi/${taken.token}?lang=${locale}`}>
        {words.follow}
      </a>
      <button type="button" className="report-button" onClick={copy}>
        <Icon name="link" size={20} /> {words.copy}
      </button>
      <p role="status">{copied === null ? '' : copied ? words.copied : words.notCopied}</p>
      <p className="report-link">{link}</p>
      <p className="report-hint">{words.keep}</p>
      <button type="button" className="report-button" onClick={begin}>
        {words.another}
      </button>
    </section>
  )
}
