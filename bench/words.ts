import { randomUUID } from 'node:crypto'
import { openPool } from '../server/db/pool.ts'
import { type Credentials, DoorClient } from '../server/simulation/door-client.ts'
import { nextPlace } from './load.ts'

/** A dispatcher who says tickets, notes and statuses in turn, and remembers which the server acknowledged. */
export class Words {
  /** Ids of the commands that were accepted. */
  readonly acknowledged: string[] = []
  private ticketId: string | null = null

  private constructor(
    private readonly client: DoorClient,
    private readonly crewIds: readonly string[],
  ) {}

  static async open(url: string, dispatcher: Credentials, crewIds: readonly string[]): Promise<Words> {
    const client = new DoorClient(url)
    await client.login(dispatcher)
    await client.connect('nothing')
    return new Words(client, crewIds)
  }

  /** Says the `index`th word; the first of each three is a ticket. */
  async say(index: number): Promise<void> {
    const id = randomUUID()
    const answer = await this.client.send(this.word(index), id)
    if (answer.status === 'accepted') this.acknowledged.push(id)
    else if (answer.refusal.code !== 'unavailable')
      throw new Error(`A word was refused: ${answer.refusal.code}.`)
  }

  /** No answer is waited for any more. */
  close(): void {
    this.client.close()
  }

  /** Of the acknowledged commands, how many the log does not have. */
  async lost(databaseUrl: string): Promise<number> {
    const pool = openPool(databaseUrl, { max: 1, onError: () => {} })
    const { rows } = await pool.query(
      'select count(distinct command_id)::int as kept from event where command_id = any ($1::uuid[])',
      [this.acknowledged],
    )
    await pool.end()
    return this.acknowledged.length - rows[0].kept
  }

  private word(index: number): object {
    const { ticketId } = this
    const turn = index % 3
    if (turn === 2) return this.status(Math.floor(index / 3))
    if (turn === 1 && ticketId !== null)
      return { type: 'add_note', noteId: randomUUID(), ticketId, text: 'Le requérant rappelle.' }
    this.ticketId = randomUUID()
    return ticketAt(this.ticketId)
  }

  /** Crews go on a break, each in turn. */
  private status(turn: number): object {
    return { type: 'take_break', crewId: this.crewIds[turn % this.crewIds.length] }
  }
}

function ticketAt(ticketId: string): object {
  const person = { firstName: null, lastName: null, phone: null, email: null }
  const report = { id: randomUUID(), description: 'Deux voitures bloquent le passage.', ...person }
  return {
    type: 'receive_ticket',
    ticketId,
    serviceCode: 'RIXE',
    position: nextPlace(),
    address: null,
    district: null,
    channel: 'phone',
    report,
  }
}
