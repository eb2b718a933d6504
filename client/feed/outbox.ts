import type { CommandId } from '../../shared/id.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import type { CommandStore, Refused, Said } from './command-store.ts'

/** Puts one command on the wire; rejects where no answer came, and then it may or may not have been heard. */
type Transmit = (said: Said) => Promise<Answer>

/** What has not gone out, what was refused, and whether this device keeps them. */
export interface OutboxState {
  /** In the order in which they go out. */
  waiting: readonly Said[]
  /** Until a person has read them; always empty where the sender is told at once. */
  refused: readonly Refused[]
  /** The device could not store something: what waits is lost with the page. */
  unkept: boolean
}

export interface OutboxDependencies {
  transmit: Transmit
  store: CommandStore
  /** Whose commands go out here; those of others stay in the store until they speak again. */
  crewId: Said['crewId']
  /** Whether refusals are kept until a person has read them. */
  keepRefused: boolean
  onChange(state: OutboxState): void
  /** A command was answered; it waits no longer. */
  onAnswered(said: Said, answer: Answer): void
}

interface Entry {
  said: Said
  /** Settles when the device has it, or cannot. */
  stored: Promise<void>
  /** All who wait for its answer: nobody where an earlier page left it behind, several where it was said again since. */
  settles: ((answer: Answer) => void)[]
}

const AGAIN_MS = 1_000

/**
 * Commands on their way, stored before they are sent and sent until they are answered, whatever the network does in
 * between: again with the same id, which has one effect. One at a time and in order, so that « sur place » never
 * overtakes « en route »; a distress waits behind nothing.
 */
export class Outbox {
  private readonly lanes: { ordinary: Lane; distress: Lane }
  private refused: readonly Refused[] = []
  private unkept = false
  private restored: Promise<void> | null = null
  private wanted = false

  constructor(private readonly dependencies: OutboxDependencies) {
    const lane = () => new Lane(dependencies.transmit, (entry, answer) => this.answered(entry, answer))
    this.lanes = { ordinary: lane(), distress: lane() }
  }

  get state(): OutboxState {
    const { lanes, refused, unkept } = this
    return { waiting: [...lanes.distress.said, ...lanes.ordinary.said], refused, unkept }
  }

  /** Takes up what an earlier page left in the store, before all that was said since. Nothing goes out before. */
  restore(): Promise<void> {
    this.restored ??= this.takeUp()
    return this.restored
  }

  /** Sends a command, once where one of its id waits already; settles when the server has answered it, were it after hours. */
  send(said: Said): Promise<Answer> {
    return new Promise((settle) => {
      const lane = this.laneOf(said)
      const waiting = lane.find(said)
      if (waiting !== undefined) {
        waiting.settles.push(settle)
        return
      }
      lane.add({ said, stored: this.attempt(this.dependencies.store.put(said)), settles: [settle] })
      this.tell()
    })
  }

  /** A person has read why a command was refused. */
  dismiss(id: CommandId): void {
    this.refused = this.refused.filter((one) => one.id !== id)
    this.attempt(this.dependencies.store.remove(id))
    this.tell()
  }

  /** The way to the server is open: what waits goes out, once it is known what that is. */
  async open(): Promise<void> {
    this.wanted = true
    await this.restore()
    if (!this.wanted) return
    this.lanes.distress.open()
    this.lanes.ordinary.open()
  }

  /** The way is cut: what waits, waits. */
  close(): void {
    this.wanted = false
    this.lanes.distress.close()
    this.lanes.ordinary.close()
  }

  private async takeUp(): Promise<void> {
    const { store, crewId } = this.dependencies
    const kept = await store.all().catch(() => null)
    if (kept === null) this.unkept = true
    const { waiting = [], refused = [] } = kept ?? {}
    const own = waiting.filter((said) => said.crewId === crewId)
    for (const said of own.reverse())
      this.laneOf(said).addFirst({ said, stored: Promise.resolve(), settles: [] })
    this.refused = [...refused, ...this.refused]
    this.tell()
  }

  private answered({ said, settles }: Entry, answer: Answer): void {
    const { store, keepRefused, onAnswered } = this.dependencies
    if (answer.status === 'refused' && keepRefused) {
      const { command, ...rest } = said
      const refused: Refused = { ...rest, type: command.type, refusal: answer.refusal }
      this.refused = [...this.refused, refused]
      this.attempt(store.refuse(refused))
    } else this.attempt(store.remove(said.id))
    onAnswered(said, answer)
    this.tell()
    for (const settle of settles) settle(answer)
  }

  /** What cannot be stored is sent all the same, and told. */
  private attempt(storing: Promise<void>): Promise<void> {
    return storing.catch(() => {
      this.unkept = true
      this.tell()
    })
  }

  private laneOf({ command }: Said): Lane {
    return command.type === 'raise_distress' ? this.lanes.distress : this.lanes.ordinary
  }

  private tell(): void {
    this.dependencies.onChange(this.state)
  }
}

/** Commands that go out one behind the other. */
class Lane {
  private readonly entries: Entry[] = []
  private isOpen = false
  private running = false

  constructor(
    private readonly transmit: Transmit,
    private readonly answered: (entry: Entry, answer: Answer) => void,
  ) {}

  get said(): Said[] {
    return this.entries.map(({ said }) => said)
  }

  add(entry: Entry): void {
    this.entries.push(entry)
    this.run()
  }

  /** Puts an entry before all others; one of its id that is there already, said again while the store was read, joins it. */
  addFirst(entry: Entry): void {
    const again = this.find(entry.said)
    if (again !== undefined) {
      entry.settles.push(...again.settles)
      this.entries.splice(this.entries.indexOf(again), 1)
    }
    this.entries.unshift(entry)
  }

  find({ id }: Said): Entry | undefined {
    return this.entries.find(({ said }) => said.id === id)
  }

  open(): void {
    this.isOpen = true
    this.run()
  }

  close(): void {
    this.isOpen = false
  }

  private async run(): Promise<void> {
    if (this.running) return
    this.running = true
    for (let entry = this.entries[0]; this.isOpen && entry !== undefined; entry = this.entries[0]) {
      await entry.stored
      const answer = await this.transmit(entry.said).catch(() => null)
      if (answer === null || isForLater(answer)) await new Promise((again) => setTimeout(again, AGAIN_MS))
      else {
        this.entries.shift()
        this.answered(entry, answer)
      }
    }
    this.running = false
  }
}

/** The server could not decide just now: no answer yet. */
function isForLater(answer: Answer): boolean {
  return answer.status === 'refused' && answer.refusal.code === 'unavailable'
}
