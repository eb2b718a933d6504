import type { SentCommand } from '../../../shared/command.ts'
import { type Alike, joinedByItself, type Told } from '../../../shared/ticket/likeness.ts'

/** The open tickets that a report may be one more of, the likest first. */
export type AlikeOf = (told: Omit<Told, 'catalogueVersion' | 'receivedAt'>) => readonly Alike[]

/** The command, with the ticket that it is one more report of where that is sure and no person took it. */
export function asOneOfMany(sent: SentCommand, alike: AlikeOf): SentCommand {
  const { command } = sent
  if (command.type !== 'receive_ticket') return sent
  const joins = joinedByItself(command.channel, alike(command))
  return joins === undefined ? sent : { ...sent, command: { ...command, joins } }
}
