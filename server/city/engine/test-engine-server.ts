import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP server on the loopback that answers as a test says; what it was asked is kept. */
export interface EngineServer {
  url: string
  /** Method, path and query of each question. */
  asked: string[]
  stop(): Promise<void>
}

export async function startEngineServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<EngineServer> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((settle) => server.close(settle))
    },
  }
}
