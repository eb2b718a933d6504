import { z } from 'zod'
import type { Report } from '../../shared/command.ts'
import { reportIdSchema, type TicketId, ticketIdSchema } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { phoneKey } from '../../shared/intake/phone.ts'
import { derivedId } from '../derived-id.ts'
import type { NewJob } from '../job/job.ts'

export const FOLLOW_LINK = 'follow_link'

/** Whose report it is of. Their number is looked up when the message leaves, and is in no job. */
export const followLinkBodySchema = z.object({ ticketId: ticketIdSchema, reportId: reportIdSchema })

/** The message that gives whoever told a report the link to follow it; none where no number was given. */
export function followLinkJobs(
  ticketId: TicketId,
  { id: reportId, phone }: Report,
  dueAt: Instant,
): NewJob[] {
  if (phone === null || phoneKey(phone) === null) return []
  const body: z.infer<typeof followLinkBodySchema> = { ticketId, reportId }
  return [{ id: derivedId(FOLLOW_LINK, reportId), kind: FOLLOW_LINK, body, dueAt }]
}
