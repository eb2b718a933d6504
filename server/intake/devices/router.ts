import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type ParsedUrlQuery, parse } from 'node:querystring'
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express'
import { DeviceDoor, type DeviceDoorDependencies, type DeviceVerdict } from './device-door.ts'
import { readJson, readQuery } from './osmand.ts'
import { readOwnTracks } from './owntracks.ts'

export interface TelephonesDependencies extends DeviceDoorDependencies {
  timeZone: string
}

/** A day of a telephone that was out of reach, at a fix every five seconds, in the longest of the protocols. */
const LONGEST_BODY = '8mb'

/** `/owntracks` and `/osmand`: where telephones tell where they are, in the words of their own programs. */
export class Telephones {
  private readonly door: DeviceDoor

  constructor(private readonly dependencies: TelephonesDependencies) {
    this.door = new DeviceDoor(dependencies)
  }

  /** Answers under every form of the protocols. */
  router(): Router {
    const { dependencies } = this
    const router = Router()
    const body = express.raw({ type: () => true, limit: LONGEST_BODY })
    const owntracks: RequestHandler = (request, response) => this.takeOwnTracks(request, response)
    const osmand: RequestHandler = (request, response) => this.takeOsmAnd(request, response)
    router.post('/owntracks', body, owntracks, unreadable(dependencies, 200))
    router.all('/osmand', body, osmand, unreadable(dependencies, 413))
    return router
  }

  /**
   * Answers a fix in a query by itself, and leaves the rest to `express`, whose work for each request costs more than
   * all that is done with such a fix; what fails here is told there.
   */
  before(express: RequestListener): RequestListener {
    return (request, response) => {
      if (!isQuery(request)) return express(request, response)
      this.takeQuery(parse(request.url.slice(QUERY.length))).then(
        (verdict) => answer(response, verdict, 400),
        () => express(request, response),
      )
    }
  }

  // A telephone keeps a message that is not answered 200, and everything behind it: whatever it says is taken.
  private async takeOwnTracks(request: Request, response: Response): Promise<void> {
    const message = { ...readOwnTracks(jsonOf(request)), secret: passwordIn(request.headers.authorization) }
    const verdict = await this.door.take('owntracks', message)
    if (verdict === 'later') this.dependencies.onDropped('a device sends too much', { protocol: 'owntracks' })
    response.json([])
  }

  private async takeOsmAnd(request: Request, response: Response): Promise<void> {
    const json = request.is('json') === 'json' || textOf(request).startsWith('{')
    if (json) answer(response, await this.door.take('osmand', readJson(jsonOf(request), this.clock())), 404)
    else
      answer(response, await this.takeQuery({ ...parse(textOf(request)), ...parse(queryOf(request)) }), 400)
  }

  private takeQuery(fields: ParsedUrlQuery): Promise<DeviceVerdict> {
    return this.door.take('osmand', readQuery(fields, this.clock()))
  }

  private clock() {
    return { now: this.dependencies.now(), timeZone: this.dependencies.timeZone }
  }
}

const QUERY = '/osmand?'

function isQuery(request: IncomingMessage): request is IncomingMessage & { url: string } {
  const { method, url, headers } = request
  const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
  return method === 'GET' && url !== undefined && url.startsWith(QUERY) && !hasBody
}

function answer(response: ServerResponse, verdict: DeviceVerdict, unknown: 400 | 404): void {
  if (verdict === 'later') response.setHeader('Retry-After', '60')
  response.statusCode = { taken: 200, unknown, later: 429 }[verdict]
  response.end()
}

/** What is too long, cut off or badly packed: the device cannot do better by sending it again. */
function unreadable({ onDropped }: TelephonesDependencies, status: 200 | 413): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const refused = Number(error.status)
    if (response.headersSent || !(refused >= 400 && refused < 500)) return next(error)
    onDropped('a message of a device could not be read', { status: refused })
    if (status === 200) response.json([])
    else response.status(refused).end()
  }
}

function textOf({ body }: Request): string {
  return Buffer.isBuffer(body) ? body.toString('utf8') : ''
}

function queryOf({ originalUrl }: Request): string {
  return originalUrl.split('?').slice(1).join('?')
}

/** What the body says, undefined where it is no JSON; an empty one says nothing. */
function jsonOf(request: Request): unknown {
  try {
    return JSON.parse(textOf(request))
  } catch {
    return undefined
  }
}

function passwordIn(authorization: string | undefined): string | null {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]{1,400})$/i.exec(authorization ?? '') ?? []
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? null : text.slice(colon + 1)
}
