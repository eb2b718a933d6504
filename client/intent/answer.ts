import { explainRefusal } from '../../shared/explain-refusal.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { clockTime, timeToCome } from '../design/format.ts'
import { play } from '../sound/sound.ts'
import { announce } from '../store/announcement.ts'
import { serverNow } from '../store/clock.ts'
import { preferences } from '../store/preferences.ts'
import { screen } from '../store/screen-store.ts'
import { toast } from './toast.ts'

/** Lets it be heard and seen what became of a command, were it said by an earlier page. */
export function tellAnswer(answer: Answer): void {
  if (answer.status === 'accepted') return play('accepted')
  const text = refusalText(answer.refusal)
  play('refused')
  announce(text, true)
  // A crew's own screen keeps its refusals, with what was said: `outbox.refused`.
  if (screen.getState().session?.crewId == null) toast({ kind: 'refusal', text })
}

/** Why a command was refused, in the language of this screen. */
export function refusalText(refusal: Refusal): string {
  const { locale } = preferences.getState()
  const timeZone = screen.getState().city?.timeZone ?? 'UTC'
  const now = serverNow()
  return explainRefusal(refusal, locale, (at) =>
    at > now ? timeToCome(at, now, timeZone, locale) : clockTime(at, timeZone, locale),
  )
}
