import { type Assignment, inOrder, type Outcome } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import type { CrewKind } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import { type CrewId, crewIdSchema } from '../../shared/id.ts'
import { instant } from '../../shared/instant.ts'
import { type Credentials, DoorClient } from './door-client.ts'
import { between, pick, type Random } from './random.ts'
import { type Roads, Walk } from './road-walk.ts'

export interface CrewOptions {
  url: string
  credentials: Credentials
  crewId: string
  kind: CrewKind
  members: number
  base: LonLat
  roads: Roads
  random: Random
  /** Where a crew without work drives to. */
  places: readonly LonLat[]
  speed: number
  usualMinutesOnScene: (serviceCode: string) => number
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
const CLEARS: readonly { outcome: Outcome; weight: number }[] = [
  { outcome: 'done', weight: 8 },
  { outcome: 'nothing_found', weight: 2 },
  { outcome: 'handed_over', weight: 1 },
  { outcome: 'not_done', weight: 0.4 },
]

/**
 * A crew that nobody plays: it drives about, takes what it is sent, and says so, through the socket like a tablet.
 * When a person takes its call sign it falls silent, and goes on when they leave.
 */
export class SimulatedCrew {
  private readonly client: DoorClient
  private readonly crewId: CrewId
  private walk: Walk
  private walkingTo: string | null = null
  private shared = false
  private busy = false
  /** When the next word is due, in simulated time since the status it answers; drawn once a status. */
  private patience: { key: string; seconds: number } = { key: '', seconds: 0 }
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly options: CrewOptions) {
    this.client = new DoorClient(options.url)
    this.crewId = crewIdSchema.parse(options.crewId)
    this.walk = new Walk([options.base])
  }

  /** Logs in and takes the call sign, again and again while someone else has it. */
  async start(): Promise<void> {
    await this.client.login(this.options.credentials)
    while (!(await this.client.takeCallSign(this.options.crewId))) await pause(TAKE_AGAIN_MS)
    const socket = await this.client.connect()
    socket.on('sharing', ({ sessions }) => {
      this.shared = sessions > 1
    })
    await pause(between(this.options.random, 0, TICK_MS))
    this.timer = setInterval(() => this.tick(), TICK_MS)
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.client.close()
  }

  private tick(): void {
    const { board } = this.client
    const crew = board.crews.get(this.crewId)
    if (crew === undefined || this.shared || this.busy) return
    if (crew.duty === 'off')
      this.say({ type: 'come_on_duty', crewId: this.crewId, members: this.options.members })
    else if (crew.duty === 'on_break' || crew.duty === 'unavailable') this.comeBack(crew.dutyAt)
    else this.work(inOrder(openAssignments(board.assignments.values(), { crewId: this.crewId })), crew.dutyAt)
    this.tellPosition()
  }

  private work(inHand: readonly Assignment[], dutyAt: number): void {
    const [current] = inHand
    if (current === undefined) {
      this.patrol()
      this.rest(dutyAt)
      return
    }
    const { assignmentId, status, statusAt } = { ...current, assignmentId: current.id }
    const key = `${assignmentId} ${status}`
    if (this.patience.key !== key) this.patience = { key, seconds: this.secondsIn(current) }
    const due = this.since(statusAt) > this.patience.seconds
    if (status === 'en_route') this.drive(current)
    else if (!due) return
    else if (status === 'dispatched') this.say({ type: 'acknowledge', assignmentId })
    else if (status === 'acknowledged') this.say({ type: 'go_en_route', assignmentId })
    else if (status === 'on_scene' && this.isHazard(current)) this.say({ type: 'secure', assignmentId })
    else
      this.say({
        type: 'clear',
        assignmentId,
        outcome: pick(this.options.random, CLEARS, ({ weight }) => weight).outcome,
      })
  }

  /** How long this crew stays in a status, in simulated seconds. Words by radio take as long as they take. */
  private secondsIn({ status, ticketId }: Assignment): number {
    const { random, speed, usualMinutesOnScene } = this.options
    if (status === 'dispatched') return between(random, 3, 10) * speed
    if (status === 'acknowledged') return between(random, 4, 15) * Math.min(speed, 5)
    const ticket = this.client.board.tickets.get(ticketId)
    const usual = ticket === undefined ? 10 : usualMinutesOnScene(ticket.serviceCode)
    const parts = ticket !== undefined && ticket.deadline.kind === 'secured' ? 2 : 1
    return (between(random, 0.3, 1) * usual * 60) / parts
  }

  private isHazard({ ticketId }: Assignment): boolean {
    return this.client.board.tickets.get(ticketId)?.deadline.kind === 'secured'
  }

  private drive({ id, ticketId }: Assignment): void {
    const { roads, kind, speed } = this.options
    const position = this.client.board.tickets.get(ticketId)?.position
    if (position !== undefined && position !== null && this.walkingTo !== ticketId) {
      this.walk = new Walk(roads.way(this.walk.at, position))
      this.walkingTo = ticketId
    }
    this.walk.advance((SPEED[kind] * speed * TICK_MS) / 1000)
    if (this.walk.arrived) this.say({ type: 'arrive', assignmentId: id })
  }

  private patrol(): void {
    const { roads, kind, speed, random, places, base } = this.options
    this.walkingTo = null
    if (this.walk.arrived && random() < 0.1) {
      const near = places.filter(
        (place) => Math.abs(place.lon - base.lon) + Math.abs(place.lat - base.lat) < 0.02,
      )
      this.walk = new Walk(roads.way(this.walk.at, pick(random, near.length > 0 ? near : places)))
    }
    this.walk.advance((SPEED[kind] * speed * TICK_MS) / 3000)
  }

  /** Now and then a break, or a tank to fill. */
  private rest(dutyAt: number): void {
    if (this.since(dutyAt) < 40 * 60 || this.options.random() > 0.002 * this.options.speed) return
    if (this.options.random() < 0.7) this.say({ type: 'take_break', crewId: this.crewId })
    else this.say({ type: 'make_unavailable', crewId: this.crewId, reason: 'carburant' })
  }

  private comeBack(since: number): void {
    if (this.since(since) > 20 * 60) this.say({ type: 'make_available', crewId: this.crewId })
  }

  /** Simulated seconds since an instant. */
  private since(at: number): number {
    return ((Date.now() - at) / 1000) * this.options.speed
  }

  private async say(command: object): Promise<void> {
    this.busy = true
    await this.client.send(command)
    this.busy = false
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

function pause(milliseconds: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, milliseconds))
}
