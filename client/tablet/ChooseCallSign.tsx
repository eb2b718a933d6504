import { useEffect, useState } from 'react'
import { unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { ApiError, type CrewChoice, fetchCrewChoices, logOut, takeCallSign } from '../feed/session.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { plain } from '../store/plain.ts'
import { screen } from '../store/screen-store.ts'
import { RetireTablet } from './RetireTablet.tsx'
import { Sheet } from './Sheet.tsx'

/** Whom this tablet speaks for. Where another device does already, it says so first. */
export function ChooseCallSign() {
  const words = useWords()
  const { locale } = usePreferences()
  const tablet = useScreen((state) => state.session?.tablet ?? null)
  const [choices, setChoices] = useState<CrewChoice[] | null>(null)
  const [wanted, setWanted] = useState('')
  const [held, setHeld] = useState<CrewChoice | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    fetchCrewChoices().then(setChoices, (error) =>
      setProblem(error instanceof ApiError ? error.told[locale] : String(error)),
    )
  }, [locale])
  const take = async (crew: CrewChoice, confirm: boolean) => {
    try {
      screen.setState({ session: await takeCallSign(crew.id, confirm) })
    } catch (error) {
      if (error instanceof ApiError && error.code === 'call_sign_held') setHeld(crew)
      else if (error instanceof ApiError) setProblem(error.told[locale])
    }
  }
  const leave = async () => {
    await logOut().catch(() => {})
    screen.setState({ session: null })
  }
  const shown = (choices ?? []).filter(({ callSign }) => plain(callSign).includes(plain(wanted)))
  return (
    <main className="tablet-choose">
      <h1>{words.tablet.chooseTitle}</h1>
      <p>{tablet === null ? words.tablet.chooseHint : words.tablet.chooseOn(tablet)}</p>
      <input
        className="field"
        type="search"
        aria-label={words.tablet.search}
        placeholder={words.tablet.search}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {problem !== null && <p role="alert">{problem}</p>}
      <ul>
        {shown.map((crew) => (
          <li key={crew.id}>
            <button type="button" onClick={() => take(crew, false)}>
              <span className="call-sign">{unbroken(crew.callSign)}</span>
              <span className="caption">
                {crew.held > 0 ? words.tablet.held : domainWords[locale].duty[crew.duty]} ·{' '}
                {domainWords[locale].kind[crew.kind]}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {tablet === null ? (
        <button type="button" className="button tablet-leave" onClick={leave}>
          {words.logOut}
        </button>
      ) : (
        <RetireTablet />
      )}
      {held !== null && (
        <Sheet title={words.tablet.heldTitle(unbroken(held.callSign))} onClose={() => setHeld(null)}>
          <p>{words.tablet.heldText}</p>
          <button type="button" className="tablet-button primary" onClick={() => take(held, true)}>
            {words.tablet.takeIt}
          </button>
        </Sheet>
      )}
    </main>
  )
}
