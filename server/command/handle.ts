import type { SentCommand } from '../../shared/command.ts'
import type { Actor, StoredEvent } from '../../shared/event.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import { commitGroup, failedAnswer, type Given, type GroupDependencies, type Mark } from './group.ts'
import type { WriterConnection } from './writer-connection.ts'

/** The only way to change anything: everything that happens enters here, as a command. */
export interface CommandHandler {
  /** Answers when what the command caused is on disk, or why it caused nothing. Never rejects. */
  submit(sent: SentCommand, actor: Actor): Promise<Answer>
}

interface HandlerDependencies extends GroupDependencies {
  connection: WriterConnection
  /** Told of the events of every commit, in order, before the senders are answered. */
  onCommitted: (events: readonly StoredEvent[]) => void
}

interface Waiting extends Given {
  answer: (answer: Answer) => void
}

/** Commands decided together in one transaction; more would make the first of them wait for the last. */
const LARGEST_GROUP = 200
/** Beyond this the server says that it cannot keep up, rather than grow until it falls. */
const LONGEST_QUEUE = 20_000

/**
 * Group commit: what arrives while a commit is in flight is decided together, in order of arrival, in the next one.
 * So a burst costs one disk write for many commands, and a single command waits for nobody.
 */
export class GroupCommit implements CommandHandler {
  private waiting: Waiting[] = []
  private running: Promise<void> | null = null
  /** Where the last commit left the log; null after one that failed. */
  private mark: Mark | null = null
  private stopping = false
  private readonly dependencies: HandlerDependencies

  constructor(dependencies: HandlerDependencies) {
    this.dependencies = dependencies
  }

  submit(sent: SentCommand, actor: Actor): Promise<Answer> {
    if (this.stopping || this.waiting.length >= LONGEST_QUEUE) return Promise.resolve(UNAVAILABLE)
    return new Promise((answer) => {
      this.waiting.push({ sent, actor, answer })
      this.running ??= this.run()
    })
  }

  /** Takes no more commands, and settles when those taken are answered. */
  async drain(): Promise<void> {
    this.stopping = true
    await this.running
  }

  private async run(): Promise<void> {
    // Commands that arrive in the same turn of the event loop share the first group.
    await new Promise(setImmediate)
    const { mark } = this
    while (this.waiting.length > 0) await this.commit(this.waiting.splice(0, LARGEST_GROUP))
    this.running = null
    if (this.mark?.head.seq !== mark?.head.seq) this.dependencies.connection.announce()
  }

  private async commit(group: readonly Waiting[]): Promise<void> {
    const outcome = await this.attempt(group)
    if (outcome !== 'conflict') return
    // Something in the group made the database refuse it: alone, each stands or falls by itself.
    for (const one of group) {
      if ((await this.attempt([one])) === 'conflict') one.answer(failedAnswer(one.sent.id))
    }
  }

  private async attempt(group: readonly Waiting[]): Promise<'done' | 'conflict'> {
    const { connection, onCommitted, onFault } = this.dependencies
    const { mark } = this
    this.mark = null
    try {
      const committed = await commitGroup(await connection.acquire(), group, this.dependencies, mark)
      const { events, answers } = committed
      this.mark = committed.mark
      if (events.length > 0) onCommitted(events)
      for (const [index, one] of group.entries()) one.answer(answers[index] ?? UNAVAILABLE)
      return 'done'
    } catch (error) {
      const lost = await connection.recover()
      // Decided on what was remembered, and another process wrote or an id came twice: it is decided on what there is.
      if (!lost && mark !== null) return this.attempt(group)
      onFault(error, lost ? 'the database was lost during a commit' : 'a commit was refused')
      if (!lost) return 'conflict'
      // Whether it was committed is not known: the sender repeats the id, and gets the first answer if it was.
      for (const one of group) one.answer(UNAVAILABLE)
      return 'done'
    }
  }
}

const UNAVAILABLE: Answer = { status: 'refused', refusal: { code: 'unavailable' } }
