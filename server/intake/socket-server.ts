import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { Database } from '../db/pool.ts'
import { actorOf, findSession } from '../session/session.ts'
import { isOwnOrigin } from './http/origin.ts'
import { LARGEST_MESSAGE } from './socket-limits.ts'
import type { VigieServer } from './vigie-socket.ts'

/** The Socket.IO server on `http`: only our own pages get in, and only with a live session. */
export function socketServer(http: HttpServer, database: Database): VigieServer {
  const io: VigieServer = new Server(http, {
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    // A page of another site can open a socket with our cookie: it is refused here, before anything else.
    allowRequest: (request, done) => {
      done(null, isOwnOrigin(request) || request.headers['sec-fetch-site'] === 'same-origin')
    },
  })
  io.use(async (socket, next) => {
    const session = await findSession(database, socket.handshake.headers.cookie).catch(() => null)
    // A database that is away has ended nobody's session.
    if (session === null) return next(new Error('unavailable'))
    if (session === undefined) return next(new Error('unauthorized'))
    // It has a list of its own, and may not follow the log.
    if (session.role === 'service') return next(new Error('forbidden'))
    socket.data = { sessionId: session.id, actor: actorOf(session) }
    next()
  })
  return io
}
