import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Assignment, inOrder } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import type { CrewKind } from '../../shared/crew/crew.ts'
import type { Outfit } from '../../shared/crew/outfit.ts'
import { type Bounds, isWithin, type LonLat } from '../../shared/geo.ts'
import { type CrewId, crewIdSchema } from '../../shared/id.ts'
import { instant } from '../../shared/instant.ts'
import { wayAnswerSchema } from '../../shared/protocol/crew.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { type ConductOptions, CrewConduct, type Word } from './crew-conduct.ts'
import { DoorClient } from './door-client.ts'
import type { Credentials } from './door-session.ts'
import { type AskWay, Drive } from './drive.ts'
import { keepTrying } from './keep-trying.ts'
import { between, pick } from './random.ts'

export interface CrewOptions extends ConductOptions {
  url: string
  credentials: Credentials
  crewId: string
  kind: CrewKind
  outfit: Outfit
  base: LonLat
  /** Where a crew without work drives to. */
  places: readonly LonLat[]
  /** Of the loaded city: no ticket leads outside. */
  bounds: Bounds
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
/** Positions that it tells before it moves: the server believes where a crew begins when the second agrees. */
const FIRST_FIXES = 3
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
  private readonly drive: Drive
  /** How many beats it has driven to on patrol. */
  private beats = 0
  private fixes = 0
  private speaking = false
  private outfit: Outfit

  constructor(private readonly options: CrewOptions) {
    this.client = new DoorClient(options.url)
    this.crewId = crewIdSchema.parse(options.crewId)
    this.conduct = new CrewConduct(options)
    this.drive = new Drive(options.base)
    this.outfit = options.outfit
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
    if (crew.duty !== 'off') this.tellPosition()
    if (crew.duty === 'available' && this.fixes >= FIRST_FIXES) this.move(current, this.placeOf(ticket))
    if (this.speaking) return
    const situation = { crew, current, ticket, there: this.drive.arrived, now: instant(Date.now()) }
    const word = this.conduct.next(situation, (TICK_MS / 1000) * this.options.speed)
    if (word !== null) this.say(word, current).catch(this.options.onFault)
  }

  /** Where a ticket is; null where nobody knows, or in a city that is no longer loaded. */
  private placeOf(ticket: Ticket | undefined): LonLat | null {
    const place = ticket?.position ?? null
    return place !== null && isWithin(this.options.bounds, place) ? place : null
  }

  private move(current: Assignment | undefined, place: LonLat | null): void {
    if (current === undefined) this.patrol()
    else if (current.status === 'en_route') this.driveTo(current.ticketId, place)
    else if (place !== null && (current.status === 'on_scene' || current.status === 'secured'))
      // A crew that a person drove there, or that began in the middle of its work, is where it says it is.
      this.drive.stand(legTo(current.ticketId, place), place)
  }

  /** Drives to a ticket, to its new place when it is moved; one without a place is looked for nearby. */
  private driveTo(ticketId: string, place: LonLat | null): void {
    const { kind, speed, random } = this.options
    const leg = legTo(ticketId, place)
    if (!this.drive.isOn(leg)) {
      const beat = pick(random, this.beat())
      if (place === null) this.drive.setOff(leg, beat, () => this.askWay(beat))
      else this.drive.setOff(leg, place, () => this.askWay(null))
    }
    this.drive.advance((SPEED[kind] * speed * TICK_MS) / 1000)
  }

  private patrol(): void {
    const { kind, speed, random } = this.options
    const onBeat = this.drive.isOn(`beat ${this.beats}`)
    if (!onBeat || (this.drive.arrived && random() < 0.1)) {
      const beat = pick(random, this.beat())
      this.beats += 1
      this.drive.setOff(`beat ${this.beats}`, beat, () => this.askWay(beat))
    }
    this.drive.advance((SPEED[kind] * speed * TICK_MS) / 3000)
  }

  /** The way to a place, or without one to the ticket in hand, as a tablet asks for it. Rejects where nobody can say. */
  private async askWay(to: LonLat | null): ReturnType<AskWay> {
    const query = to === null ? '' : `?to=${to.lon.toFixed(6)},${to.lat.toFixed(6)}`
    const response = await this.client.request('GET', `/api/way${query}`)
    if (!response.ok) throw new Error(`No way: ${response.status}.`)
    return wayAnswerSchema.parse(await response.json()).way?.path ?? null
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
      // A person took its vehicle meanwhile: it goes out without.
      if (answer.status === 'refused' && answer.refusal.code === 'vehicle_taken')
        this.outfit = { ...this.outfit, vehicle: null }
    } finally {
      this.speaking = false
    }
  }

  private partsOf(type: Word['say']): object {
    if (type === 'come_on_duty') return this.outfit
    if (type === 'raise_distress') return { ticketId: randomUUID(), position: this.drive.at }
    return {}
  }

  private tellPosition(): void {
    const { kind, random } = this.options
    const { at, heading, arrived } = this.drive
    this.fixes += 1
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

function legTo(ticketId: string, place: LonLat | null): string {
  return place === null ? ticketId : `${ticketId} ${place.lon} ${place.lat}`
}

const OF_CREW = new Set<Word['say']>([
  'come_on_duty',
  'make_available',
  'take_break',
  'make_unavailable',
  'raise_distress',
])
