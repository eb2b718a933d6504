import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { photographIdSchema, type TicketId } from '../../../shared/id.ts'
import { derivedId } from '../../derived-id.ts'
import type { Standing } from '../photographs/photograph-intake.ts'
import type { Open311Dependencies } from './dependencies.ts'
import type { Media } from './multipart.ts'

const MOST_MEDIA = 5

/**
 * Adds the photographs that came with a request to its ticket, which is on disk, or to the one that it is a report of. A picture that cannot be taken never
 * costs the request: it is told, one sentence each. The same request again adds them once.
 */
export async function takePhotographs(
  { ticketId, holderId, media }: { ticketId: TicketId; holderId: TicketId; media: readonly Media[] },
  actor: Actor,
  dependencies: Pick<Open311Dependencies, 'handler' | 'photographs'>,
): Promise<string[]> {
  const problems: string[] = []
  for (const [index, one] of media.entries()) {
    const problem =
      index >= MOST_MEDIA
        ? `a request has ${MOST_MEDIA} at most`
        : await takeOne(holderId, `${ticketId}\n${index}`, one, actor, dependencies)
    if (problem !== null) problems.push(`media ${index + 1} was not taken: ${problem}.`)
  }
  return problems
}

async function takeOne(
  ticketId: TicketId,
  key: string,
  { field, bytes }: Media,
  actor: Actor,
  { handler, photographs }: Pick<Open311Dependencies, 'handler' | 'photographs'>,
): Promise<string | null> {
  if (!/^media(\[\])?$/.test(field)) return 'files are sent as media'
  const photographId = photographIdSchema.parse(derivedId('photograph', key))
  const added = await handler.submit(
    sentCommandSchema.parse({
      id: derivedId('add_photograph', key),
      command: { type: 'add_photograph', photographId, ticketId },
    }),
    actor,
  )
  if (added.status === 'refused')
    return added.refusal.code === 'too_many_photographs' ? 'the ticket has too many' : AGAIN
  return problemOf(await photographs.take(ticketId, photographId, { offset: 0, bytes, last: true }))
}

const AGAIN = 'the server could not, send it again'

function problemOf(standing: Standing): string | null {
  switch (standing.state) {
    case 'received':
      return null
    case 'refused':
      return WHY[standing.why]
    default:
      return AGAIN
  }
}

const WHY = {
  unsupported_picture: 'it is no JPEG, PNG or WebP picture',
  broken_picture: 'the picture is damaged',
  too_many_pixels: 'it has more than 50 million pixels',
  too_large: 'it is larger than 12 MB',
} as const
