import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express'
import type { Catalogue } from '../../../shared/catalogue/catalogue.ts'
import type { ServiceOf } from '../../../shared/catalogue/published.ts'
import { DISTRESS } from '../../../shared/catalogue/service.ts'
import type { Command } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import type { Answer } from '../../../shared/protocol.ts'
import type { Ticket } from '../../../shared/ticket/ticket.ts'
import type { City } from '../../city/city.ts'
import type { CommandHandler } from '../../command/handle.ts'
import { isUnreachable } from '../../db/pool.ts'
import type { ApiKey } from '../../session/accounts.ts'
import type { SecretLookup } from '../../session/secret-lookup.ts'
import type { RequestThrottle } from '../../session/throttle.ts'
import { Open311Refusal, refusal } from './errors.ts'
import type { Fields } from './fields.ts'
import { type AlikeOf, asOneOfMany } from './one-of-many.ts'
import { parseRequest, quoted, type Territory } from './parse-request.ts'
import { type PlaceAddress, placed } from './place-address.ts'
import {
  type Presentation,
  presentDefinition,
  presentRequest,
  presentService,
  referenceOf,
} from './present.ts'
import { ticketNumberIn } from './reference.ts'
import { xmlDocument, xmlList } from './xml.ts'

export interface Open311Dependencies {
  city: City
  /** The one in force. */
  catalogue(): Catalogue
  serviceOf: ServiceOf
  keys: Pick<SecretLookup<ApiKey>, 'find'>
  throttle: RequestThrottle
  handler: CommandHandler
  now: () => Ticket['receivedAt']
  findTicket(number: number): Promise<Ticket | undefined>
  /** The ticket that a command names, while it is open: known without asking the database. */
  openTicket(command: Command): Ticket | undefined
  alike: AlikeOf
  /** The ticket that a joined one is a report of, near or far. */
  holderOf(joined: Ticket): Promise<Ticket>
  placeAddress: PlaceAddress
  onFault(error: unknown, what: string): void
}

const LONGEST_BODY = '256kb'
const MOST_FIELDS = 200
const CHANGESET = '2026-11-24T00:00:00+00:00'

/** Open311 GeoReport v2, mounted at `/open311/v2`: discovery, services and their definitions, requests. JSON and XML, which is the default. */
export function open311Router(dependencies: Open311Dependencies): Router {
  const { city, serviceOf } = dependencies
  const router = Router()
  const presentation: Presentation = {
    prefix: city.view.jurisdiction.slice(0, 3).toUpperCase(),
    timeZone: city.view.timeZone,
    agency: 'Police municipale',
    serviceOf,
  }
  router.use(express.urlencoded({ extended: false, limit: LONGEST_BODY, parameterLimit: MOST_FIELDS }))
  router.use((request, _response, next) => {
    refuseOtherJurisdiction(fieldsOf(request), city.view.jurisdiction)
    next()
  })

  router.get(paths('discovery'), (request, response) => {
    const url = `${request.protocol}://${request.get('host')}${request.baseUrl}`
    const endpoint = {
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url,
      changeset: CHANGESET,
      type: 'production',
      formats: { format: ['text/xml', 'application/json'] },
    }
    const discovery = {
      changeset: CHANGESET,
      contact: '',
      key_service: '',
      endpoints: { endpoint: [endpoint] },
    }
    if (formatOf(request) === 'json') {
      response.json({ ...discovery, endpoints: [{ ...endpoint, formats: endpoint.formats.format }] })
    } else sendXml(response, xmlDocument('discovery', discovery))
  })
  router.get(paths('services'), (request, response) =>
    send(request, response, 'services', 'service', dependencies.catalogue().services.map(presentService)),
  )
  // Some clients ask in the singular.
  for (const resource of ['services', 'service'])
    router.get(paths(`${resource}/:code`), (request, response) => define(request, response, dependencies))
  router.post(paths('requests'), (request, response) => post(request, response, dependencies, presentation))
  router.get(paths('requests/:reference'), (request, response) =>
    show(request, response, dependencies, presentation),
  )
  router.use((_request, _response) => {
    throw refusal(404, 'There is nothing at this address. Formats are .json and .xml.')
  })
  router.use(refusals(dependencies.onFault))
  return router
}

/** The addresses of a resource: in each format, and without one, which is XML. */
function paths(resource: string): string[] {
  return [`/${resource}.json`, `/${resource}.xml`, `/${resource}`]
}

function formatOf({ path }: Request): 'json' | 'xml' {
  return path.endsWith('.json') ? 'json' : 'xml'
}

async function post(
  request: Request,
  response: Response,
  dependencies: Open311Dependencies,
  presentation: Presentation,
): Promise<void> {
  if (request.body === undefined && request.headers['content-length'] !== '0') {
    throw refusal(400, 'The body must be application/x-www-form-urlencoded.')
  }
  const fields = fieldsOf(request)
  const key = await authorised(fields, dependencies)
  const idempotencyKey = request.get('Idempotency-Key')
  if (idempotencyKey !== undefined && !/^[\x20-\x7e]{1,200}$/.test(idempotencyKey)) {
    throw refusal(400, 'Idempotency-Key must have 1 to 200 visible ASCII characters.')
  }
  const parsed = parseRequest(
    fields,
    territoryOf(dependencies),
    key.channel,
    idempotencyKey && `${key.id}\n${idempotencyKey}`,
  )
  const sent = asOneOfMany(await placed(parsed.sent, dependencies), dependencies.alike)
  const actor: Actor = { id: `key:${key.id}`, role: 'operator', label: key.name.slice(0, 60), crewId: null }
  const number = accepted(await dependencies.handler.submit(sent, actor))
  // The first answer may be of another year: a repeated request gets the id that it got then.
  const made = dependencies.openTicket(sent.command) ?? (await dependencies.findTicket(number))
  const receivedAt = made?.receivedAt ?? dependencies.now()
  const reference = referenceOf({ number, receivedAt }, presentation)
  response.status(201)
  send(request, response, 'service_requests', 'request', [
    { service_request_id: reference, service_notice: parsed.notice, account_id: null },
  ])
}

/** The questions of a type of request, as the standard's attributes. */
function define(request: Request, response: Response, dependencies: Open311Dependencies): void {
  const code = String(request.params.code).replace(/\.(json|xml)$/, '')
  const service = territoryOf(dependencies).service(code)
  if (service === undefined)
    throw refusal(404, `service_code ${quoted(code)} was not found: see GET services.`)
  const { service_code, attributes } = presentDefinition(service)
  if (formatOf(request) === 'json') response.json({ service_code, attributes })
  else {
    const written = attributes.map(({ values, ...rest }) => ({
      ...rest,
      ...(values && { values: { value: values } }),
    }))
    sendXml(response, xmlDocument('service_definition', { service_code, attributes: { attribute: written } }))
  }
}

function territoryOf({ city, catalogue }: Open311Dependencies): Territory {
  return {
    within: (point) => city.within(point),
    districtOf: (point) => city.districtOf(point),
    streetNear: (point) => city.streetNear(point),
    service: (wanted) => catalogue().services.find(({ code }) => code === wanted),
  }
}

/** The number of the ticket made, or the refusal as the standard tells it. */
function accepted(answer: Answer): number {
  if (answer.status === 'accepted' && answer.ticketNumber !== null) return answer.ticketNumber
  const code = answer.status === 'refused' ? answer.refusal.code : 'failed'
  if (code === 'unavailable') throw unavailable()
  if (code === 'failed') throw refusal(500, 'The server failed: nothing was changed.')
  throw refusal(400, `The request was refused: ${code}.`)
}

const unavailable = () => refusal(503, 'The server cannot answer now: try again shortly.', 2)

/** The holder of the key, slowed where it asks too often. */
async function authorised(fields: Fields, dependencies: Open311Dependencies): Promise<ApiKey> {
  const key = await identified(fields, dependencies)
  const { throttle } = dependencies
  const wait = throttle.wait(key.id, key.requestsPerMinute, Date.now())
  if (wait > 0) throw refusal(429, `More than ${key.requestsPerMinute} requests in a minute.`, wait)
  return key
}

async function identified(fields: Fields, { keys }: Open311Dependencies): Promise<ApiKey> {
  const value = fields.get('api_key')
  if (typeof value !== 'string' || value === '') throw refusal(403, 'api_key is required.')
  const key = await keys.find(value)
  if (key === undefined) throw refusal(403, 'api_key is unknown or disabled.')
  return key
}

/** There is one jurisdiction here: to name it is optional, to name another is a mistake. */
function refuseOtherJurisdiction(fields: Fields, served: string): void {
  const asked = fields.get('jurisdiction_id')
  if (asked === undefined || asked === '' || asked === served) return
  throw refusal(404, `jurisdiction_id ${quoted(String(asked))} was not found: this server serves ${served}.`)
}

/** The fields of the form, then those of the query string: some clients put the key and the jurisdiction there. */
function fieldsOf({ query, body }: Request): Fields {
  return new Map(Object.entries({ ...query, ...body }) as [string, string | string[]][])
}

async function show(
  request: Request,
  response: Response,
  dependencies: Open311Dependencies,
  presentation: Presentation,
): Promise<void> {
  // Ids follow each other: without a key, anyone could read where the police are called to.
  await identified(fieldsOf(request), dependencies)
  const reference = String(request.params.reference).replace(/\.(json|xml)$/, '')
  const number = ticketNumberIn(reference, presentation.prefix)
  const found = number === undefined ? undefined : await dependencies.findTicket(number)
  // The year is part of the id: another one names no request.
  const ticket = found !== undefined && referenceOf(found, presentation) === reference ? found : undefined
  // A crew's distress is nobody's business but the PC Radio's.
  if (ticket === undefined || ticket.serviceCode === DISTRESS.code) {
    throw refusal(404, 'service_request_id was not found.')
  }
  const holder = await dependencies.holderOf(ticket)
  send(request, response, 'service_requests', 'request', [presentRequest(ticket, holder, presentation)])
}

/** Sends a list in the format that was asked for; in JSON the root is dropped, and the list stands bare. */
function send(
  request: Request,
  response: Response,
  root: string,
  item: string,
  items: readonly object[],
): void {
  if (formatOf(request) === 'json') response.json(items)
  else sendXml(response, xmlList(root, item, items))
}

function sendXml(response: Response, document: string): void {
  response.setHeader('Content-Type', 'text/xml; charset=utf-8')
  response.send(document)
}

/** Errors in the standard's own shape, in the format that was asked for. */
function refusals(onFault: Open311Dependencies['onFault']): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error)
    const known =
      error instanceof Open311Refusal ? error : isUnreachable(error) ? unavailable() : fromParser(error)
    if (known === undefined) onFault(error, `${request.method} /open311${request.path}`)
    const told = known ?? refusal(500, 'The server failed: nothing was changed.')
    if (told.retryAfterSeconds !== undefined) response.setHeader('Retry-After', told.retryAfterSeconds)
    response.status(told.status)
    send(request, response, 'errors', 'error', told.errors)
  }
}

/** What the body parser refused (too long, cut off, in an encoding that nobody knows), or an address that cannot be read. */
function fromParser({ status, type }: { status?: unknown; type?: unknown }): Open311Refusal | undefined {
  if (type === 'parameters.too.many')
    return refusal(413, `The form has too many fields: at most ${MOST_FIELDS}.`)
  if (status === 413) return refusal(413, `The body is too long: at most ${LONGEST_BODY}.`)
  if (!(Number(status) >= 400 && Number(status) < 500)) return undefined
  const what = type === undefined ? 'The address is malformed.' : 'The body could not be read as a form.'
  return refusal(400, what)
}
