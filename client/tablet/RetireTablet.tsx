import { useState } from 'react'
import { ApiError, logOut } from '../feed/session.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { screen } from '../store/screen-store.ts'
import { forgetLock } from './lock/lock-store.ts'
import { Sheet } from './Sheet.tsx'

/** Gives an enrolled tablet back: only a new code makes it speak again, so it is asked first. */
export function RetireTablet() {
  const { retire } = useWords()
  const { locale } = usePreferences()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const leave = async () => {
    try {
      await logOut()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // Revoked meanwhile, it is out already.
      if (error.status !== 401) return setProblem(error.told[locale])
    }
    forgetLock()
    screen.setState({ session: null })
  }
  return (
    <>
      <button type="button" className="tablet-button tablet-leave" onClick={() => setAsking(true)}>
        {retire.button}
      </button>
      {asking && (
        <Sheet title={retire.question} onClose={() => setAsking(false)}>
          <p>{retire.text}</p>
          {problem !== null && <p role="alert">{problem}</p>}
          <button type="button" className="tablet-button primary" onClick={leave}>
            {retire.button}
          </button>
        </Sheet>
      )}
    </>
  )
}
