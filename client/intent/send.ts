import type { Command } from '../../shared/command.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import { link } from './link.ts'

/**
 * The only way out of a screen. Settles when the server has answered, were it after hours; what the answer is, is heard,
 * shown and announced by `tellAnswer`, so that nothing fails in silence.
 */
export function send(command: Command): Promise<Answer> {
  return link().send(command)
}
