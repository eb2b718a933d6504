import type { Figures } from '../../../shared/figures/figures.ts'
import { domainWords } from '../../../shared/words.ts'
import { Count } from '../../react/Count.tsx'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { TwoTone } from './TwoTone.tsx'

interface Line {
  name: string
  reports: number
  tickets: number
}

/** What came in by district, most first. */
export function Places({ figures }: { figures: Figures }) {
  const { figures: words } = useWords()
  const lines = figures.districts.map(({ code, name, ...counts }) => {
    return { name: name ?? code ?? words.nowhere, ...counts }
  })
  return (
    <div className="figures-part figures-places">
      <header>
        <h3 id="figures-places">{words.districts}</h3>
        <p className="caption">{words.counts}</p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that may be longer than its place is scrolled with keys */}
      <section className="figures-list" aria-labelledby="figures-places" tabIndex={0}>
        <Lines lines={lines} />
      </section>
    </div>
  )
}

/** What came in by theme, and how all this is counted. */
export function Themes({ figures }: { figures: Figures }) {
  const { figures: words } = useWords()
  const { locale } = usePreferences()
  const lines = figures.themes.map(({ theme, ...counts }) => {
    return { name: domainWords[locale].theme[theme], ...counts }
  })
  const method =
    figures.distresses === 0 ? words.method : [...words.method, words.distresses(figures.distresses)]
  return (
    <section className="figures-part figures-themes" aria-labelledby="figures-themes">
      <header>
        <h3 id="figures-themes">{words.themes}</h3>
        <p className="caption">{words.counts}</p>
      </header>
      <Lines lines={lines} />
      <ul className="figures-method caption">
        {method.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { figures: words } = useWords()
  const most = Math.max(...lines.map(({ reports }) => reports))
  return (
    <ul className="figures-lines">
      {lines.map(({ name, reports, tickets }) => (
        <li key={name}>
          <span className="ellipsis" title={name}>
            {name}
          </span>
          <TwoTone reports={reports} tickets={tickets} most={most} />
          <b>
            <Count of={reports} /> <span className="visually-hidden">{words.reports}</span>
          </b>
          <span>
            <Count of={tickets} /> <span className="visually-hidden">{words.tickets}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
