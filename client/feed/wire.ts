import { io } from 'socket.io-client'
import type { ClientToServer, ServerToClient } from '../../shared/protocol/live.ts'

/** Before a connection that was lost is tried again, at first and at most. */
export const FIRST_RETRY_MS = 500
export const LONGEST_RETRY_MS = 8_000

/** What carries a connection: a socket, and the reading of a snapshot beside it. */
export interface Wire {
  socket: FeedSocket
  snapshot(): Promise<Response>
}

type Asked<T extends keyof ClientToServer> = Parameters<ClientToServer[T]>[0]

/** What a connection uses of a socket of socket.io. */
export interface FeedSocket {
  readonly connected: boolean
  /** Whether it comes back by itself. */
  readonly active: boolean
  readonly volatile: { emit(event: 'position', position: Asked<'position'>): unknown }
  on<T extends keyof ServerToClient>(event: T, listener: ServerToClient[T]): unknown
  on(event: 'connect', listener: () => void): unknown
  on(event: 'disconnect', listener: (reason: string) => void): unknown
  on(event: 'connect_error', listener: (error: Error) => void): unknown
  emit(event: 'watch', watch: Asked<'watch'>): unknown
  timeout(milliseconds: number): AnsweringSocket
  connect(): unknown
  disconnect(): unknown
}

/** Asks what is to be answered in time; `error` where it was not, otherwise null. */
interface AnsweringSocket {
  emit<T extends 'resume' | 'command'>(event: T, asked: Asked<T>, answered: Answered): unknown
}

type Answered = (error: Error | null, raw: unknown) => void

/** The server that this page came from. */
export function ownServer(): Wire {
  return {
    socket: io({
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: FIRST_RETRY_MS,
      reconnectionDelayMax: LONGEST_RETRY_MS,
    }),
    snapshot: () => fetch('/api/snapshot', { credentials: 'same-origin' }),
  }
}
