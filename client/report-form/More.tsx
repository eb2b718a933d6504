import { change } from '../intent/report-form.ts'
import { LONGEST_DESCRIPTION } from '../store/report-draft.ts'
import { Optional } from './Photographs.tsx'
import { useFormWords, useReport } from './use-form.ts'

/** What helps besides. */
export function More() {
  const words = useFormWords().more
  const description = useReport(({ draft }) => draft.description)
  return (
    <section className="report-part" aria-labelledby="more">
      <h2 id="more">
        {words.title} <Optional />
      </h2>
      <label htmlFor="report-more">{words.label}</label>
      <p className="report-hint" id="more-advice">
        {words.advice}
      </p>
      <textarea
        id="report-more"
        className="report-field"
        rows={3}
        maxLength={LONGEST_DESCRIPTION}
        aria-describedby="more-advice"
        value={description}
        onChange={({ target }) => change({ description: target.value })}
      />
    </section>
  )
}
