import { createServer } from 'node:http'
import express from 'express'
import { withoutCalls } from '../shared/call-out/plan.ts'
import type { StoredEvent } from '../shared/event.ts'
import { type Instant, instant } from '../shared/instant.ts'
import { encodePositions } from '../shared/position-frame.ts'
import { HazardWatch } from './broadcast/hazard-watch.ts'
import { LiveBoard } from './broadcast/live-board.ts'
import { NearestWatch } from './broadcast/nearest-watch.ts'
import { Outbox } from './broadcast/outbox.ts'
import { PositionHistory } from './broadcast/position-history.ts'
import { PositionTick } from './broadcast/position-tick.ts'
import { Positions } from './broadcast/positions.ts'
import { Posts } from './broadcast/presence.ts'
import { SuggestionWatch } from './broadcast/suggestion-watch.ts'
import { Tail } from './broadcast/tail.ts'
import { UsualTimeWatch } from './broadcast/usual-time-watch.ts'
import { callJobs, type Gateway } from './call-out/call-job.ts'
import { CallOutWatch } from './call-out/call-out-watch.ts'
import { holeJobs } from './call-out/hole-job.ts'
import { HoleWatch } from './call-out/hole-watch.ts'
import { stepJobs } from './call-out/step-job.ts'
import { KeptCatalogues } from './catalogue/kept-catalogues.ts'
import { Addresses } from './city/address/addresses.ts'
import { LoadedCity } from './city/city.ts'
import { CityListener } from './city/city-listener.ts'
import { type Deployment, townOf } from './city/deployment.ts'
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
import { Retention } from './deadline/retention.ts'
import { partnerJobs } from './delivery/delivery-job.ts'
import { endElsewhereJobs } from './delivery/end-elsewhere-job.ts'
import type { Partners } from './delivery/partners.ts'
import { takenBackJobs } from './delivery/taken-back-job.ts'
import { Anchors } from './event-log/anchor.ts'
import { FollowTokens } from './follow/follow-tokens.ts'
import { followLinkSender } from './follow/link-job.ts'
import { endSlowBodies, PATIENCE } from './intake/body-pace.ts'
import { route, type ShownDemonstration } from './intake/http/routes.ts'
import { referenceOf } from './intake/open311/present.ts'
import { PositionIntake } from './intake/position-intake.ts'
import type { CommandDoor } from './intake/sent-command.ts'
import { SocketDoor } from './intake/socket.ts'
import { socketServer } from './intake/socket-server.ts'
import { JobRunner } from './job/job-runner.ts'
import { publishFirst } from './projection/catalogue.ts'
import { loadPositions } from './projection/position.ts'
import { readBoard } from './read/board.ts'
import { PublicForm } from './session/public-form.ts'
import { SessionWatch } from './session/session.ts'

export interface AppOptions {
  databaseUrl: string
  dataFolder: string
  deployment: Deployment
  /** How many times faster than time crews may move: above 1 only in a demonstration. */
  timesRealTime: number
  /** Whether crews teach how fast the streets are: made-up ones must not. */
  learnSpeeds: boolean
  /** How many days the positions of crews are kept. */
  positionDays: number
  /** How many days the pixels of photographs are kept. */
  photographDays: number
  /** How many days who called, and what they said, are kept. */
  callerDays: number
  /** Whose travel times come before ours; null: nobody's. */
  routing: Routing | null
  /** Who calls people on call; null: nobody can be called from here. */
  gateway: Gateway | null
  /** Who is told of tickets that are handed to them, and how. */
  partners: Partners
  /** Whether people on call are called by themselves for a hazard outside hours. */
  callsOut: boolean
  /** Whether whoever has no account may report something here. */
  publicForm: boolean
  onFault(error: unknown, what: string): void
  /** Something from outside that cannot be used was thrown away: one line in the log. */
  onDropped(what: string, about: Readonly<Record<string, string | number>>): void
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

/** A town without a gateway: nobody can be called from here. */
function mute(deployment: Deployment): Deployment {
  const { onCall } = deployment
  return { ...deployment, onCall: { ...onCall, callOut: withoutCalls(onCall.callOut) } }
}

/** Wires every part of the server; the only place that knows them all. */
export async function createApp(options: AppOptions): Promise<App> {
  const { databaseUrl, dataFolder, timesRealTime, learnSpeeds, positionDays, routing, gateway } = options
  const { photographDays, callerDays, partners, onFault, onDropped } = options
  const deployment = gateway === null ? mute(options.deployment) : options.deployment
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
  await publishFirst(database, deployment.catalogue)
  const live = new LiveBoard(await readBoard(database))
  const catalogues = await KeptCatalogues.open(database)
  const isPartner = (agency: string) =>
    catalogues.all.agencyOf({ agency, catalogueVersion: live.board.catalogueVersion })?.kind === 'partner'
  const strangers = partners.agencies.filter((agency) => !isPartner(agency))
  for (const agency of strangers)
    onDropped('VIGIE_PARTNERS names what is no partner in the catalogue', { agency })
  const outbox = new Outbox(live)
  const connection = new WriterConnection(databaseUrl)
  const tail = new Tail(databaseUrl, database, live, catalogues, () => connection.processId, onFault)
  const runners: JobRunner[] = []
  const wakeJobs = () => {
    for (const runner of runners) runner.wake()
  }
  const handler = new GroupCommit({
    connection,
    catalogues,
    channelOf: partners.channelOf,
    town: townOf(deployment),
    now,
    onFault,
    onCommitted: (events) => {
      tail.offer(events)
      const asks = ({ event }: StoredEvent) =>
        'callOutId' in event || 'handedAt' in event || event.type === 'ticket_transferred'
      if (events.some(asks)) wakeJobs()
    },
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
      usualTimes.read()
    },
  })
  const unfollowClosures = followClosures(live, roads)
  const closureDeadlines = new ClosureDeadlines({ live, handler, now })
  const cityListener = new CityListener(databaseUrl, () => city.check(), onFault)
  const web = express()
  const http = createServer(PATIENCE, (request, response) => listener(request, response))
  const io = socketServer(http, database)
  endSlowBodies(http)
  const commandDoor: CommandDoor = {
    now,
    within: (point) => city.within(point),
    lastPosition: (crewId) => intake.lastOf(crewId),
    placeAt: (point) => addresses.reverse(point),
    fleet: deployment.fleet,
  }
  const door = new SocketDoor(io, {
    ...commandDoor,
    handler,
    live,
    outbox,
    posts: new Posts(),
    mapVersion: () => city.view.mapVersion,
    onPosition: (crewId, sessionId, report) => intake.report(crewId, sessionId, report),
    allPositions: () => encodePositions({ at: now(), positions: positions.all(now()) }),
    watchSuggestion: (socketId, ticketId) => suggestions.watch(socketId, ticketId),
    hazards: () => hazards.all(),
    usualTimes: () => usualTimes.all(),
    nearest: () => nearest.all(),
  })
  const hazards = new HazardWatch({
    database,
    live,
    now,
    emit: (found) => door.tellHazards(found),
    onFault,
  })
  const usualTimes = new UsualTimeWatch({
    database,
    serviceCodes: () => catalogues.inForce(live.board).services.map(({ code }) => code),
    bounds: () => city.view.bounds,
    now,
    emit: (times) => {
      door.tellUsualTimes(times)
      suggestions.outdate()
    },
    onFault,
  })
  const candidates = {
    live,
    positions,
    travelTimes: engine ?? roads,
    serviceOf: catalogues.serviceOf,
    usualTimes: () => usualTimes.times(),
    now,
  }
  const suggestions = new SuggestionWatch(
    candidates,
    (ids, suggestion) => door.suggest(ids, suggestion),
    onFault,
  )
  const nearest = new NearestWatch(candidates, (all) => door.tellNearest(all), onFault)
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
  const history = new PositionHistory(database, onFault)
  const retention = new Retention({ database, positionDays, photographDays, callerDays, now, onFault })
  const intake = new PositionIntake({ live, positions, learning, history, now })
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
  const followTokens = await FollowTokens.open(database)
  let demonstration: ShownDemonstration | null = null
  const listener = route(web, {
    database,
    live,
    catalogues,
    city,
    addresses,
    tiles,
    handler,
    commandDoor,
    door,
    roads,
    positions,
    intake,
    engine,
    timeZone,
    deployment,
    followTokens,
    publicForm: options.publicForm ? new PublicForm() : null,
    now,
    onFault,
    onDropped,
    wakeJobs,
    demonstration: () => demonstration,
  })
  await tail.start()
  anchors.start()
  await cityListener.start()
  roads.start()
  const { serviceOf } = catalogues
  const callOutWatch = options.callsOut
    ? new CallOutWatch({ live, handler, serviceOf, deployment, now })
    : null
  const calls =
    gateway === null
      ? []
      : [
          callJobs({ database, gateway, handler, serviceOf, now }),
          holeJobs({ database, live, deployment, gateway, now }),
        ]
  const holeWatch =
    gateway !== null && options.callsOut
      ? new HoleWatch({ database, live, deployment, now, onFound: wakeJobs, onFault })
      : null
  const toPartners = { database, handler, partners, serviceOf, timeZone, now }
  const told = [partnerJobs(toPartners), takenBackJobs(toPartners), endElsewhereJobs(toPartners)]
  const { jurisdictions } = deployment
  const links = followLinkSender({
    database,
    gateway,
    handler,
    tokens: followTokens,
    referenceOf: (ticket) => referenceOf(ticket, { jurisdictions, timeZone }),
  })
  for (const kind of [stepJobs(handler), ...told, links, ...calls])
    runners.push(new JobRunner(kind, { database, now, onFault }))

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
      callOutWatch?.stop()
      await holeWatch?.stop()
      await Promise.all(runners.map((runner) => runner.stop()))
      unfollowClosures()
      suggestions.stop()
      await hazards.stop()
      await usualTimes.stop()
      await nearest.stop()
      door.close()
      const closed = new Promise((settle) => io.close(settle))
      http.closeIdleConnections()
      await handler.drain()
      await tick.stop()
      await history.stop()
      await retention.stop()
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
