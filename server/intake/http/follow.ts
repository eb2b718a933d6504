import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express'
import type { ServiceOf } from '../../../shared/catalogue/published.ts'
import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { type FollowRules, mayRead, mayReopen, mayTellMore } from '../../../shared/follow/rules.ts'
import { requesterId } from '../../../shared/follow/step.ts'
import { commandIdSchema, type TicketId } from '../../../shared/id.ts'
import type { Instant } from '../../../shared/instant.ts'
import { type Locale, plainText } from '../../../shared/text.ts'
import type { City } from '../../city/city.ts'
import type { Jurisdictions } from '../../city/jurisdiction.ts'
import type { CommandHandler } from '../../command/handle.ts'
import { type Database, isUnreachable } from '../../db/pool.ts'
import { derivedId } from '../../derived-id.ts'
import type { FollowTokens } from '../../follow/follow-tokens.ts'
import { followPage, problemPage } from '../../follow/page.ts'
import { reopenAsAsked } from '../../follow/reopen.ts'
import { isTold, type Told } from '../../follow/words.ts'
import { projectPath } from '../../project.ts'
import { type Followed, readFollowed } from '../../read/followed.ts'
import { Allowance } from '../../session/throttle.ts'
import { tellsUnended } from '../body-pace.ts'
import { referenceOf } from '../open311/present.ts'
import { addressOf } from './client-address.ts'
import { isOwnOrigin } from './origin.ts'

interface FollowDependencies {
  database: Database
  city: City
  jurisdictions: Jurisdictions
  followRules: FollowRules
  followTokens: FollowTokens
  /** Wrong tokens, by address. */
  guesses: Allowance
  serviceOf: ServiceOf
  handler: CommandHandler
  timeZone: string
  /** Null where the form is not open. */
  publicForm: unknown
  now: () => Instant
  onFault(error: unknown, what: string): void
}

const LONGEST_TEXT = 1_000
/** What may be said on one page in an hour. */
const MOST_SAID = 10
/** Nothing but this page's own style, and forms that come back here. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** `/suivi/{token}`: where a request stands, for whoever asked, and what they may still say. Pages made here, without a script. */
export function followRouter(dependencies: FollowDependencies): Router {
  const router = Router()
  const said = new Allowance(MOST_SAID, 3_600)
  const style = styleSheet()
  router.get('/suivi.css', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type('css').send(style)
  })
  router.use('/suivi/:token', (_request, response, next) => {
    response.set({
      'Content-Security-Policy': POLICY,
      // A form's origin is told to its own server only where the page's address may be.
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
      Vary: 'Accept-Language',
    })
    next()
  })
  router
    .route('/suivi/:token')
    .get(async (request, response) => {
      const followed = await found(request, response, dependencies)
      if (followed !== null) show(request, response, followed, dependencies)
    })
    .post(
      tellsUnended,
      express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 10 }),
      async (request, response) => {
        if (!isOwnOrigin(request)) {
          response.status(403).send(problemPage(localeOf(request), 'refused'))
          return
        }
        const followed = await found(request, response, dependencies)
        if (followed === null) return
        const told = await said
          .wait(followed.ticket.id)
          .then((wait) => (wait > 0 ? 'often' : take(request.body, followed, dependencies)))
        if (told === 'more' || told === 'reopened') await said.spend(followed.ticket.id)
        response.redirect(303, `?lang=${localeOf(request)}&told=${told}`)
      },
    )
  router.use('/suivi', failures(dependencies))
  return router
}

/** What a request's token leads to; answered, and null, where it leads nowhere: all of these look the same. */
async function found(
  request: Request,
  response: Response,
  { guesses, followTokens, database, followRules, now }: FollowDependencies,
): Promise<Followed | null> {
  const locale = localeOf(request)
  const address = addressOf(request) ?? ''
  const wait = await guesses.wait(address)
  if (wait > 0) {
    response.set('Retry-After', String(wait)).status(429).send(problemPage(locale, 'tooMany'))
    return null
  }
  const ticketId = followTokens.ticketIn(String(request.params.token))
  const followed = ticketId === null ? undefined : await readFollowed(database, ticketId)
  if (followed !== undefined && mayRead(followed.holder, now(), followRules)) return followed
  await guesses.spend(address)
  response.status(404).send(problemPage(locale, 'unknown'))
  return null
}

function show(
  request: Request,
  response: Response,
  followed: Followed,
  dependencies: FollowDependencies,
): void {
  const { serviceOf, city, jurisdictions, timeZone, followRules: rules, now } = dependencies
  const { ticket } = followed
  const service = serviceOf(ticket)
  if (service === undefined) throw new Error(`There is no type ${ticket.serviceCode}.`)
  const district = city.view.districts.find(({ code }) => code === ticket.district)?.short ?? null
  const { told } = request.query
  const view = {
    ...followed,
    service,
    reference: referenceOf(ticket, { jurisdictions, timeZone }),
    district,
    rules,
    timeZone,
    now: now(),
    told: isTold(told) ? told : null,
    mayReport: dependencies.publicForm !== null,
    formId: randomUUID(),
  }
  response.send(followPage(view, localeOf(request)))
}

/** Does what a form of the page asks; the same form again has one effect. */
async function take(
  body: Record<string, unknown> | undefined,
  { ticket, holder }: Followed,
  dependencies: FollowDependencies,
): Promise<Told> {
  const text = plainText(typeof body?.text === 'string' ? body.text : '')
  const id = commandIdSchema.safeParse(body?.id)
  const reopens = body?.do === 'reopen'
  if (!id.success || text.length > LONGEST_TEXT || (text === '' && !reopens)) return 'empty'
  const name = `${ticket.id}\n${id.data}`
  const actor = requester(ticket.id)
  const { followRules, now } = dependencies
  if (reopens ? !mayReopen(holder, now(), followRules) : !mayTellMore(holder)) return 'late'
  if (text !== '') {
    const command = { type: 'add_note', noteId: derivedId('precision', name), ticketId: holder.id, text }
    const sent = sentCommandSchema.parse({ id: derivedId('add_precision', name), command })
    const answer = await dependencies.handler.submit(sent, actor)
    if (answer.status === 'refused') throw new Error(`A precision was refused: ${answer.refusal.code}.`)
  }
  if (!reopens) return 'more'
  // After what was said: asked again because this was lost, both are there, and once.
  const reopening = await reopenAsAsked(holder, derivedId('reopen', name), actor, dependencies)
  if (reopening === 'undecided') throw new Error('A request could not be opened again.')
  return reopening
}

function requester(ticketId: TicketId): Actor {
  return { id: requesterId(ticketId), role: 'system', label: 'Requérant', crewId: null }
}

/** What the form or the link says, else what the browser asks for; French where it asks for neither. */
function localeOf(request: Request): Locale {
  const asked = request.body?.lang ?? request.query.lang
  if (asked === 'fr' || asked === 'en') return asked
  return request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr'
}

/** Our own faults, and a database that is away. The address is in no log line: it is a key. */
function failures({ onFault }: FollowDependencies): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error)
    const locale = localeOf(request)
    const status = Number(error.status)
    if (status >= 400 && status < 500) {
      response.status(status).send(problemPage(locale, status === 408 ? 'away' : 'unknown'))
      return
    }
    if (!isUnreachable(error)) onFault(error, `${request.method} /suivi`)
    response.set('Retry-After', '2').status(503).send(problemPage(locale, 'away'))
  }
}

/** The screens' own tokens, by what the reader's system prefers, and the style of these pages. */
function styleSheet(): string {
  const read = (path: string) => readFileSync(projectPath(path), 'utf8')
  const tokens = read('client/design/tokens.css').replace(
    /:root\[data-theme="(dark|light)"\] (\{[^}]*\})/g,
    '@media (prefers-color-scheme: $1) { :root $2 }',
  )
  return tokens + read('server/follow/follow.css')
}
