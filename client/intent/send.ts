import type { Command } from '../../shared/command.ts'
import { explainRefusal } from '../../shared/explain-refusal.ts'
import type { Answer } from '../../shared/protocol.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { clockTime } from '../design/format.ts'
import { play } from '../sound/sound.ts'
import { announce } from '../store/announcement.ts'
import { preferences } from '../store/preferences.ts'
import { screen } from '../store/screen-store.ts'
import { link } from './link.ts'
import { toast } from './toast.ts'

/** The only way out of a screen. A refusal is heard, shown and announced here, so that nothing fails in silence. */
export async function send(command: Command): Promise<Answer> {
  const answer = await link().send(command)
  if (answer.status === 'accepted') {
    play('accepted')
    return answer
  }
  const text = refusalText(answer.refusal)
  play('refused')
  announce(text, true)
  toast({ kind: 'refusal', text })
  return answer
}

/** Why a command was refused, in the language of this screen. */
export function refusalText(refusal: Refusal): string {
  const { locale } = preferences.getState()
  const timeZone = screen.getState().city?.timeZone ?? 'UTC'
  return explainRefusal(refusal, locale, (at) => clockTime(at, timeZone, locale))
}
