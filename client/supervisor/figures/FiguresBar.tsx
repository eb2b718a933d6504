import { type FormEvent, useState } from 'react'
import { type Days, type DaysProblem, neighbours, problemOfDays } from '../../../shared/figures/days.ts'
import type { Figures } from '../../../shared/figures/figures.ts'
import { Icon } from '../../design/Icon.tsx'
import { figuresFile } from '../../feed/figures.ts'
import { LanguageButton, ScreenBar, ThemeButton } from '../../panels/ScreenBar.tsx'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { useGivenUp } from '../deliveries/use-given-up.ts'

interface FiguresBarProps {
  /** Null: today, whichever that is. */
  days: Days | null
  figures: Figures | null
  onLook(days: Days | null): void
}

/** Which days are looked at, and what one takes away of them. */
export function FiguresBar({ days, figures, onLook }: FiguresBarProps) {
  const { figures: words } = useWords()
  const { locale } = usePreferences()
  const today = figures?.today ?? null
  const shown = days ?? (today === null ? null : { from: today, to: today })
  return (
    <ScreenBar className="figures-bar" title={words.title}>
      {shown !== null && today !== null && (
        <div className="figures-days">
          <Step days={shown} today={today} step={-1} onLook={onLook} />
          <DaysForm key={`${shown.from} ${shown.to}`} days={shown} today={today} onLook={onLook} />
          <Step days={shown} today={today} step={1} onLook={onLook} />
          <button type="button" className="button" disabled={days === null} onClick={() => onLook(null)}>
            {words.today}
          </button>
        </div>
      )}
      <div className="figures-actions">
        <GivenUpLink />
        {shown !== null && (
          <>
            <a className="button" href={figuresFile(shown, locale)} download>
              {words.file}
            </a>
            <button type="button" className="button" onClick={() => print()}>
              {words.print}
            </button>
          </>
        )}
        <LanguageButton className="button quiet" />
        <ThemeButton />
        <a className="button quiet" href="/console">
          {words.console}
        </a>
      </div>
    </ScreenBar>
  )
}

/** To what could not be delivered, with how much there is. */
function GivenUpLink() {
  const { deliveries: words } = useWords()
  const count = useGivenUp().list?.jobs.length ?? 0
  return (
    <a className={count > 0 ? 'button given-up-link' : 'button quiet'} href="/supervisor/deliveries">
      {count > 0 ? (
        <>
          <Icon name="warning" /> {words.count(count)}
        </>
      ) : (
        words.title
      )}
    </a>
  )
}

interface StepProps {
  days: Days
  today: string
  step: -1 | 1
  onLook(days: Days | null): void
}

/** To as many days before, or after. */
function Step({ days, today, step, onLook }: StepProps) {
  const { figures: words } = useWords()
  const next = neighbours(days, step, today)
  return (
    <button
      type="button"
      className="top-icon"
      aria-label={step < 0 ? words.before : words.after}
      disabled={step > 0 && days.to === today}
      onClick={() => onLook(next.from === today && next.to === today ? null : next)}
    >
      <Icon name={step < 0 ? 'left' : 'right'} />
    </button>
  )
}

/** The first day and the last; nothing is asked while someone types. */
function DaysForm({ days, today, onLook }: Omit<StepProps, 'step'>) {
  const { figures: words } = useWords()
  const [draft, setDraft] = useState(days)
  const [problem, setProblem] = useState<DaysProblem | null>(null)
  const look = (event: FormEvent) => {
    event.preventDefault()
    const found = problemOfDays(draft, today)
    setProblem(found)
    if (found === null) onLook(draft.from === today && draft.to === today ? null : draft)
  }
  const field = (which: keyof Days) => (
    <label>
      {words[which]}
      <input
        type="date"
        className="field num"
        value={draft[which]}
        max={today}
        aria-describedby={problem === null ? undefined : 'figures-problem'}
        onChange={({ target }) => setDraft({ ...draft, [which]: target.value })}
      />
    </label>
  )
  return (
    <form onSubmit={look} noValidate>
      {field('from')}
      {field('to')}
      <button type="submit" className="button">
        {words.show}
      </button>
      {problem !== null && (
        <p id="figures-problem" role="alert">
          {words.problems[problem]}
        </p>
      )}
    </form>
  )
}
