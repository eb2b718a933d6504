import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Assignment, inOrder } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import type { CrewKind } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import { type CrewId, crewIdSchema } from '../../shared/id.ts'
import { instant } from '../../shared/instant.ts'
import { type ConductOptions, CrewConduct, type Word } from './crew-conduct.ts'
import { DoorClient } from './door-client.ts'
import type { Credentials } from './door-session.ts'
import { keepTrying } from './keep-trying.ts'
import { between, pick } from './random.ts'
import { type Roads, Walk } from './road-walk.ts'

export interface CrewOptions extends ConductOptions {
  url: string
  credentials: Credentials
  crewId: string
  kind: CrewKind
  members: number
  base: LonLat
  roads: Roads
  /** Where a crew without work drives to. */
  places: readonly LonLat[]
  signal: AbortSignal
  /** Told when this crew itself calls for help, so that the demonstration can end what it began. */
  onDistress: (crewId: CrewId) => void
  onFault: (error: unknown) => void
}

/** Metres a second when called, by kind; on patrol a third of it. */
const SPEED: Record<CrewKind, number> = {
  patrol: 9,
  motorcycle: 11,
  bicycle: 4.5,
  foot: 1.4,
  dog: 9,
  mediation: 1.4,
  roads: 8,
  lighting: 8,
  cleaning: 7,
}
const TICK_MS = 1_000
const TAKE_AGAIN_MS = 10_000
/** How far from its base a crew patrols, in degrees of longitude and latitude together. */
const BEAT = 0.02

/**
 * A crew that nobody plays: it drives about, takes what it is sent, and says so, through the socket like a tablet.
 * When a person takes its call sign it falls silent, and goes on when they leave.
 */
export class SimulatedCrew {
  private readonly client: DoorClient
  private readonly crewId: CrewId
  private readonly conduct: CrewConduct
  private walk: Walk
  /** The ticket and the place that the walk leads to; null on patrol. */
  private walkingTo: string | null = null
  private speaking = false

  constructor(private readonly options: CrewOptions) {
    this.client = new DoorClient(options.url)
    this.crewId = crewIdSchema.parse(options.crewId)
    this.conduct = new CrewConduct(options)
    this.walk = new Walk([options.base])
  }

  /** Logs in, takes the call sign, again and again while someone else has it, and goes to work. Ends on the signal. */
  async start(): Promise<void> {
    const { signal, credentials, random } = this.options
    await keepTrying(() => this.client.login(credentials), { signal })
    while (!(await keepTrying(() => this.client.takeCallSign(this.crewId), { signal })))
      await pause(TAKE_AGAIN_MS, undefined, { signal })
    await this.client.connect()
    // Crews that started together do not report together.
    await pause(between(random, 0, TICK_MS), undefined, { signal })
    const timer = setInterval(() => this.tick(), TICK_MS)
    signal.addEventListener('abort', () => {
      clearInterval(timer)
      this.client.close()
    })
  }

  private tick(): void {
    const { board } = this.client
    const crew = board.crews.get(this.crewId)
    if (crew === undefined || this.client.sessions > 1) return
    const [current] = inOrder(openAssignments(board.assignments.values(), { crewId: this.crewId }))
    const ticket = current && board.tickets.get(current.ticketId)
    if (crew.duty === 'available') this.move(current, ticket?.position ?? null)
    if (!this.speaking) {
      const there = this.walk.arrived
      const situation = { crew, current, ticket, there, now: instant(Date.now()) }
      const word = this.conduct.next(situation, (TICK_MS / 1000) * this.options.speed)
      if (word !== null) this.say(word, current).catch(this.options.onFault)
    }
    if (crew.duty !== 'off') this.tellPosition()
  }

  private move(current: Assignment | undefined, place: LonLat | null): void {
    if (current === undefined) this.patrol()
    else if (current.status === 'en_route') this.driveTo(current.ticketId, place)
    else if (current.status === 'on_scene' || current.status === 'secured')
      this.standAt(current.ticketId, place)
  }

  /** Drives to a ticket, to its new place when it is moved; one without a place is looked for nearby. */
  private driveTo(ticketId: string, place: LonLat | null): void {
    const { roads, kind, speed, random } = this.options
    const goal = goalOf(ticketId, place)
    if (this.walkingTo !== goal) {
      this.walk = new Walk(roads.way(this.walk.at, place ?? pick(random, this.beat())))
      this.walkingTo = goal
    }
    this.walk.advance((SPEED[kind] * speed * TICK_MS) / 1000)
  }

  /** A crew that a person drove there, or that began in the middle of its work, is where it says it is. */
  private standAt(ticketId: string, place: LonLat | null): void {
    const goal = goalOf(ticketId, place)
    if (this.walkingTo === goal || place === null) return
    this.walk = new Walk([place])
    this.walkingTo = goal
  }

  private patrol(): void {
    const { roads, kind, speed, random } = this.options
    const onPatrol = this.walkingTo === null
    this.walkingTo = null
    if (!onPatrol || (this.walk.arrived && random() < 0.1))
      this.walk = new Walk(roads.way(this.walk.at, pick(random, this.beat())))
    this.walk.advance((SPEED[kind] * speed * TICK_MS) / 3000)
  }

  /** The places near its base, or all where it has none. */
  private beat(): readonly LonLat[] {
    const { places, base } = this.options
    const near = places.filter(
      (place) => Math.abs(place.lon - base.lon) + Math.abs(place.lat - base.lat) < BEAT,
    )
    return near.length > 0 ? near : places
  }

  private async say({ say: type, ...more }: Word, current: Assignment | undefined): Promise<void> {
    this.speaking = true
    try {
      const of = OF_CREW.has(type) ? { crewId: this.crewId } : { assignmentId: current?.id }
      const answer = await this.client.send({ type, ...of, ...more, ...this.partsOf(type) })
      if (type === 'raise_distress' && answer.status === 'accepted') this.options.onDistress(this.crewId)
    } finally {
      this.speaking = false
    }
  }

  private partsOf(type: Word['say']): object {
    if (type === 'come_on_duty') return { members: this.options.members }
    if (type === 'raise_distress') return { ticketId: randomUUID(), position: this.walk.at }
    return {}
  }

  private tellPosition(): void {
    const { kind, random } = this.options
    const { at, heading, arrived } = this.walk
    const jitter = () => between(random, -0.00002, 0.00002)
    this.client.report({
      lon: at.lon + jitter(),
      lat: at.lat + jitter(),
      accuracy: Math.round(between(random, 4, 12)),
      heading,
      speed: arrived ? 0 : SPEED[kind],
      at: instant(Date.now()),
    })
  }
}

function goalOf(ticketId: string, place: LonLat | null): string {
  return place === null ? ticketId : `${ticketId} ${place.lon} ${place.lat}`
}

const OF_CREW = new Set<Word['say']>([
  'come_on_duty',
  'make_available',
  'take_break',
  'make_unavailable',
  'raise_distress',
])
