import type { SentCommand } from '../../shared/command.ts'

/** Where commands are kept until they are answered. In memory here; a tablet's will outlive its page. */
export interface CommandStore {
  /** Keeps a command; a repeated id is kept once, in its first place. */
  put(sent: SentCommand): Promise<void>
  remove(id: SentCommand['id']): Promise<void>
  /** What is kept, the oldest first. */
  all(): Promise<SentCommand[]>
}

/** Commands kept for as long as the page lives. */
export class MemoryCommandStore implements CommandStore {
  private readonly kept = new Map<SentCommand['id'], SentCommand>()

  async put(sent: SentCommand): Promise<void> {
    if (!this.kept.has(sent.id)) this.kept.set(sent.id, sent)
  }

  async remove(id: SentCommand['id']): Promise<void> {
    this.kept.delete(id)
  }

  async all(): Promise<SentCommand[]> {
    return [...this.kept.values()]
  }
}
