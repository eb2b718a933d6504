import { io, type Socket } from 'socket.io-client'
import { type Credentials, DoorSession } from '../server/simulation/door-session.ts'
import type { LonLat } from '../shared/geo.ts'
import {
  PROTOCOL_VERSION,
  resumeAnswerSchema,
  type ServerToClient,
  snapshotSchema,
} from '../shared/protocol/live.ts'

const ANSWER_MS = 10_000

/** Told where each ticket that a console receives lies, once for each console. */
type OnTicket = (position: LonLat) => void

/** Consoles that receive tickets over real sockets. They only note what comes: drawing it is the screens' business. */
export interface Consoles {
  onTicket: OnTicket
  close(): void
}

/** Opens `count` consoles of Vigie, each with a session of its own, which follow the log from its head. */
export async function openVigieConsoles(
  url: string,
  credentials: Credentials,
  count: number,
): Promise<Consoles> {
  const sockets: Socket<ServerToClient>[] = []
  const consoles = consolesOver(sockets)
  for (let opened = 0; opened < count; opened += 1) {
    const session = new DoorSession(url)
    await session.login(credentials)
    const socket: Socket<ServerToClient> = open(session.url, session.headers)
    sockets.push(socket)
    await connected(socket)
    socket.on('batch', ({ items }) => {
      for (const item of items) {
        if (!('stored' in item) || item.stored.event.type !== 'ticket_received') continue
        const { position } = item.stored.event.ticket
        if (position !== null) consoles.onTicket(position)
      }
    })
    await follow(session, socket)
  }
  return consoles
}

/** Takes a snapshot and follows from its `seq`, as `docs/protocol.md` has it; throws where the server does not agree. */
async function follow(session: DoorSession, socket: Socket): Promise<void> {
  const response = await session.request('GET', '/api/snapshot')
  const { logId, seq } = snapshotSchema.parse(await response.json())
  const resume = { protocol: PROTOCOL_VERSION, logId, cursor: seq }
  const { status } = resumeAnswerSchema.parse(await socket.timeout(ANSWER_MS).emitWithAck('resume', resume))
  if (status !== 'following') throw new Error(`A console could not follow the log from ${seq}: ${status}.`)
}

/** Opens `count` consoles of the floor, which are sent everything from the moment they are connected. */
export async function openFloorConsoles(url: string, count: number): Promise<Consoles> {
  const sockets = Array.from({ length: count }, () => open(url, {}))
  const consoles = consolesOver(sockets)
  for (const socket of sockets) {
    await connected(socket)
    socket.on('ticket', ({ lat, long }) => consoles.onTicket({ lon: Number(long), lat: Number(lat) }))
  }
  return consoles
}

function consolesOver(sockets: readonly Socket[]): Consoles {
  return {
    onTicket: () => {},
    close: () => {
      for (const socket of sockets) socket.disconnect()
    },
  }
}

function open(url: string, extraHeaders: Record<string, string>): Socket {
  return io(url, { transports: ['websocket'], extraHeaders, forceNew: true, reconnection: false })
}

function connected(socket: Socket): Promise<void> {
  return new Promise((settle, fail) => {
    if (socket.connected) return settle()
    socket.once('connect', settle)
    socket.once('connect_error', fail)
  })
}
