import type { Assignment, AssignmentStatus } from '../../shared/assignment/assignment.ts'
import type { Board } from '../../shared/board.ts'
import type { Priority, Service } from '../../shared/catalogue/service.ts'
import { type Crew, crewKinds } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import { assignmentIdSchema, crewIdSchema, ticketIdSchema } from '../../shared/id.ts'
import { instant, MINUTE } from '../../shared/instant.ts'
import type { FramePosition } from '../../shared/position-frame.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'

/** One crew in five has a ticket in hand. */
const ENGAGED = 5
const STATUSES: readonly AssignmentStatus[] = [
  'dispatched',
  'acknowledged',
  'en_route',
  'on_scene',
  'secured',
]
const METRES_A_SECOND = 10
const DEGREES_A_METRE = 9e-6

const uuid = (kind: number, index: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(index).padStart(12, '0')}`

/** A board of so many crews on duty and open tickets, spread over the middle of the fixture's city. */
export function madeBoard(crews: number, tickets: number, services: readonly Service[], now: number): Board {
  const all = Array.from({ length: crews }, (_, index) => crewAt(index, now))
  const open = Array.from({ length: tickets }, (_, index) => ticketAt(index, services, now))
  const engaged = all.filter((_, index) => index % ENGAGED === 0)
  const assignments = engaged.map((crew, index) => assignmentOf(crew, open[index % open.length], index, now))
  return {
    crews: new Map(all.map((crew) => [crew.id, crew])),
    tickets: new Map(open.map((ticket) => [ticket.id, ticket])),
    assignments: new Map(assignments.map((assignment) => [assignment.id, assignment])),
    closures: new Map(),
    people: new Map(),
    turns: new Map(),
    callOuts: new Map(),
    placeNotes: new Map(),
    catalogueVersion: 1,
  }
}

/** Where crew `index` is after so many seconds: it drives in a straight line, back and forth over 600 m. */
export function madePosition(index: number, seconds: number): FramePosition {
  const { lon, lat } = spread(index)
  const along = Math.abs(((seconds * METRES_A_SECOND + index * 37) % 1_200) - 600) * DEGREES_A_METRE
  const angle = index % 7
  return {
    crew: index + 1,
    lon: lon + along * Math.cos(angle),
    lat: lat + along * Math.sin(angle),
    age: (index % 10) / 10,
    heading: (angle * 51) % 360,
    speed: METRES_A_SECOND,
    accuracy: 5,
  }
}

function spread(index: number): LonLat {
  return { lon: 1.4 + 0.09 * ((index * 0.7548776662) % 1), lat: 43.57 + 0.07 * ((index * 0.5698402909) % 1) }
}

function crewAt(index: number, now: number): Crew {
  const dutyAt = instant(now - 60 * MINUTE - index)
  return {
    id: crewIdSchema.parse(uuid(1, index)),
    number: index + 1,
    callSign: `BANC ${index + 1}`,
    kind: crewKinds[index % crewKinds.length] ?? 'patrol',
    skills: ['police'],
    members: 2,
    vehicle: null,
    equipment: [],
    territory: null,
    duty: 'available',
    dutyAt,
    dutyReason: null,
    dutyBefore: 'available',
    onDutyAt: dutyAt,
    freeAt: dutyAt,
    heardAt: instant(now),
    shift: null,
    handOver: null,
    distress: null,
  }
}

function ticketAt(index: number, services: readonly Service[], now: number): Ticket {
  const receivedAt = instant(now - (index % 40) * MINUTE)
  return {
    id: ticketIdSchema.parse(uuid(2, index)),
    number: index + 1,
    serviceCode: services[index % services.length]?.code ?? '',
    priority: ((index % 4) + 1) as Priority,
    catalogueVersion: 1,
    needs: null,
    status: 'open',
    statusAt: receivedAt,
    position: spread(index + 0.5),
    address: null,
    district: null,
    channel: 'phone',
    reports: 1 + (index % 3),
    receivedAt,
    reportedAt: null,
    joinedTo: null,
    transfer: null,
    deadline: { kind: 'on_scene', startedAt: receivedAt, dueAt: instant(receivedAt + 30 * MINUTE) },
    acknowledgedAt: null,
    onSceneAt: null,
    securedAt: null,
    outcome: null,
    photographs: [],
  }
}

function assignmentOf(crew: Crew, ticket: Ticket | undefined, index: number, now: number): Assignment {
  if (ticket === undefined) throw new Error('An engaged crew needs a ticket.')
  return {
    id: assignmentIdSchema.parse(uuid(3, index)),
    ticketId: ticket.id,
    crewId: crew.id,
    status: STATUSES[index % STATUSES.length] ?? 'en_route',
    statusAt: instant(now),
    stepsAt: { dispatched: instant(now) },
    dispatchedBy: 'Poste 1',
    expectedSeconds: 300,
    reinforcementAt: null,
    otherOrderAt: null,
  }
}
