import type { Farewell } from '../../shared/protocol/live.ts'
import type { VigieSocket } from './vigie-socket.ts'

/** Bytes of the largest message that is read, to be taken or refused; beyond, the connection is closed (1009). */
export const LARGEST_MESSAGE = 1024 * 1024
/** Messages a socket may send in a second, in the long run; a screen sends a few. */
const MESSAGES_A_SECOND = 60
/** And at once: a tablet that comes back tells what its crew did for hours, as fast as it is answered. */
const MOST_AT_ONCE = 600
/** What may wait for a slow reader before it is cut off, to come back by a snapshot: packets, and their size in bytes. */
const LONGEST_BACKLOG = 500
const LARGEST_BACKLOG = 16 * 1024 * 1024

/** Says why, then closes the connection. */
export function farewell(socket: VigieSocket, reason: Farewell['reason']): void {
  if (!socket.connected) return
  socket.emit('farewell', { reason })
  socket.disconnect(true)
}

/** Cuts off a reader that no longer takes what it is sent, before what waits for it fills the memory. */
export function limitBacklog(socket: VigieSocket): void {
  let packets = 0
  let bytes = 0
  socket.conn.on('packetCreate', ({ data }) => {
    // It reads nothing, so it is told nothing: what waits is thrown away with the connection.
    if (packets >= LONGEST_BACKLOG || bytes >= LARGEST_BACKLOG) socket.conn.close(true)
    packets += 1
    // Characters stand for bytes: nearly all that is sent is ASCII. A packet that nothing waits before always goes.
    bytes += data?.length ?? 0
  })
  socket.conn.on('drain', () => {
    packets = 0
    bytes = 0
  })
}

/** Cuts off a socket that sends more than any screen would; what it did send before is answered. */
export function limitMessages(socket: VigieSocket): void {
  let messages = 0
  const timer = setInterval(() => {
    messages = Math.max(0, messages - MESSAGES_A_SECOND)
  }, 1_000)
  socket.onAny(() => {
    messages += 1
    if (messages > MOST_AT_ONCE) farewell(socket, 'too_many_requests')
  })
  socket.on('disconnect', () => clearInterval(timer))
}
