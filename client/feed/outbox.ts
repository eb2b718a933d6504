import type { SentCommand } from '../../shared/command.ts'
import type { Answer } from '../../shared/protocol.ts'
import type { CommandStore } from './command-store.ts'

/** Puts one command on the wire; rejects where no answer came, and then it may or may not have been heard. */
export type Transmit = (sent: SentCommand) => Promise<Answer>

interface Entry {
  sent: SentCommand
  /** Nobody waits for the answer of a command that an earlier page left behind. */
  settle: ((answer: Answer) => void) | null
}

const AGAIN_MS = 1_000

/**
 * Commands on their way, sent until they are answered, whatever the network does in between: again with the same id,
 * which has one effect. One at a time and in order, so that « sur place » never overtakes « en route »; a distress
 * waits behind nothing.
 */
export class Outbox {
  private readonly lanes: { ordinary: Lane; distress: Lane }

  constructor(
    transmit: Transmit,
    private readonly store: CommandStore,
    private readonly onWaiting: (commands: number) => void,
  ) {
    const answered = ({ sent }: Entry) => {
      this.store.remove(sent.id)
      this.tellWaiting()
    }
    this.lanes = { ordinary: new Lane(transmit, answered), distress: new Lane(transmit, answered) }
  }

  /** How many commands were not answered yet. */
  get waiting(): number {
    return this.lanes.ordinary.length + this.lanes.distress.length
  }

  /** Takes up what an earlier page left in the store; before anything else is sent. */
  async restore(): Promise<void> {
    for (const sent of await this.store.all()) this.laneOf(sent).add({ sent, settle: null })
    this.tellWaiting()
  }

  /** Sends a command; settles when the server has answered it, were it after hours. */
  send(sent: SentCommand): Promise<Answer> {
    return new Promise((settle) => {
      this.store.put(sent)
      this.laneOf(sent).add({ sent, settle })
      this.tellWaiting()
    })
  }

  /** The way to the server is open: what waits goes out now. */
  open(): void {
    this.lanes.distress.open()
    this.lanes.ordinary.open()
  }

  /** The way is cut: what waits, waits. */
  close(): void {
    this.lanes.distress.close()
    this.lanes.ordinary.close()
  }

  private laneOf({ command }: SentCommand): Lane {
    return command.type === 'raise_distress' ? this.lanes.distress : this.lanes.ordinary
  }

  private tellWaiting(): void {
    this.onWaiting(this.waiting)
  }
}

/** Commands that go out one behind the other. */
class Lane {
  private readonly entries: Entry[] = []
  private isOpen = false
  private running = false

  constructor(
    private readonly transmit: Transmit,
    private readonly answered: (entry: Entry) => void,
  ) {}

  get length(): number {
    return this.entries.length
  }

  add(entry: Entry): void {
    this.entries.push(entry)
    this.run()
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
      const answer = await this.transmit(entry.sent).catch(() => null)
      if (answer === null || isForLater(answer)) await new Promise((again) => setTimeout(again, AGAIN_MS))
      else {
        this.entries.shift()
        this.answered(entry)
        entry.settle?.(answer)
      }
    }
    this.running = false
  }
}

/** The server could not decide just now: no answer yet. */
function isForLater(answer: Answer): boolean {
  return answer.status === 'refused' && answer.refusal.code === 'unavailable'
}
