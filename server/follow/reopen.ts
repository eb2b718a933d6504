import { sentCommandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { type FollowRules, mayReopen } from '../../shared/follow/rules.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { CommandHandler } from '../command/handle.ts'

interface ReopenDependencies {
  handler: CommandHandler
  followRules: FollowRules
  now: () => Instant
}

/**
 * Opens a ticket again because whoever asked, or who speaks for them, says that it is not dealt with. False where it may
 * not be, or no longer: nothing has changed. The same `commandId` has one effect.
 */
export async function reopenAsAsked(
  ticket: Ticket,
  commandId: string,
  { id, label }: Pick<Actor, 'id' | 'label'>,
  { handler, followRules, now }: ReopenDependencies,
): Promise<boolean> {
  if (!mayReopen(ticket, now(), followRules)) return false
  const sent = sentCommandSchema.parse({
    id: commandId,
    command: { type: 'reopen_ticket', ticketId: ticket.id, reason: REASON },
  })
  // Neither a caller nor a client may open what a post has closed: the server may, by the town's rule.
  const answer = await handler.submit(sent, { id, label, role: 'system', crewId: null })
  return answer.status === 'accepted'
}

const REASON = 'À la demande du requérant'
