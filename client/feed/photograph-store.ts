import type { CrewId, PhotographId, TicketId } from '../../shared/id.ts'
import type { Localized } from '../../shared/text.ts'

/** A photograph that the server does not have whole yet. */
export interface KeptPhotograph {
  id: PhotographId
  ticketId: TicketId
  /** The crew whose screen it was taken on; null for a console. */
  crewId: CrewId | null
  /** When it was taken, in milliseconds since 1970 on the device's clock: they are sent in that order. */
  takenAt: number
  /** The picture as it is sent: a JPEG, already shrunk. */
  picture: Blob
  /** Whether the server knows that it was taken. */
  announced: boolean
  /** Why the server does not take it; null while it may. A person decides what becomes of it. */
  refused: Localized | null
}

/** Where photographs are kept until the server has them. */
export interface PhotographStore {
  /** Keeps a photograph, in place of what was kept of it. Rejects where the device has no room. */
  put(photograph: KeptPhotograph): Promise<void>
  remove(id: PhotographId): Promise<void>
  /** What is kept, the oldest first. */
  all(): Promise<KeptPhotograph[]>
}

/** Photographs kept for as long as the page lives. */
export class MemoryPhotographStore implements PhotographStore {
  private readonly kept = new Map<PhotographId, KeptPhotograph>()

  async put(photograph: KeptPhotograph): Promise<void> {
    this.kept.set(photograph.id, photograph)
  }

  async remove(id: PhotographId): Promise<void> {
    this.kept.delete(id)
  }

  async all(): Promise<KeptPhotograph[]> {
    return [...this.kept.values()].sort((a, b) => a.takenAt - b.takenAt)
  }
}
