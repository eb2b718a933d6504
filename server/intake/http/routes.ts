import type { RequestListener } from 'node:http'
import { fileURLToPath } from 'node:url'
import compression from 'compression'
import express, { type Express } from 'express'
import type { Command } from '../../../shared/command.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { Positions } from '../../broadcast/positions.ts'
import type { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import type { Addresses } from '../../city/address/addresses.ts'
import type { City } from '../../city/city.ts'
import type { Deployment } from '../../city/deployment.ts'
import type { EngineTimes } from '../../city/engine/engine-times.ts'
import type { RoadEngine } from '../../city/road/road-engine.ts'
import type { Tiles } from '../../city/tile/tiles.ts'
import type { CommandHandler } from '../../command/handle.ts'
import type { Database } from '../../db/pool.ts'
import type { FollowTokens } from '../../follow/follow-tokens.ts'
import { projectPath } from '../../project.ts'
import { type AlikeToTicket, findAlike } from '../../read/alike.ts'
import type { DemonstrationAccount } from '../../ready.ts'
import { keysBySecret } from '../../session/accounts.ts'
import { telephonesBySecret } from '../../session/devices.ts'
import type { PublicForm } from '../../session/public-form.ts'
import { type Allowance, LoginThrottle, RequestThrottle, wrongTokens } from '../../session/throttle.ts'
import { tellsUnended } from '../body-pace.ts'
import { Telephones } from '../devices/router.ts'
import type { AlikeOf } from '../open311/one-of-many.ts'
import { open311Router } from '../open311/router.ts'
import { PhotographIntake } from '../photographs/photograph-intake.ts'
import type { PositionIntake } from '../position-intake.ts'
import type { CommandDoor } from '../sent-command.ts'
import type { SocketDoor } from '../socket.ts'
import { addressesRouter } from './addresses.ts'
import { callLinkRouter } from './call-link.ts'
import { catalogueRouter } from './catalogue.ts'
import { devicesRouter } from './devices.ts'
import { enrolmentRouter } from './enrolment.ts'
import { failures, unknownAddress } from './errors.ts'
import { figuresRouter } from './figures.ts'
import { followRouter } from './follow.ts'
import { intakeRouter } from './intake.ts'
import { jobsRouter } from './jobs.ts'
import { onCallRouter } from './on-call.ts'
import { ownPagesOnly } from './origin.ts'
import { photographsRouter } from './photographs.ts'
import { placesRouter } from './places.ts'
import { publicFormRouter } from './public-form.ts'
import { reachRouter } from './reach.ts'
import { securityHeaders } from './security-headers.ts'
import { serviceRouter } from './service.ts'
import { sessionOrPublic, sessionRouter } from './session.ts'
import { shiftRouter } from './shift.ts'
import { stateRouter } from './state.ts'
import { telephoneRouter } from './telephone.ts'
import { tilesRouter } from './tiles.ts'
import { trackRouter } from './track.ts'
import { unattendedRouter } from './unattended.ts'
import { wayRouter } from './way.ts'

/** What the login page and a replay are told in a demonstration; in a real deployment, nothing. */
export interface ShownDemonstration {
  accounts: readonly DemonstrationAccount[]
  apiKey: string
}

export interface RoutesDependencies {
  database: Database
  live: LiveBoard
  catalogues: KeptCatalogues
  city: City
  addresses: Addresses
  tiles: Tiles
  handler: CommandHandler
  commandDoor: CommandDoor
  door: SocketDoor
  roads: RoadEngine
  positions: Positions
  intake: PositionIntake
  engine: EngineTimes | null
  timeZone: string
  /** What the town decides of its public doors. */
  deployment: Pick<Deployment, 'jurisdictions' | 'onCall' | 'open311' | 'follow'>
  followTokens: FollowTokens
  /** What whoever has no account may do; null: nothing but follow a request. */
  publicForm: PublicForm | null
  now: () => Instant
  /** Told when jobs were added. */
  wakeJobs(): void
  demonstration(): ShownDemonstration | null
  onFault(error: unknown, what: string): void
  onDropped(what: string, about: Readonly<Record<string, string | number>>): void
}

/** Puts every HTTP address on `web`, each behind its own door; returns what answers requests. */
export function route(web: Express, dependencies: RoutesDependencies): RequestListener {
  const { database, publicForm } = dependencies
  web.disable('x-powered-by')
  web.set('trust proxy', 'loopback')
  // No browser: it needs no headers of a page's, and nothing is compressed in an empty answer.
  const telephones = new Telephones({ ...dependencies, devices: telephonesBySecret(dependencies.database) })
  web.use(tellsUnended)
  web.use(telephones.router())
  web.use(securityHeaders())
  web.use(compression())
  const photographs = new PhotographIntake(dependencies)
  const guesses = wrongTokens()
  web.use('/open311/v2', open311(dependencies, photographs, guesses))
  web.use(follow(dependencies, guesses))
  // A telephone system is no page of ours: it comes with a key of its own.
  web.use('/api', telephone(dependencies))
  // Before what asks for JSON: pieces of photographs are none.
  web.use('/api', photographsRouter({ ...dependencies, photographs }))
  // And before its limit: a catalogue is longer.
  web.use('/api', catalogueRouter(dependencies))
  web.use('/api', ownPagesOnly, express.json({ limit: '64kb' }))
  api(web, dependencies)
  web.use('/api', unknownAddress)
  web.use(
    '/tiles',
    tilesRouter({ ...dependencies, admit: sessionOrPublic(database, publicForm?.tiles ?? null) }),
  )
  pages(web, publicForm !== null)
  web.use(unknownAddress)
  web.use(failures(dependencies.onFault))
  return telephones.before(web)
}

/** What a report that comes now may be one more of. */
function alikeOf(dependencies: RoutesDependencies): AlikeOf {
  return (told) => {
    const { catalogueVersion } = dependencies.live.board
    return findAlike({ ...told, catalogueVersion, receivedAt: dependencies.now() }, dependencies)
  }
}

/** What an existing ticket may be of one thing with. */
function alikeToOf(dependencies: RoutesDependencies): AlikeToTicket {
  return (ticket, agency) => findAlike(ticket, dependencies, agency)
}

function open311(dependencies: RoutesDependencies, photographs: PhotographIntake, guesses: Allowance) {
  const { database, live, catalogues, addresses, deployment } = dependencies
  return open311Router({
    ...dependencies,
    jurisdictions: deployment.jurisdictions,
    open311: deployment.open311,
    photographs,
    followRules: deployment.follow,
    guesses,
    keys: keysBySecret(database),
    throttle: new RequestThrottle(),
    formReports: dependencies.publicForm?.reports ?? null,
    catalogue: () => catalogues.inForce(live.board),
    serviceOf: catalogues.serviceOf,
    openTicket: (command: Command) =>
      'ticketId' in command && command.ticketId !== null
        ? live.board.tickets.get(command.ticketId)
        : undefined,
    alike: alikeOf(dependencies),
    placeAddress: (text: string) => addresses.place(text),
  })
}

function follow(dependencies: RoutesDependencies, guesses: Allowance) {
  const { deployment, catalogues } = dependencies
  return followRouter({
    ...dependencies,
    jurisdictions: deployment.jurisdictions,
    followRules: deployment.follow,
    guesses,
    serviceOf: catalogues.serviceOf,
  })
}

function telephone({ database, door, now }: RoutesDependencies) {
  return telephoneRouter({
    keys: keysBySecret(database),
    throttle: new RequestThrottle(),
    now,
    ring: (post, call) => door.ring(post, call),
  })
}

function api(web: Express, dependencies: RoutesDependencies): void {
  const { live, city, door, roads, engine, catalogues, publicForm, demonstration } = dependencies
  web.get('/api/health', (_request, response) => {
    const ours = roads.isReady ? 'road' : 'straight'
    const travel = engine?.isReady ? engine.health.name : ours
    response.json({ status: 'ok', head: live.seq, travel, engine: engine?.health ?? null })
  })
  web.get('/api/demonstration', (_request, response, next) => {
    const shown = demonstration()
    if (shown === null) next()
    else response.json(shown)
  })
  const sessions = {
    ...dependencies,
    throttle: new LoginThrottle(),
    sharers: (crewId: string, except: string) => door.sharers(crewId, except),
    cut: door.end.bind(door),
  }
  web.use('/api', sessionRouter(sessions))
  web.use('/api', enrolmentRouter({ ...dependencies, throttle: new LoginThrottle() }))
  web.use('/api', stateRouter(dependencies))
  web.use('/api', shiftRouter(dependencies))
  web.use('/api', devicesRouter({ ...dependencies, connected: () => door.sessions() }))
  const admit = sessionOrPublic(dependencies.database, publicForm?.addresses ?? null)
  web.use('/api', addressesRouter({ ...dependencies, admit }))
  if (publicForm !== null) web.use('/api', publicFormRouter(dependencies))
  const alikeTo = alikeToOf(dependencies)
  web.use('/api', placesRouter(dependencies))
  web.use('/api', intakeRouter({ ...dependencies, alike: alikeOf(dependencies), alikeTo }))
  web.use('/api', reachRouter(dependencies))
  web.use('/api', trackRouter(dependencies))
  web.use('/api', onCallRouter(dependencies))
  web.use('/api', figuresRouter({ ...dependencies, districts: () => city.view.districts }))
  const agencyOf = (agency: string) =>
    catalogues.all.agencyOf({ agency, catalogueVersion: live.board.catalogueVersion })
  web.use('/api', jobsRouter({ ...dependencies, agencyOf }))
  const { serviceOf } = catalogues
  web.use('/api', callLinkRouter({ ...dependencies, serviceOf, throttle: new LoginThrottle() }))
  web.use('/api', serviceRouter({ ...dependencies, alikeTo }))
  web.use('/api', unattendedRouter(dependencies))
  web.use('/api', wayRouter({ ...dependencies, travelTimes: roads }))
}

/** The built screens. Their files are named after their content, and may be kept for ever; the page itself may not. */
const PAGES = [
  '/',
  '/login',
  '/console',
  '/intake',
  '/crew',
  '/service',
  '/supervisor',
  '/supervisor/deliveries',
  '/catalogue',
  '/astreinte',
]

function pages(web: Express, form: boolean): void {
  const built = fileURLToPath(projectPath('dist/client/'))
  web.use('/assets', express.static(`${built}/assets`, { immutable: true, maxAge: '1y' }))
  web.use(express.static(built, { index: false, maxAge: 0 }))
  // Whoever has the address has the link: should it fail, no line of the log has it.
  web.get('/astreinte/:token', (request, _response, next) => {
    request.url = '/astreinte'
    next()
  })
  if (form)
    web.get('/signaler', (_request, response) => {
      response.setHeader('Cache-Control', 'no-cache')
      response.sendFile('signaler.html', { root: built })
    })
  web.get(PAGES, (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: built })
  })
}
