import type { Request, Response } from 'express'
import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import type { TicketId } from '../../../shared/id.ts'
import type { Answer } from '../../../shared/protocol/live.ts'
import { derivedId } from '../../derived-id.ts'
import { findTicket, loadHolders } from '../../projection/ticket.ts'
import { actorOf, authorised } from './client-key.ts'
import { secondPrecision } from './datetime.ts'
import type { Open311Dependencies } from './dependencies.ts'
import { refusal } from './errors.ts'
import { fieldsOf } from './fields.ts'
import { mediaNote } from './media.ts'
import { mediaOf } from './multipart.ts'
import { asOneOfMany } from './one-of-many.ts'
import { formOf } from './own-form.ts'
import { parseRequest } from './parse-request.ts'
import { placed } from './place-address.ts'
import { type Presentation, referenceOf } from './present.ts'
import { unavailable } from './refusals.ts'
import { send } from './send.ts'
import { takePhotographs } from './take-photographs.ts'
import { jurisdictionIn, territoryOf } from './territory.ts'

/** `POST requests`: answers when the ticket is on disk, and its photographs with it. */
export async function postRequest(
  request: Request,
  response: Response,
  dependencies: Open311Dependencies,
  presentation: Presentation,
): Promise<void> {
  const fields = fieldsOf(request)
  const territory = territoryOf(dependencies, jurisdictionIn(fields, dependencies))
  const key = formOf(response) ?? (await authorised(fields, dependencies))
  const idempotencyKey = request.get('Idempotency-Key')
  if (idempotencyKey !== undefined && !/^[\x20-\x7e]{1,200}$/.test(idempotencyKey))
    throw refusal(400, 'Idempotency-Key must have 1 to 200 visible ASCII characters.')
  const parsed = parseRequest(
    fields,
    territory,
    key.channel,
    idempotencyKey && `${key.id}\n${idempotencyKey}`,
  )
  const sent = await asOneOfMany(
    await placed(parsed.sent, { ...dependencies, city: territory }),
    dependencies.alike,
  )
  const { command } = sent
  if (command.type !== 'receive_ticket') throw new Error('A request makes a ticket.')
  const { ticketId } = command
  const actor = actorOf(key)
  const answer = await dependencies.handler.submit(sent, actor)
  const reason = untakenText(answer, presentation.timeZone)
  if (reason !== undefined) throw refusal(400, reason)
  const number = accepted(answer)
  // The first answer may be of another year, or place: a repeated request gets the id that it got then.
  const made = dependencies.openTicket(sent.command) ?? (await findTicket(dependencies.database, { number }))
  const { receivedAt = dependencies.now(), position = command.position } = made ?? {}
  // Of one more report of another ticket, that one is what they look at who deal with it.
  const holderId = made === undefined ? ticketId : (await loadHolders(dependencies.database, [made]))(made).id
  await keepLinks({ ticketId, holderId, urls: parsed.mediaUrls }, actor, dependencies)
  const media = mediaOf(response)
  const untaken = await takePhotographs({ key: ticketId, ticketId: holderId, media }, actor, dependencies)
  const token = dependencies.followTokens.tokenOf(ticketId)
  response.status(201)
  send(request, response, 'service_requests', 'request', [
    {
      service_request_id: referenceOf({ number, receivedAt, position }, presentation),
      service_notice: [parsed.notice ?? [], untaken].flat().join(' ') || null,
      account_id: null,
      follow_token: token,
      follow_url: `${request.protocol}://${request.get('host')}/suivi/${token}`,
    },
  ])
}

/** Where pictures of it are on the web, for those who deal with it: a note, made once. */
async function keepLinks(
  { ticketId, holderId, urls }: { ticketId: TicketId; holderId: TicketId; urls: readonly string[] },
  actor: Actor,
  { handler }: Pick<Open311Dependencies, 'handler'>,
): Promise<void> {
  if (urls.length === 0) return
  const command = {
    type: 'add_note',
    noteId: derivedId('media_note', ticketId),
    ticketId: holderId,
    text: mediaNote(urls),
  }
  const sent = sentCommandSchema.parse({ id: derivedId('add_media_note', ticketId), command })
  accepted(await handler.submit(sent, actor))
}

/** The number of the ticket made, or the refusal as the standard tells it. */
export function accepted(answer: Answer): number {
  if (answer.status === 'accepted' && answer.ticketNumber !== null) return answer.ticketNumber
  const code = answer.status === 'refused' ? answer.refusal.code : 'failed'
  if (code === 'unavailable') throw unavailable()
  if (code === 'failed') throw refusal(500, 'The server failed: nothing was changed.')
  throw refusal(400, `The request was refused: ${code}.`)
}

/** Why a type is not taken at that place, or at that hour; undefined for any other answer. */
function untakenText(answer: Answer, timeZone: string): string | undefined {
  if (answer.status === 'accepted') return undefined
  const { refusal: reason } = answer
  if (reason.code === 'service_elsewhere')
    return `The type service_code names is not taken at this point. ${reason.turnTo.fr}`
  if (reason.code !== 'service_closed') return undefined
  const again =
    reason.opensAt === null ? '' : ` It is again from ${secondPrecision(reason.opensAt, timeZone)}.`
  return `The type service_code names is not taken at this hour.${again}`
}
