import { grantOf } from '../../../shared/authority.ts'
import type { Actor } from '../../../shared/event.ts'
import { commandIdSchema, type PhotographId, type TicketId } from '../../../shared/id.ts'
import type { Photograph } from '../../../shared/ticket/photograph.ts'
import type { CommandHandler } from '../../command/handle.ts'
import type { Database } from '../../db/pool.ts'
import { derivedId } from '../../derived-id.ts'
import {
  appendPiece,
  dropPicture,
  dropPieces,
  joinPieces,
  reachedOffset,
  storePicture,
} from '../../projection/photograph.ts'
import { findTicket } from '../../projection/ticket.ts'
import { cleanPicture, type PictureProblem } from './clean-picture.ts'
import { Lanes } from './lanes.ts'

/** Bytes of the largest photograph that is taken, and of one piece of it. */
export const LARGEST_PHOTOGRAPH = 12 * 1024 * 1024
export const LARGEST_PIECE = 1024 * 1024

/** Files that are whole in memory at the same time: joined of pieces, or come in one; and of both those that are unpacked. */
const JOINED_AT_ONCE = 8
const SINGLE_AT_ONCE = 32
const UNPACKED_AT_ONCE = 2

const SYSTEM: Actor = { id: 'photographs', role: 'system', label: 'Photographies', crewId: null }

/** Where the sending of a photograph stands, or why it cannot go on. */
export type Standing =
  | { state: 'under_way'; offset: number }
  | { state: 'received' }
  | { state: 'elsewhere'; offset: number }
  | { state: 'refused'; why: PictureProblem | 'too_large' }
  | { state: 'unknown' }
  | { state: 'unavailable' }

interface PhotographIntakeDependencies {
  database: Database
  handler: CommandHandler
  /** A picture was refused: one line in the log. */
  onDropped(what: string, about: Readonly<Record<string, string | number>>): void
}

/**
 * Takes the pixels of photographs that were added, in pieces, each on disk before it is answered; when they are whole the
 * picture is made anew, and the server says by a command of its own that it is there.
 */
export class PhotographIntake {
  private readonly joining = new Lanes(JOINED_AT_ONCE)
  private readonly single = new Lanes(SINGLE_AT_ONCE)
  private readonly unpacking = new Lanes(UNPACKED_AT_ONCE)

  constructor(private readonly dependencies: PhotographIntakeDependencies) {}

  /** Where a photograph stands for `actor`, who must be of the crew, or the consoles, that added it. */
  async standing(ticketId: TicketId, id: PhotographId, actor: Actor): Promise<Standing> {
    const photograph = await this.find(ticketId, id)
    const own = photograph?.crewId === actor.crewId && grantOf('add_photograph', actor.role) !== 'no'
    if (photograph === undefined || !own) return { state: 'unknown' }
    if (photograph.received !== null) return { state: 'received' }
    return { state: 'under_way', offset: await reachedOffset(this.dependencies.database, id) }
  }

  /** Takes the bytes from `offset` on of a photograph that stands under way; `last` where it ends with them. */
  async take(ticketId: TicketId, id: PhotographId, piece: Piece): Promise<Standing> {
    const { database } = this.dependencies
    const { offset, bytes, last } = piece
    const reached = offset + bytes.length
    if (reached > LARGEST_PHOTOGRAPH) return this.refuse(id, 'too_large', reached)
    // All of it in one piece need not go to disk first: it is answered when its picture is there.
    if (last && offset === 0 && this.single.isFree && (await reachedOffset(database, id)) === 0)
      return this.single.run(() => this.makePicture(ticketId, id, bytes))
    const added =
      bytes.length === 0
        ? (await reachedOffset(database, id)) === offset
        : await appendPiece(database, id, offset, bytes)
    if (!added) return { state: 'elsewhere', offset: await reachedOffset(database, id) }
    return last
      ? this.joining.run(async () => this.makePicture(ticketId, id, await joinPieces(database, id)))
      : { state: 'under_way', offset: reached }
  }

  /** Says that a photograph cannot be taken, and forgets what has come of it. */
  async refuse(id: PhotographId, why: PictureProblem | 'too_large', bytes: number): Promise<Standing> {
    await dropPieces(this.dependencies.database, id)
    this.dependencies.onDropped('a photograph was refused', { photograph: id, why, bytes })
    return { state: 'refused', why }
  }

  private async find(ticketId: TicketId, id: PhotographId): Promise<Photograph | undefined> {
    const ticket = await findTicket(this.dependencies.database, { id: ticketId })
    return ticket?.photographs.find((one) => one.id === id)
  }

  private async makePicture(ticketId: TicketId, id: PhotographId, sent: Buffer): Promise<Standing> {
    const { database } = this.dependencies
    // Finished twice at once: the first has taken the pieces away.
    if (sent.length === 0 && (await this.find(ticketId, id))?.received) return { state: 'received' }
    const made = await this.unpacking.run(() => cleanPicture(sent))
    if (typeof made === 'string') return this.refuse(id, made, sent.length)
    await storePicture(database, id, ticketId, made)
    const { width, height } = made
    const answer = await this.dependencies.handler.submit(
      {
        // One id for each photograph: said again after a failure or a restart, it has one effect.
        id: commandIdSchema.parse(derivedId('receive_photograph', id)),
        command: {
          type: 'receive_photograph',
          photographId: id,
          ticketId,
          width,
          height,
          bytes: made.picture.length,
        },
      },
      SYSTEM,
    )
    if (answer.status === 'refused') {
      const { code } = answer.refusal
      if (code === 'unavailable' || code === 'failed') return { state: 'unavailable' }
      // Removed while it was sent.
      await dropPicture(database, id)
      return { state: 'unknown' }
    }
    await dropPieces(database, id)
    return { state: 'received' }
  }
}

/** Some bytes of a photograph, from `offset` on. */
export interface Piece {
  offset: number
  bytes: Buffer
  last: boolean
}
