import type { Actor } from '../../shared/event.ts'
import { type CommandId, commandIdSchema } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { CommandHandler } from '../command/handle.ts'
import { derivedId } from '../derived-id.ts'

const LOOK_MS = 1_000
const SYSTEM: Actor = { id: 'deadline', role: 'system', label: 'Échéance', crewId: null }

interface Dependencies {
  live: LiveBoard
  handler: CommandHandler
  now: () => Instant
}

/**
 * Opens streets whose closure has run out. It only issues commands, and remembers nothing: what is due is read off the
 * board, so that a closure which ran out while the server was down is opened when it is back.
 */
export class ClosureDeadlines {
  private readonly timer: NodeJS.Timeout
  private readonly asked = new Set<CommandId>()

  constructor(private readonly dependencies: Dependencies) {
    this.timer = setInterval(() => this.look(), LOOK_MS)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private look(): void {
    const { live, handler, now } = this.dependencies
    for (const { id: closureId, until } of live.board.closures.values()) {
      if (until === null || until > now()) continue
      // One id for each closure: asked again after a failure or a restart, it has one effect.
      const id = commandIdSchema.parse(derivedId('open_street', closureId))
      if (this.asked.has(id)) continue
      this.asked.add(id)
      const asked = handler.submit({ id, command: { type: 'open_street', closureId } }, SYSTEM)
      asked.finally(() => this.asked.delete(id))
    }
  }
}
