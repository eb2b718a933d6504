import type { Crew } from '../../shared/crew/crew.ts'
import { explainRefusal } from '../../shared/explain-refusal.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import { type TicketDetail, ticketDetailSchema } from '../../shared/protocol/ticket.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { derivedId } from '../derived-id.ts'
import { type Credentials, DoorClient } from '../simulation/door-client.ts'
import { keepTrying } from '../simulation/keep-trying.ts'
import { Pace } from './pace.ts'

/** Connections that command, and messages a second over all of them; the server allows each 60. */
const POSTS = 4
const MESSAGES_A_SECOND = 50 * POSTS

/**
 * The dispatchers of a replay: an administrator's session that follows the log, to know its tickets, and a few that
 * only command.
 */
export class Desk {
  private readonly posts: DoorClient[] = []
  private readonly pace = new Pace(MESSAGES_A_SECOND)
  private readonly ticketIds = new Map<number, TicketId>()
  private sent = 0

  private constructor(
    private readonly follower: DoorClient,
    private readonly signal: AbortSignal,
  ) {}

  /** Throws where the credentials are refused. `signal` gives up whatever is under way. */
  static async open(url: string, credentials: Credentials, signal: AbortSignal): Promise<Desk> {
    const desk = new Desk(new DoorClient(url), signal)
    await desk.follower.login(credentials)
    signal.addEventListener('abort', () => desk.close())
    return desk
  }

  request(path: string): Promise<Response> {
    return this.follower.request('GET', path)
  }

  /** Begins to follow and to command, for files with units. */
  async connect(credentials: Credentials): Promise<void> {
    this.follower.onBatch((items) => {
      for (const item of items) {
        if ('stored' in item && item.stored.event.type === 'ticket_received') {
          const { number, id } = item.stored.event.ticket
          this.ticketIds.set(number, id)
        }
      }
    })
    await this.follower.connect('events')
    for (let one = 0; one < POSTS; one++) {
      const post = new DoorClient(this.follower.session.url)
      this.posts.push(post)
      await post.login(credentials)
      await post.connect('nothing')
    }
  }

  /** The crews there were when this desk last took a snapshot. */
  get crews(): Crew[] {
    return [...this.follower.board.crews.values()]
  }

  /** The id of a ticket that was received since this desk follows, or that was open then. */
  ticketId(number: number): TicketId | undefined {
    const known = this.ticketIds.get(number)
    if (known !== undefined) return known
    for (const ticket of this.follower.board.tickets.values()) this.ticketIds.set(ticket.number, ticket.id)
    return this.ticketIds.get(number)
  }

  /** Sends a command until it is answered; the same `key` names the same command, in another replay too. */
  async send(command: object, key: string): Promise<Answer> {
    await this.pace.turn()
    this.sent += 1
    const post = this.posts[this.sent % POSTS]
    if (post === undefined) throw new Error('The desk is not connected.')
    const answer = await post.send(command, derivedId('replayed command', key))
    this.signal.throwIfAborted()
    return answer
  }

  /** All that the server knows of a ticket; waits for a server that is away. */
  detail(ticketId: TicketId): Promise<TicketDetail> {
    return keepTrying(
      async () => {
        const response = await this.request(`/api/tickets/${ticketId}`)
        if (!response.ok) throw new Error(`Ticket ${ticketId} could not be read: ${response.status}.`)
        return ticketDetailSchema.parse(await response.json())
      },
      { signal: this.signal },
    )
  }

  close(): void {
    for (const client of [this.follower, ...this.posts]) client.close()
  }
}

/** Why a command was refused, for a report; null where it was accepted. */
export function problemIn(answer: Answer): string | null {
  return answer.status === 'accepted' ? null : inWords(answer.refusal)
}

function inWords(refusal: Refusal): string {
  const clock = (at: number) => new Date(at).toISOString().slice(11, 19)
  return explainRefusal(refusal, 'en', clock).replaceAll('\u00a0', ' ')
}
