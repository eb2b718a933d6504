import { parse } from 'node:querystring'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express'
import { DeviceDoor, type DeviceDoorDependencies } from './device-door.ts'
import { readJson, readQuery } from './osmand.ts'
import { readOwnTracks } from './owntracks.ts'

export interface TelephonesDependencies extends DeviceDoorDependencies {
  timeZone: string
}

/** A day of a telephone that was out of reach, at a fix every five seconds, in the longest of the protocols. */
const LONGEST_BODY = '8mb'

/** `/owntracks` and `/osmand`: where telephones tell where they are, in the words of their own programs. */
export function telephonesRouter(dependencies: TelephonesDependencies): Router {
  const door = new DeviceDoor(dependencies)
  const router = Router()
  const body = express.raw({ type: () => true, limit: LONGEST_BODY })

  // A telephone keeps a message that is not answered 200, and everything behind it: whatever it says is taken.
  const takeOwnTracks: RequestHandler = async (request, response) => {
    const message = { ...readOwnTracks(jsonOf(request)), secret: passwordIn(request.headers.authorization) }
    const verdict = await door.take('owntracks', message)
    if (verdict === 'later') dependencies.onDropped('a device sends too much', { protocol: 'owntracks' })
    response.json([])
  }
  router.post('/owntracks', body, takeOwnTracks, unreadable(dependencies, 200))

  const takeOsmAnd: RequestHandler = async (request, response) => {
    const clock = { now: dependencies.now(), timeZone: dependencies.timeZone }
    const json = request.is('json') === 'json' || textOf(request).startsWith('{')
    const told = json
      ? readJson(jsonOf(request), clock)
      : readQuery({ ...parse(textOf(request)), ...(request.query as Record<string, string>) }, clock)
    const verdict = await door.take('osmand', told)
    if (verdict === 'later') response.set('Retry-After', '60').sendStatus(429)
    else response.status(verdict === 'taken' ? 200 : json ? 404 : 400).end()
  }
  router.all('/osmand', body, takeOsmAnd, unreadable(dependencies, 413))
  return router
}

/** What is too long, cut off or badly packed: the device cannot do better by sending it again. */
function unreadable({ onDropped }: TelephonesDependencies, status: 200 | 413): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const refused = Number(error.status)
    if (!(refused >= 400 && refused < 500)) return next(error)
    onDropped('a message of a device could not be read', { status: refused })
    if (status === 200) response.json([])
    else response.status(refused).end()
  }
}

function textOf({ body }: Request): string {
  return Buffer.isBuffer(body) ? body.toString('utf8') : ''
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
