import { type Figures, type PromiseFigures, shareWithin } from '../../../shared/figures/figures.ts'
import { figure } from '../../../shared/typography.ts'
import { clockTime, dayText } from '../../design/format.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { percentOf } from './bars.ts'

/** Which days these are, and the five figures that one asks for first. */
export function Headline({ figures }: { figures: Figures }) {
  const { figures: words } = useWords()
  const { locale } = usePreferences()
  const { reports, tickets, byPhone, open, promises } = figures
  const day = (text: string) => dayText(Date.parse(text), 'UTC', locale)
  return (
    <section className="figures-headline" aria-labelledby="figures-of">
      <div className="figures-of">
        <h2 id="figures-of">{words.of(day(figures.from), day(figures.to))}</h2>
        <p className="caption">{words.asOf(clockTime(figures.at, figures.timeZone, locale))}</p>
      </div>
      <dl>
        <Fact name={words.reports} value={figure(reports, locale)} note={words.byPhone(byPhone)} />
        <Fact name={words.tickets} value={figure(tickets, locale)} note={words.joined(reports - tickets)} />
        <Fact name={words.open} value={figure(open, locale)} note={words.openNote} />
        <Share name={words.onScene} of={promises.onScene} />
        <Share name={words.withinHour} of={promises.withinHour} />
      </dl>
    </section>
  )
}

function Fact({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
      <dd className="caption">{note}</dd>
    </div>
  )
}

function Share({ name, of }: { name: string; of: PromiseFigures }) {
  const { figures: words } = useWords()
  const share = shareWithin(of)
  const value = share === null ? words.none : words.percent(percentOf(share))
  const decided = share === null ? words.noneDecided : words.outOf(of.within, of.within + of.late)
  const note = of.notDue === 0 ? decided : `${decided} · ${words.notDue(of.notDue)}`
  return <Fact name={name} value={value} note={note} />
}
