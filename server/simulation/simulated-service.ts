import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { after, type Instant, instant, MINUTE } from '../../shared/instant.ts'
import { serviceListSchema } from '../../shared/protocol/ticket.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { type Credentials, DoorSession } from './door-session.ts'
import { keepTrying } from './keep-trying.ts'

export interface ServiceOptions {
  url: string
  credentials: Credentials
  speed: number
  signal: AbortSignal
  onFault: (error: unknown) => void
}

const LOOK_MS = 5_000
/** Simulated minutes before a ticket is taken, and from there until it is done; what it says it will take. */
const TAKEN_AFTER = 6
const DONE_AFTER = 25
const PROMISED = 4 * 60

/** Works the list of a city service, slowly, one step at a time: what people took is left to them. */
export class SimulatedService {
  private readonly session: DoorSession
  private post = ''

  constructor(private readonly options: ServiceOptions) {
    this.session = new DoorSession(options.url)
  }

  /** Looks after the list until the signal. */
  async work(): Promise<void> {
    const { signal, credentials, onFault } = this.options
    await keepTrying(
      async () => {
        this.post = (await this.session.login(credentials)).label
      },
      { signal },
    )
    while (!signal.aborted) {
      await this.look().catch(onFault)
      // Aborted while it waits: there is nothing to clean up.
      await pause(LOOK_MS, undefined, { signal }).catch(() => {})
    }
  }

  private async look(): Promise<void> {
    const response = await this.session.request('GET', '/api/service/tickets')
    if (response.status === 401) return this.session.renew()
    const { open } = serviceListSchema.parse(await response.json())
    const own = open.find(({ transfer }) => transfer?.acceptedBy === this.post && this.isDone(transfer))
    const waiting = open.find(({ transfer }) => transfer?.acceptedAt === null && this.isDue(transfer))
    if (own !== undefined) await this.say({ type: 'close_ticket', ticketId: own.id, outcome: 'done' })
    else if (waiting !== undefined)
      await this.say({
        type: 'accept_transfer',
        ticketId: waiting.id,
        dueAt: after(instant(Date.now()), PROMISED * MINUTE),
      })
  }

  private isDone({ acceptedAt }: NonNullable<Ticket['transfer']>): boolean {
    return acceptedAt !== null && this.simulatedMinutes(acceptedAt) > DONE_AFTER
  }

  private isDue({ at }: NonNullable<Ticket['transfer']>): boolean {
    return this.simulatedMinutes(at) > TAKEN_AFTER
  }

  private simulatedMinutes(since: Instant): number {
    return ((Date.now() - since) / MINUTE) * this.options.speed
  }

  private async say(command: object): Promise<void> {
    await this.session.request('POST', '/api/service/commands', { id: randomUUID(), command })
  }
}
