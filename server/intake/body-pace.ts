import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'

/** How long a request's head may take, and a whole request, however steadily it comes: 25 MB at 28 kB/s. */
export const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 15 * 60_000,
  connectionsCheckingInterval: 2_000,
} satisfies ServerOptions

/** What a body brings at least, that is not whole yet: a telephone at the edge of the network sends ten times as much. */
const LEAST_BYTES = 4_096
const IN_MS = 15_000

/** A body that stopped coming, 408; or one that its door gave up while more comes, which it does where it is too long, 413. */
class UnendedBody extends Error {
  constructor(readonly status: 408 | 413) {
    super(status === 408 ? 'the body stopped coming' : 'the body does not end')
  }
}

const tellers = new WeakMap<IncomingMessage, (error: UnendedBody) => void>()

/** Tells a body that does not end to the error handler behind this; the door that a request came to last answers it. */
export const tellsUnended: RequestHandler = (request, _response, next) => {
  tellers.set(request, next)
  next()
}

/**
 * Ends every request on `http` whose body comes too slowly or without end, or that was answered before its body was
 * whole: with the answer of its door, if it has none yet, and the connection with it.
 */
export function endSlowBodies(http: Server): void {
  http.on('request', (request, response) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
    if (encoding === undefined && (length === undefined || length === '0')) return
    let seen = request.socket.bytesRead
    const look = setInterval(() => {
      const brought = request.socket.bytesRead - seen
      seen += brought
      if (request.complete || request.socket.destroyed) return clearInterval(look)
      // What waits to be read here is our slowness.
      if (request.readableLength > 0) return
      const givenUp = request.readableFlowing === true && request.listenerCount('data') === 0
      if (brought >= LEAST_BYTES && !givenUp) return
      clearInterval(look)
      end(request, response, new UnendedBody(givenUp && brought >= LEAST_BYTES ? 413 : 408))
    }, IN_MS)
    look.unref()
    request.once('close', () => clearInterval(look))
  })
}

function end(request: IncomingMessage, response: ServerResponse, error: UnendedBody): void {
  const { socket } = request
  if (response.headersSent) return void socket.destroy()
  response.setHeader('Connection', 'close')
  const tell = tellers.get(request)
  if (tell === undefined) response.writeHead(error.status).end()
  else tell(error)
}
