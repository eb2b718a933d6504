import { sentCommandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { type FollowRules, mayReopen } from '../../shared/follow/rules.ts'
import type { Instant } from '../../shared/instant.ts'
import type { RefusalCode } from '../../shared/refusal.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import type { CommandHandler } from '../command/handle.ts'

interface ReopenDependencies {
  handler: CommandHandler
  followRules: FollowRules
  now: () => Instant
}

/** `late`: it may not be, or no longer, and nothing has changed. `undecided`: it is to be asked again, with the same id. */
type Reopening = 'reopened' | 'late' | 'undecided'

/**
 * Opens a ticket again because whoever asked, or who speaks for them, says that it is not dealt with. The same `commandId`
 * has one effect.
 */
export async function reopenAsAsked(
  ticket: Ticket,
  commandId: string,
  { id, label }: Pick<Actor, 'id' | 'label'>,
  { handler, followRules, now }: ReopenDependencies,
): Promise<Reopening> {
  if (!mayReopen(ticket, now(), followRules)) return 'late'
  const sent = sentCommandSchema.parse({
    id: commandId,
    command: { type: 'reopen_ticket', ticketId: ticket.id, reason: REASON },
  })
  // Neither a caller nor a client may open what a post has closed: the server may, by the town's rule.
  const answer = await handler.submit(sent, { id, label, role: 'system', crewId: null })
  if (answer.status === 'accepted') return 'reopened'
  return UNDECIDED.has(answer.refusal.code) ? 'undecided' : 'late'
}

const UNDECIDED = new Set<RefusalCode>(['unavailable', 'failed'])
const REASON = 'À la demande du requérant'
