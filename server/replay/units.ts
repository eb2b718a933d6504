import { randomUUID } from 'node:crypto'
import type { Answer } from '../../shared/protocol/live.ts'
import { derivedId } from '../derived-id.ts'
import { type Credentials, DoorClient } from '../simulation/door-client.ts'
import { type Desk, problemIn } from './desk.ts'
import { Pace } from './pace.ts'

const AT_ONCE = 6
/** The server allows a socket 60. */
const MESSAGES_A_SECOND = 50

/** The registration of a unit of which the file tells nothing but its name. */
const CREW = {
  kind: 'patrol',
  skills: [],
  vehicle: null,
  equipment: [],
  members: 2,
  territory: null,
}

interface Unit {
  crewId: string
  client: DoorClient
  pace: Pace
}

/** The units of a file as crews of the town, each in a session and on a socket of its own. */
export class Units {
  private readonly units = new Map<string, Unit>()
  private readonly problems = new Map<string, string>()

  constructor(
    private readonly url: string,
    private readonly credentials: Credentials,
    signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.close())
  }

  /** Registers each unit that is not known, gives it a session, and brings it on duty. */
  async comeOnDuty(desk: Desk, names: readonly string[]): Promise<void> {
    let number = Math.max(0, ...desk.crews.map((crew) => crew.number))
    const known = new Set<string>(desk.crews.map(({ id }) => id))
    const waiting = names.map((name) => ({ name, crewId: derivedId('replayed unit', name) }))
    for (const { name, crewId } of waiting) {
      if (known.has(crewId)) continue
      number += 1
      const crew = { ...CREW, id: crewId, number, callSign: name }
      const problem = problemIn(await desk.send({ type: 'register_crew', crew }, randomUUID()))
      if (problem !== null) this.problems.set(name, problem)
    }
    const next = async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await this.bring(desk, one)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, next))
  }

  private async bring(desk: Desk, { name, crewId }: { name: string; crewId: string }): Promise<void> {
    if (this.problems.has(name)) return
    const client = new DoorClient(this.url)
    await client.login(this.credentials)
    await client.takeCallSign(crewId, true)
    await client.connect('nothing')
    this.units.set(name, { crewId, client, pace: new Pace(MESSAGES_A_SECOND) })
    const duty = desk.crews.find(({ id }) => id === crewId)?.duty ?? 'off'
    if (duty === 'available') return
    const command =
      duty === 'off'
        ? { type: 'come_on_duty', crewId, members: CREW.members }
        : { type: 'make_available', crewId }
    const problem = problemIn(await client.send(command))
    if (problem !== null) this.problems.set(name, problem)
  }

  /** The crew of a unit, or why it has none. */
  crewOf(name: string): { crewId: string } | { problem: string } {
    const problem = this.problems.get(name)
    const unit = this.units.get(name)
    if (problem === undefined && unit !== undefined) return unit
    return { problem: `unit ${name} could not come on duty: ${problem ?? 'it is not known'}` }
  }

  /** What a unit says itself, on its own socket. The same `key` names the same command, in another replay too. */
  async say(name: string, command: object, key: string): Promise<Answer> {
    const unit = this.units.get(name)
    if (unit === undefined) throw new Error(`The unit ${name} has no session.`)
    await unit.pace.turn()
    return unit.client.send(command, derivedId('replayed command', key))
  }

  /** Goes off duty with every unit that has nothing in hand, so that none is left on the board for show. */
  async goOffDuty(): Promise<number> {
    const answers = await Promise.all(
      [...this.units.values()].map(({ client, crewId }) => client.send({ type: 'go_off_duty', crewId })),
    )
    return answers.filter(({ status }) => status === 'accepted').length
  }

  close(): void {
    for (const { client } of this.units.values()) client.close()
  }
}
