import './figures.css'
import { lengthOf } from '../../../shared/figures/days.ts'
import type { Figures } from '../../../shared/figures/figures.ts'
import { clockTime } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { BarChart } from './BarChart.tsx'
import { FiguresBar } from './FiguresBar.tsx'
import { Headline } from './Headline.tsx'
import { Places, Themes } from './Places.tsx'
import { Promises } from './Promises.tsx'
import { useDays } from './use-days.ts'
import { areOf, type FiguresView, useFigures } from './use-figures.ts'

/** The figures of a day, or of some: for whoever answers for the hall. */
export function Supervisor() {
  const [days, look] = useDays()
  const view = useFigures(days)
  const { figures, state } = view
  const own = figures !== null && areOf(figures, days) ? figures : null
  return (
    <div className="figures-screen">
      <FiguresBar days={days} figures={figures} onLook={look} />
      {/* What comes stands where the figures of other days stood, which are not shown under these. */}
      <main className="figures" aria-busy={state === 'loading'}>
        {own !== null && state === 'failed' && <Stale figures={own} onAgain={view.again} />}
        {own === null && state === 'failed' ? (
          <Failed view={view} onToday={() => look(null)} />
        ) : figures === null ? (
          <Loading />
        ) : (
          <Content key={`${figures.from} ${figures.to}`} figures={figures} leaving={own === null} />
        )}
      </main>
    </div>
  )
}

function Content({ figures, leaving }: { figures: Figures; leaving: boolean }) {
  const { figures: words } = useWords()
  const { reports, from, to, today } = figures
  return (
    <div className={`figures-content${leaving ? ' leaving' : ''}`}>
      <Headline figures={figures} />
      {reports === 0 ? (
        <p className="figures-empty">{to === today && from === today ? words.emptyToday : words.empty}</p>
      ) : (
        <div className="figures-parts">
          <BarChart figures={figures} several={lengthOf(figures) > 1} />
          <Promises figures={figures} />
          <Places figures={figures} />
          <Themes figures={figures} />
        </div>
      )}
    </div>
  )
}

/** Nothing for a moment, then outlines, then the sentence. */
function Loading() {
  const { figures: words } = useWords()
  return (
    <div className="figures-loading">
      <p role="status">{words.loading}</p>
      {['headline', 'chart', 'promises', 'places', 'themes'].map((part) => (
        <i key={part} className={part} />
      ))}
    </div>
  )
}

function Stale({ figures, onAgain }: { figures: Figures; onAgain(): void }) {
  const words = useWords()
  const { locale } = usePreferences()
  return (
    <p className="figures-stale" role="alert">
      <Icon name="warning" />
      {words.figures.stale(clockTime(figures.at, figures.timeZone, locale))}
      <button type="button" className="button" onClick={onAgain}>
        {words.retry}
      </button>
    </p>
  )
}

function Failed({ view, onToday }: { view: FiguresView; onToday(): void }) {
  const words = useWords()
  const { refused, again } = view
  return (
    <div className="figures-failed" role="alert">
      <p>{refused ? words.figures.problems.malformed : words.figures.failed}</p>
      <button type="button" className="button primary" onClick={refused ? onToday : again}>
        {refused ? words.figures.today : words.retry}
      </button>
    </div>
  )
}
