import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { photographIdSchema, type TicketId } from '../../../shared/id.ts'
import type { Refusal, RefusalCode } from '../../../shared/refusal.ts'
import { derivedId } from '../../derived-id.ts'
import { readAfter } from '../../event-log/read-after.ts'
import type { Standing } from '../photographs/photograph-intake.ts'
import type { Open311Dependencies } from './dependencies.ts'
import type { Media } from './multipart.ts'

const MOST_MEDIA = 5

type TakeDependencies = Pick<Open311Dependencies, 'database' | 'handler' | 'photographs'>

/**
 * Adds the photographs that came with a request, or an update, to the ticket that it is dealt with as, which is on disk. A
 * picture that cannot be taken never costs the request: it is told, one sentence each. The same `key` again adds them once, and
 * is told what became of them where they were added, whatever the request was joined to since.
 */
export async function takePhotographs(
  { key, ticketId, media }: { key: string; ticketId: TicketId; media: readonly Media[] },
  actor: Actor,
  dependencies: TakeDependencies,
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
  { database, handler, photographs }: TakeDependencies,
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
  if (added.status === 'refused') return unaddedBy(added.refusal)
  const [first] = await readAfter(database, added.seq - 1, 1)
  if (first?.event.type !== 'photograph_added') throw new Error('A photograph that was added is in the log.')
  const { ticketId: where } = first.event
  const { state } = await photographs.standing(where, photographId, actor)
  if (state === 'received') return null
  if (state === 'unknown') return 'it was removed since'
  return problemOf(await photographs.take(where, photographId, { offset: 0, bytes, last: true }))
}

const AGAIN = 'the server could not, send it again'
const UNADDED: Partial<Record<RefusalCode, string>> = {
  too_many_photographs: 'the ticket has too many',
  unavailable: AGAIN,
  failed: AGAIN,
}

function unaddedBy(refusal: Refusal): string {
  if (refusal.code === 'ticket_not_open' && refusal.status === 'joined')
    return 'the request was joined to another meanwhile, send it with an update'
  return UNADDED[refusal.code] ?? 'the request has ended'
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
