import type { CrewId } from '../../shared/id.ts'
import { DoorClient } from './door-client.ts'
import type { Credentials } from './door-session.ts'
import { keepTrying } from './keep-trying.ts'

export interface SupervisorOptions {
  url: string
  credentials: Credentials
  speed: number
  signal: AbortSignal
  onFault: (error: unknown) => void
}

const LOOK_MS = 2_000
/** Simulated seconds after which a distress call that no person took is taken, and after which it is over. */
const TAKEN_AFTER = 30
const OVER_AFTER = 6 * 60

/** Takes and ends the distress calls that the simulation itself raised, and only those: a person's are people's. */
export class SimulatedSupervisor {
  private readonly client: DoorClient
  private readonly raised = new Set<CrewId>()

  constructor(private readonly options: SupervisorOptions) {
    this.client = new DoorClient(options.url)
  }

  async start(): Promise<void> {
    const { signal, credentials, onFault } = this.options
    await keepTrying(() => this.client.login(credentials), { signal })
    await this.client.connect()
    const timer = setInterval(() => this.look().catch(onFault), LOOK_MS)
    signal.addEventListener('abort', () => {
      clearInterval(timer)
      this.client.close()
    })
  }

  /** A simulated crew called for help. */
  follow(crewId: CrewId): void {
    this.raised.add(crewId)
  }

  private async look(): Promise<void> {
    for (const crewId of this.raised) {
      const distress = this.client.board.crews.get(crewId)?.distress
      if (distress === undefined || distress === null) continue
      const seconds = ((Date.now() - distress.at) / 1000) * this.options.speed
      if (distress.takenBy === null && seconds > TAKEN_AFTER)
        await this.client.send({ type: 'take_charge_of_distress', crewId })
      if (seconds < OVER_AFTER) continue
      await this.client.send({ type: 'end_distress', crewId, reason: 'fausse manœuvre (simulée)' })
      this.raised.delete(crewId)
    }
  }
}
