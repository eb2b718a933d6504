import type { Command } from '../../shared/command.ts'
import type { CommandId, CrewId } from '../../shared/id.ts'
import type { Refusal } from '../../shared/refusal.ts'

/** A command as a person gave it on this device. */
export interface Said {
  id: CommandId
  /** On this device's own clock, in milliseconds since 1970; corrected when it is sent. */
  saidAt: number
  /** The crew that this device spoke for then; null on a console. */
  crewId: CrewId | null
  command: Command
}

/** A command that was refused, or that this version of the page cannot read, until a person has seen it. */
export interface Refused extends Omit<Said, 'command'> {
  /** Its type, whatever it was. */
  type: string
  refusal: Refusal
}

export interface Kept {
  /** The oldest first. */
  waiting: Said[]
  refused: Refused[]
}

/** Where commands are kept until they are answered, and refusals until they are read. Each rejects where it cannot. */
export interface CommandStore {
  /** Keeps a command; a repeated id is kept once, in its first place. */
  put(said: Said): Promise<void>
  /** Keeps that a command was refused. */
  refuse(refused: Refused): Promise<void>
  remove(id: CommandId): Promise<void>
  all(): Promise<Kept>
}

/** Commands kept for as long as the page lives. */
export class MemoryCommandStore implements CommandStore {
  private readonly said = new Map<CommandId, Said>()
  private readonly refused = new Map<CommandId, Refused>()

  async put(said: Said): Promise<void> {
    if (!this.said.has(said.id)) this.said.set(said.id, said)
  }

  async refuse(refused: Refused): Promise<void> {
    this.said.delete(refused.id)
    this.refused.set(refused.id, refused)
  }

  async remove(id: CommandId): Promise<void> {
    this.said.delete(id)
    this.refused.delete(id)
  }

  async all(): Promise<Kept> {
    return { waiting: [...this.said.values()], refused: [...this.refused.values()] }
  }
}
