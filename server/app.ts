import { createServer, type Server as HttpServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import compression from 'compression'
import express, { type Express } from 'express'
import { Server } from 'socket.io'
import type { Command } from '../shared/command.ts'
import { type Instant, instant } from '../shared/instant.ts'
import { encodePositions } from '../shared/position-frame.ts'
import { LiveBoard } from './broadcast/live-board.ts'
import { Outbox } from './broadcast/outbox.ts'
import { PositionTick } from './broadcast/position-tick.ts'
import { Positions } from './broadcast/positions.ts'
import { Posts } from './broadcast/presence.ts'
import { SuggestionWatch } from './broadcast/suggestion-watch.ts'
import { Tail } from './broadcast/tail.ts'
import { Addresses } from './city/address/addresses.ts'
import { type City, LoadedCity } from './city/city.ts'
import { CityListener } from './city/city-listener.ts'
import type { Deployment } from './city/deployment.ts'
import { EngineTimes } from './city/engine/engine-times.ts'
import { openEngine, type Routing } from './city/engine/open-engine.ts'
import { followClosures } from './city/road/follow-closures.ts'
import { RoadEngine } from './city/road/road-engine.ts'
import { SpeedLearning } from './city/road/speed-learning.ts'
import { Tiles } from './city/tile/tiles.ts'
import { GroupCommit } from './command/handle.ts'
import { WriterConnection } from './command/writer-connection.ts'
import { type Database, openPool } from './db/pool.ts'
import { ClosureDeadlines } from './deadline/closures.ts'
import { Anchors } from './event-log/anchor.ts'
import { addressesRouter } from './intake/http/addresses.ts'
import { failures, unknownAddress } from './intake/http/errors.ts'
import { isOwnOrigin, ownPagesOnly } from './intake/http/origin.ts'
import { reachRouter } from './intake/http/reach.ts'
import { securityHeaders } from './intake/http/security-headers.ts'
import { sessionRouter } from './intake/http/session.ts'
import { stateRouter } from './intake/http/state.ts'
import { tilesRouter } from './intake/http/tiles.ts'
import { wayRouter } from './intake/http/way.ts'
import { open311Router } from './intake/open311/router.ts'
import { SocketDoor } from './intake/socket.ts'
import type { VigieServer } from './intake/vigie-socket.ts'
import { projectPath } from './project.ts'
import { loadPositions } from './projection/position.ts'
import { findTicket } from './projection/ticket.ts'
import { readBoard } from './read/board.ts'
import type { DemonstrationAccount } from './ready.ts'
import { ApiKeys } from './session/accounts.ts'
import { actorOf, findSession, SessionWatch } from './session/session.ts'
import { KeyThrottle, LoginThrottle } from './session/throttle.ts'

export interface AppOptions {
  databaseUrl: string
  dataFolder: string
  deployment: Deployment
  /** How many times faster than time crews may move: above 1 only in a demonstration. */
  timesRealTime: number
  /** Whether crews teach how fast the streets are: made-up ones must not. */
  learnSpeeds: boolean
  /** Whose travel times come before ours; null: nobody's. */
  routing: Routing | null
  onFault(error: unknown, what: string): void
}

/** What the login page and a replay are told in a demonstration; in a real deployment, nothing. */
interface ShownDemonstration {
  accounts: readonly DemonstrationAccount[]
  apiKey: string
}

export interface App {
  database: Database
  live: LiveBoard
  handler: GroupCommit
  /** Starts to answer. Rejects where the address is taken. */
  listen(host: string, port: number): Promise<void>
  /** Told on the login page; nothing but the demonstration calls this. */
  showDemonstration(shown: ShownDemonstration): void
  /** Answers what was asked, tells every screen, and lets go of everything. */
  close(): Promise<void>
}

const now = (): Instant => instant(Date.now())

/** Wires every part of the server; the only place that knows them all. */
export async function createApp(options: AppOptions): Promise<App> {
  const { databaseUrl, dataFolder, deployment, timesRealTime, learnSpeeds, routing, onFault } = options
  const database = openPool(databaseUrl, {
    max: 10,
    onError: (error) => onFault(error, 'an idle connection was lost'),
  })
  // Of its own: a map that loads must not keep the board waiting.
  const tileDatabase = openPool(databaseUrl, {
    max: 3,
    onError: (error) => onFault(error, 'an idle connection was lost'),
  })
  const tiles = new Tiles(tileDatabase)
  const live = new LiveBoard(await readBoard(database))
  const outbox = new Outbox(live)
  const connection = new WriterConnection(databaseUrl)
  const tail = new Tail(databaseUrl, database, live, () => connection.processId, onFault)
  const handler = new GroupCommit({
    connection,
    catalogue: deployment.catalogue,
    now,
    onFault,
    onCommitted: (events) => tail.offer(events),
  })
  const anchors = new Anchors(dataFolder, database, onFault)
  const positions = new Positions(timesRealTime)
  for (const presence of await loadPositions(database)) positions.put(presence)

  const addresses = new Addresses(database, 'city')
  const roads = new RoadEngine({ databaseUrl, onFault, onChange: () => suggestions.outdate() })
  const engine =
    routing === null
      ? null
      : new EngineTimes({
          engine: openEngine(routing),
          own: roads,
          now,
          onFault,
          onChange: () => suggestions.outdate(),
        })
  const city = await LoadedCity.open({
    database,
    deployment,
    addresses,
    roads,
    onFault,
    onChange: () => {
      tiles.forget()
      door.beat()
    },
  })
  const unfollowClosures = followClosures(live, roads)
  const closureDeadlines = new ClosureDeadlines({ live, handler, now })
  const cityListener = new CityListener(databaseUrl, () => city.check(), onFault)
  const web = express()
  const http = createServer(web)
  const io = socketServer(http, database)
  const door = new SocketDoor(io, {
    handler,
    live,
    outbox,
    posts: new Posts(),
    now,
    within: (point) => city.within(point),
    mapVersion: () => city.view.mapVersion,
    onPosition: (crewId, sessionId, report) => {
      const crew = live.board.crews.get(crewId)
      if (crew === undefined) return
      const verdict = positions.report(crew, report, now(), sessionId)
      const presence = positions.of(crew)
      if (verdict === 'accepted' && presence !== undefined) learning.take(crew, presence)
    },
    allPositions: () => encodePositions({ at: now(), positions: positions.all(now()) }),
    lastPosition: (crewId) => {
      const crew = live.board.crews.get(crewId)
      const presence = crew && positions.of(crew)
      return presence === undefined ? null : { lon: presence.lon, lat: presence.lat }
    },
    watchSuggestion: (socketId, ticketId) => suggestions.watch(socketId, ticketId),
  })
  const candidates = { live, positions, travelTimes: engine ?? roads, catalogue: deployment.catalogue, now }
  const suggestions = new SuggestionWatch(
    candidates,
    (ids, suggestion) => door.suggest(ids, suggestion),
    onFault,
  )
  const { timeZone } = deployment
  const learning = await SpeedLearning.start({
    database,
    live,
    roads,
    timeZone,
    learns: learnSpeeds,
    now,
    onFault,
  })
  const tick = new PositionTick({
    positions,
    live,
    database,
    now,
    onFault,
    emit: (frame) => door.emitPositions(frame),
  })
  const watch = new SessionWatch({
    database,
    connected: () => door.sessions(),
    used: () => door.takeUsed(),
    onEnded: (sessionId) => door.end(sessionId),
    onFault,
  })
  let demonstration: ShownDemonstration | null = null
  route(web, {
    database,
    live,
    city,
    addresses,
    tiles,
    handler,
    door,
    roads,
    positions,
    engine,
    onFault,
    demonstration: () => demonstration,
  })
  await tail.start()
  anchors.start()
  await cityListener.start()
  roads.start()

  return {
    database,
    live,
    handler,
    listen: (host, port) =>
      new Promise((settle, fail) => {
        http.once('error', fail)
        http.listen(port, host, settle)
      }),
    showDemonstration: (shown) => {
      demonstration = shown
    },
    close: async () => {
      watch.stop()
      closureDeadlines.stop()
      unfollowClosures()
      suggestions.stop()
      door.close()
      const closed = new Promise((settle) => io.close(settle))
      http.closeIdleConnections()
      await handler.drain()
      await tick.stop()
      await learning.stop()
      await anchors.stop()
      await tail.stop()
      await cityListener.stop()
      await city.stop()
      await roads.stop()
      await connection.close()
      http.closeAllConnections()
      await closed
      await tileDatabase.end()
      await database.end()
    },
  }
}

function socketServer(http: HttpServer, database: Database): VigieServer {
  const io: VigieServer = new Server(http, {
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    // A page of another site can open a socket with our cookie: it is refused here, before anything else.
    allowRequest: (request, done) => {
      done(null, isOwnOrigin(request) || request.headers['sec-fetch-site'] === 'same-origin')
    },
  })
  io.use(async (socket, next) => {
    const session = await findSession(database, socket.handshake.headers.cookie).catch(() => undefined)
    if (session === undefined) return next(new Error('unauthorized'))
    socket.data = { sessionId: session.id, actor: actorOf(session) }
    next()
  })
  return io
}

interface Routes extends Pick<App, 'database' | 'live' | 'handler'> {
  city: City
  addresses: Addresses
  tiles: Tiles
  door: SocketDoor
  roads: RoadEngine
  positions: Positions
  engine: EngineTimes | null
  demonstration(): ShownDemonstration | null
  onFault: AppOptions['onFault']
}

function route(
  web: Express,
  {
    database,
    live,
    city,
    addresses,
    tiles,
    handler,
    door,
    roads,
    engine,
    positions,
    demonstration,
    onFault,
  }: Routes,
): void {
  web.disable('x-powered-by')
  web.set('trust proxy', 'loopback')
  web.use(securityHeaders())
  web.use(compression())
  const open311 = {
    city,
    keys: new ApiKeys(database),
    throttle: new KeyThrottle(),
    handler,
    now,
    onFault,
    findTicket: (number: number) => findTicket(database, { number }),
    openTicket: (command: Command) =>
      'ticketId' in command && command.ticketId !== null
        ? live.board.tickets.get(command.ticketId)
        : undefined,
    placeAddress: (text: string) => addresses.place(text),
  }
  web.use('/open311/v2', open311Router(open311))
  web.use('/api', ownPagesOnly, express.json({ limit: '64kb' }))
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
    database,
    live,
    throttle: new LoginThrottle(),
    sharers: (crewId: string, except: string) => door.sharers(crewId, except),
    cut: door.end.bind(door),
  }
  web.use('/api', sessionRouter(sessions))
  web.use('/api', stateRouter({ database, live, city, now }))
  web.use('/api', addressesRouter({ database, addresses }))
  web.use('/api', reachRouter({ database, live, positions, roads, now }))
  web.use('/api', wayRouter({ database, live, positions, travelTimes: roads, now }))
  web.use('/api', unknownAddress)
  web.use('/tiles', tilesRouter({ database, tiles }))
  pages(web)
  web.use(unknownAddress)
  web.use(failures(onFault))
}

/** The built screens. Their files are named after their content, and may be kept for ever; the page itself may not. */
function pages(web: Express): void {
  const built = fileURLToPath(projectPath('dist/client/'))
  web.use('/assets', express.static(`${built}/assets`, { immutable: true, maxAge: '1y' }))
  web.use(express.static(built, { index: false, maxAge: 0 }))
  web.get(['/', '/login', '/console', '/crew'], (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: built })
  })
}
