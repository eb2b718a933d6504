import { useState } from 'react'
import { copiedForward } from '../../../shared/on-call/week.ts'
import { shortDate } from '../../design/format.ts'
import { planning } from '../../intent/rota.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import type { RotaView } from './use-rota.ts'
import type { RotaWork } from './use-rota-work.ts'

const AHEAD = [1, 2, 3, 4, 6, 8, 12]

/** The pattern of one week, for some weeks more. */
export function CopyForward({ rota, work }: { rota: RotaView; work: RotaWork }) {
  const { onCall: words } = useWords()
  const { locale } = usePreferences()
  const { weeks, turns, city } = rota
  const [chosen, setChosen] = useState(0)
  const [ahead, setAhead] = useState(1)
  const week = weeks[chosen]
  const copies = week === undefined ? [] : copiedForward(turns, week, ahead, city.timeZone)
  const date = (at: number) => shortDate(at, city.timeZone, locale)
  return (
    <form
      className="rota-copy"
      aria-label={words.copy}
      onSubmit={(event) => {
        event.preventDefault()
        if (copies.length > 0) work.perform(planning(copies), words.done.planned(copies.length))
      }}
    >
      <label>
        {words.copy}
        <select className="field" value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
          {weeks.map(({ from, until }, index) => (
            <option key={from} value={index}>
              {words.span(date(from), date(until))}
            </option>
          ))}
        </select>
      </label>
      <select
        className="field"
        aria-label={words.copyWeeks}
        value={ahead}
        onChange={({ target }) => setAhead(Number(target.value))}
      >
        {AHEAD.map((count) => (
          <option key={count} value={count}>
            {words.copyFor(count)}
          </option>
        ))}
      </select>
      <button type="submit" className="button" disabled={copies.length === 0 || work.busy}>
        {words.copies(copies.length)}
      </button>
      <span className="caption">{words.copyHint}</span>
    </form>
  )
}
