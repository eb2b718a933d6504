import type { Server, Socket } from 'socket.io'
import type { Actor } from '../../shared/event.ts'
import type { ClientToServer, ServerToClient } from '../../shared/protocol/live.ts'

/** What a connection carries about who is behind it; set once, at the handshake. */
interface Identity {
  sessionId: string
  actor: Actor
}

export type VigieServer = Server<ClientToServer, ServerToClient, Record<string, never>, Identity>
export type VigieSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, Identity>
