import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { photographIdSchema, type TicketId } from '../../../shared/id.ts'
import type { RefusalCode } from '../../../shared/refusal.ts'
import { derivedId } from '../../derived-id.ts'
import type { Standing } from '../photographs/photograph-intake.ts'
import type { Open311Dependencies } from './dependencies.ts'
import type { Media } from './multipart.ts'

const MOST_MEDIA = 5

/**
 * Adds the photographs that came with a request, or an update, to the ticket that it is dealt with as, which is on disk. A
 * picture that cannot be taken never costs the request: it is told, one sentence each. The same `key` again adds them once.
 */
export async function takePhotographs(
  { key, ticketId, media }: { key: string; ticketId: TicketId; media: readonly Media[] },
  actor: Actor,
  dependencies: Pick<Open311Dependencies, 'handler' | 'photographs'>,
): Promise<string[]> {
  const problems: string[] = []
  for (const [index, one] of media.entries()) {
    const problem =
      index >= MOST_MEDIA
        ? `a request has ${MOST_MEDIA} at most`
        : await takeOne(ticketId, `${key}\n${index}`, one, actor, dependencies)
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
  if (added.status === 'refused') return UNADDED[added.refusal.code] ?? 'the request has ended'
  return problemOf(await photographs.take(ticketId, photographId, { offset: 0, bytes, last: true }))
}

const AGAIN = 'the server could not, send it again'
const UNADDED: Partial<Record<RefusalCode, string>> = {
  too_many_photographs: 'the ticket has too many',
  unavailable: AGAIN,
  failed: AGAIN,
}

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
