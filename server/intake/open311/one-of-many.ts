import type { SentCommand } from '../../../shared/command.ts'
import { type Alike, isUnattended, joinedByItself, type Told } from '../../../shared/ticket/likeness.ts'

/** The tickets under way that a report that comes now may be one more of, the likest first. */
export type AlikeOf = (told: Omit<Told, 'catalogueVersion' | 'receivedAt'>) => Promise<readonly Alike[]>

/** The command, with the ticket that it is one more report of where that is sure and no person took it. */
export async function asOneOfMany(sent: SentCommand, alike: AlikeOf): Promise<SentCommand> {
  const { command } = sent
  if (command.type !== 'receive_ticket') return sent
  const joins = isUnattended(command.channel)
    ? joinedByItself(command.channel, await alike(command))
    : undefined
  return joins === undefined ? sent : { ...sent, command: { ...command, joins } }
}
