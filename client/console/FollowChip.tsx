import './follow-chip.css'
import { trustOf } from '../../shared/crew/position-age.ts'
import { SECOND } from '../../shared/instant.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { unfollow } from '../intent/select.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { positions } from '../store/positions.ts'

/** Whom the map stays with, and how old that is where it is not fresh. */
export function FollowChip() {
  const words = useWords()
  const now = useNow()
  const crew = useScreen(({ board, followed }) => (followed === null ? undefined : board.crews.get(followed)))
  if (crew === undefined) return null
  const at = positions.of(crew.number)?.at
  const age = at === undefined ? null : now - at
  return (
    <p className="follow-chip">
      <Icon name="locate" />
      <span className="call-sign">{words.crew.following(unbroken(crew.callSign))}</span>
      {age === null && <span className="stale">{words.crews.noPosition}</span>}
      {age !== null && trustOf(crew.kind, age) !== 'fresh' && (
        <span className="stale num">{words.crew.ago(roughDuration(age / SECOND))}</span>
      )}
      <button type="button" aria-label={words.crew.unfollow} onClick={() => unfollow()}>
        <kbd className="key">V</kbd> <Icon name="close" />
      </button>
    </p>
  )
}
