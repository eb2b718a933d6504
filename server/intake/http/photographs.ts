import { type Request, type Response, Router } from 'express'
import { openAssignments } from '../../../shared/board.ts'
import { type PhotographId, photographIdSchema, type TicketId, ticketIdSchema } from '../../../shared/id.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { Database } from '../../db/pool.ts'
import { loadPicture } from '../../projection/photograph.ts'
import { actorOf } from '../../session/session.ts'
import { RequestThrottle } from '../../session/throttle.ts'
import {
  LARGEST_PHOTOGRAPH,
  LARGEST_PIECE,
  type PhotographIntake,
  type Piece,
  type Standing,
} from '../photographs/photograph-intake.ts'
import { refuse } from './errors.ts'
import { ownOriginOnly } from './origin.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface PhotographsDependencies {
  database: Database
  live: LiveBoard
  photographs: PhotographIntake
  now: () => Instant
}

/** For one session: twenty photographs in pieces of 64 kB, and what was lost on the way again. */
const MOST_A_MINUTE = 600
/** How long a sender is still read that was answered before its end, so that it hears the answer; then it is cut off. */
const LINGER_MS = 1_000
const LIMITS = `max-size=${LARGEST_PHOTOGRAPH}, max-append-size=${LARGEST_PIECE}`

/**
 * `/api/tickets/{ticketId}/photographs/{photographId}`: the picture and its thumbnail, for those who may read the ticket;
 * and `/upload`, where it is sent in pieces, after the IETF's resumable uploads.
 */
export function photographsRouter({ database, live, photographs, now }: PhotographsDependencies): Router {
  const router = Router({ mergeParams: true })
  const throttle = new RequestThrottle()
  router.use('/tickets/:ticketId/photographs', ownOriginOnly, sessionRequired(database))

  const show = (kind: 'picture' | 'thumbnail') => async (request: Request, response: Response) => {
    const named = namedBy(request)
    const { role, crewId } = actorOf(sessionOf(response))
    const may =
      named !== null &&
      (role !== 'crew' ||
        (crewId !== null &&
          openAssignments(live.board.assignments.values(), { ticketId: named.ticketId, crewId }).length > 0))
    const picture = may ? await loadPicture(database, named.ticketId, named.id, kind) : undefined
    if (picture === undefined) return refuse(response, 404, 'unknown_photograph')
    response.set({
      'Content-Type': 'image/jpeg',
      'Content-Disposition': `inline; filename="${named?.id}.jpg"`,
      'Cache-Control': 'private, no-store',
    })
    response.end(picture)
  }
  router.get('/tickets/:ticketId/photographs/:photographId', show('picture'))
  router.get('/tickets/:ticketId/photographs/:photographId/thumbnail', show('thumbnail'))

  /** What is named, once the sender may send it; answered and null where it may not. */
  async function awaited(request: Request, response: Response): Promise<(Named & { offset: number }) | null> {
    const session = sessionOf(response)
    const wait = throttle.wait(session.id, MOST_A_MINUTE, now())
    if (wait > 0) {
      refuse(response.set('Retry-After', String(wait)), 429, 'too_many_requests', { seconds: wait })
      return null
    }
    const named = namedBy(request)
    const standing: Standing =
      named === null
        ? { state: 'unknown' }
        : await photographs.standing(named.ticketId, named.id, actorOf(session))
    if (named !== null && standing.state === 'under_way') return { ...named, offset: standing.offset }
    answer(response, standing)
    return null
  }

  router
    .route('/tickets/:ticketId/photographs/:photographId/upload')
    .head(async (request, response) => {
      const named = await awaited(request, response)
      if (named !== null) answer(response, { state: 'under_way', offset: named.offset })
    })
    .patch(async (request, response) => {
      // Answered before it was all read: what else comes is thrown away.
      response.once('finish', () => request.complete || cutOff(request))
      const piece = describedBy(request)
      if (!request.is('application/partial-upload')) return refuse(response, 415, 'wrong_content_type')
      if (piece === null)
        return refuse(response, 400, 'invalid', { problem: 'Upload-Offset and Upload-Complete are needed' })
      const named = await awaited(request, response)
      if (named === null) return
      const { ticketId, id, offset } = named
      if (piece.offset !== offset) return answer(response, { state: 'elsewhere', offset })
      const announced = Number(request.headers['content-length'] ?? 0)
      const bytes = announced > LARGEST_PIECE ? 'too_large' : await readPiece(request)
      if (bytes === 'cut') return
      if (bytes === 'too_large') {
        const size = Math.max(announced, LARGEST_PIECE)
        return answer(response, await photographs.refuse(id, 'too_large', size))
      }
      answer(response, await photographs.take(ticketId, id, { ...piece, bytes }))
    })
  return router
}

interface Named {
  ticketId: TicketId
  id: PhotographId
}

function namedBy({ params }: Request): Named | null {
  const ticketId = ticketIdSchema.safeParse(params.ticketId)
  const id = photographIdSchema.safeParse(params.photographId)
  return ticketId.success && id.success ? { ticketId: ticketId.data, id: id.data } : null
}

/** What the headers say of a piece; null where they do not. */
function describedBy(request: Request): Omit<Piece, 'bytes'> | null {
  const offset = request.get('Upload-Offset') ?? ''
  const complete = request.get('Upload-Complete') ?? ''
  if (!/^\d{1,9}$/.test(offset) || !/^\?[01]$/.test(complete)) return null
  return { offset: Number(offset), last: complete === '?1' }
}

/** The body; `cut` where its sender went away, `too_large` as soon as it is, whatever it had announced. */
async function readPiece(request: Request): Promise<Buffer | 'cut' | 'too_large'> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length
      if (bytes > LARGEST_PIECE) return 'too_large'
      chunks.push(chunk)
    }
  } catch {
    return 'cut'
  }
  return Buffer.concat(chunks, bytes)
}

/** Throws away what is still being sent, for a moment. */
function cutOff(request: Request): void {
  request.resume()
  setTimeout(() => request.complete || request.destroy(), LINGER_MS).unref()
}

function answer(response: Response, standing: Standing): void {
  response.set({ 'Cache-Control': 'no-store', 'Upload-Limit': LIMITS })
  switch (standing.state) {
    case 'received':
      response.set('Upload-Complete', '?1').status(204).end()
      return
    case 'under_way':
      response
        .set({ 'Upload-Complete': '?0', 'Upload-Offset': String(standing.offset) })
        .status(204)
        .end()
      return
    case 'elsewhere': {
      const { offset } = standing
      return refuse(response.set('Upload-Offset', String(offset)), 409, 'wrong_offset', { offset })
    }
    case 'unknown':
      return refuse(response, 404, 'unknown_photograph')
    case 'unavailable':
      return refuse(response.set('Retry-After', '2'), 503, 'unavailable')
    case 'refused': {
      if (standing.why === 'too_large') return refuse(response, 413, 'photograph_too_large')
      return refuse(response, STATUS[standing.why], standing.why)
    }
  }
}

const STATUS = { unsupported_picture: 415, too_many_pixels: 413, broken_picture: 422 } as const
