import { useState } from 'react'
import type { Problem } from '../../shared/catalogue/check.ts'
import { explainProblem } from '../../shared/catalogue/explain-problem.ts'
import { Icon } from '../design/Icon.tsx'
import { show } from '../intent/catalogue-desk.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { desk } from '../store/catalogue-desk.ts'
import { reveal, useDesk } from './use-desk.ts'

const MOST = 100

/** Goes to a place of the draft, whatever is shown now. */
export function goToPlace(place: string): void {
  const [list, name] = place.split('.')
  const { services } = desk.getState().history.present
  const index = services.findIndex(({ code }, at) => (code || String(at + 1)) === name)
  if (list === 'families' || list === 'agencies') show({ what: list })
  else if (index >= 0) show({ what: 'service', index })
  reveal(place)
}

/** What keeps the draft from being published, each a way to its field; and what was done last. */
export function ProblemList({ flaws }: { flaws: readonly Problem[] }) {
  const words = useWords().catalogue
  const said = useDesk((state) => state.said)
  const [open, setOpen] = useState(true)
  return (
    <footer className="cat-problems">
      <div className="cat-problems-head">
        <button
          type="button"
          className="button quiet"
          aria-expanded={open && flaws.length > 0}
          disabled={flaws.length === 0}
          onClick={() => setOpen(!open)}
        >
          <Icon name={flaws.length === 0 ? 'check' : 'warning'} size={14} />
          {words.problems.title(flaws.length)}
        </button>
        {flaws.length === 0 && <span className="caption">{words.problems.sound}</span>}
        <p role="status" className="cat-said">
          {said}
        </p>
      </div>
      {open && flaws.length > 0 && <Problems flaws={flaws} />}
    </footer>
  )
}

function Problems({ flaws }: { flaws: readonly Problem[] }) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  return (
    <ol>
      {flaws.slice(0, MOST).map((flaw) => (
        <li key={`${flaw.place} ${flaw.code} ${flaw.about}`}>
          <button type="button" onClick={() => goToPlace(flaw.place)}>
            <Icon name="right" size={12} />
            <code>{flaw.place}</code>
            <span>{explainProblem(flaw, locale)}</span>
          </button>
        </li>
      ))}
      {flaws.length > MOST && <li className="caption">{words.problems.more(flaws.length - MOST)}</li>}
    </ol>
  )
}
