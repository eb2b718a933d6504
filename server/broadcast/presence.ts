import type { Role } from '../../shared/event.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Presence } from '../../shared/protocol/live.ts'

interface Post {
  label: string
  role: Role
  ticketId: TicketId | null
}

/** Which posts are connected and what each looks at, so that two dispatchers see each other's selection. */
export class Posts {
  private readonly bySocket = new Map<string, Post>()

  join(socketId: string, label: string, role: Role): void {
    this.bySocket.set(socketId, { label, role, ticketId: null })
  }

  /** True when this changed what the others see. */
  watch(socketId: string, ticketId: TicketId | null): boolean {
    const post = this.bySocket.get(socketId)
    if (post === undefined || post.ticketId === ticketId) return false
    post.ticketId = ticketId
    return true
  }

  leave(socketId: string): boolean {
    return this.bySocket.delete(socketId)
  }

  /** What the post behind `socketId` is shown. */
  seenFrom(socketId: string): Presence {
    return [...this.bySocket].map(([id, { label, role, ticketId }]) => ({
      post: label,
      role,
      ticketId,
      self: id === socketId,
    }))
  }
}
