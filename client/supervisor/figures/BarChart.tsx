import { useState } from 'react'
import type { Figures } from '../../../shared/figures/figures.ts'
import { figure } from '../../../shared/typography.ts'
import { dayText, shortDate } from '../../design/format.ts'
import { Count } from '../../react/Count.tsx'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { type Bar, barsOf } from './bars.ts'
import { TwoToneKey } from './TwoTone.tsx'

/** Of the width that a bar has, what it leaves free on each side. */
const GAP = 0.14

/** What came in by hour, or by day where there are several; in a table as well, for those who do not see bars. */
export function BarChart({ figures, several }: { figures: Figures; several: boolean }) {
  const { figures: words } = useWords()
  const [by, setBy] = useState<'hour' | 'day'>('hour')
  const name = useBarName()
  const bars = barsOf(figures, by)
  const title = by === 'hour' ? words.byHour : words.byDay
  return (
    <section className="figures-part figures-chart" aria-labelledby="figures-chart">
      <header>
        <h3 id="figures-chart">{title}</h3>
        {several && (
          <div className="figures-by">
            {(['hour', 'day'] as const).map((one) => (
              <button key={one} type="button" aria-pressed={by === one} onClick={() => setBy(one)}>
                {one === 'hour' ? words.byHour : words.byDay}
              </button>
            ))}
          </div>
        )}
        <TwoToneKey reports={words.reports} tickets={words.tickets} />
      </header>
      <Bars bars={bars} name={name} />
      <table className="visually-hidden">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.row}</th>
            <th scope="col">{words.reports}</th>
            <th scope="col">{words.tickets}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ of, reports, tickets }) => (
            <tr key={JSON.stringify(of)}>
              <th scope="row">{name(of).whole}</th>
              <td>
                <Count of={reports} />
              </td>
              <td>
                <Count of={tickets} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type BarName = (of: Bar['of']) => { short: string; whole: string }

function useBarName(): BarName {
  const { figures: words } = useWords()
  const { locale } = usePreferences()
  return (of) => {
    if ('day' in of) {
      const at = Date.parse(of.day)
      return { short: shortDate(at, 'UTC', locale).split(/\s/)[0] ?? '', whole: dayText(at, 'UTC', locale) }
    }
    const hour = words.hour(of.hour)
    return of.again
      ? { short: words.again, whole: words.hourAgain(hour) }
      : { short: words.hourShort(of.hour), whole: hour }
  }
}

function Bars({ bars, name }: { bars: readonly Bar[]; name: BarName }) {
  const { figures: words } = useWords()
  const { locale } = usePreferences()
  const most = Math.max(1, ...bars.map(({ reports }) => reports))
  const slot = 100 / bars.length
  const percent = (value: number) => `${value}%`
  const height = (count: number) => percent((count / most) * 100)
  const top = (count: number) => percent(100 - (count / most) * 100)
  return (
    <div className="figures-plot">
      <svg aria-hidden="true" focusable="false">
        <line x1="0" x2="100%" y1="100%" y2="100%" />
        {bars.map(({ of, reports, tickets, toCome }, index) => {
          const x = percent((index + GAP) * slot)
          const width = percent((1 - 2 * GAP) * slot)
          const middle = percent((index + 0.5) * slot)
          const { short, whole } = name(of)
          return (
            <g key={JSON.stringify(of)}>
              <title>{`${whole}, ${words.reports} ${figure(reports, locale)}, ${words.tickets} ${figure(tickets, locale)}`}</title>
              <rect className="bar-ground" x={percent(index * slot)} width={percent(slot)} height="100%" />
              <rect className="bar-reports" x={x} y={top(reports)} width={width} height={height(reports)} />
              <rect className="bar-tickets" x={x} y={top(tickets)} width={width} height={height(tickets)} />
              {reports > 0 && (
                <text className="bar-count" x={middle} y={top(reports)} dy={-5}>
                  {figure(reports, locale)}
                </text>
              )}
              <text className={toCome ? 'bar-to-come' : 'bar-name'} x={middle} y="100%" dy={16}>
                {short}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}
