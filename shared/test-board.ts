import type { Assignment, AssignmentStatus } from './assignment/assignment.ts'
import { type Board, boardOf } from './board.ts'
import type { Call, CallOut } from './call-out/call-out.ts'
import { callOutPlanSchema } from './call-out/plan.ts'
import { Catalogues } from './catalogue/published.ts'
import type { Agency, Service } from './catalogue/service.ts'
import type { Closure } from './closure/closure.ts'
import type { Crew, Duty } from './crew/crew.ts'
import type { Fleet } from './crew/fleet.ts'
import type { Actor, Event, StoredEvent } from './event.ts'
import {
  type AssignmentId,
  assignmentIdSchema,
  type CallOutId,
  type ClosureId,
  type CrewId,
  callOutIdSchema,
  closureIdSchema,
  commandIdSchema,
  crewIdSchema,
  type NoteId,
  noteIdSchema,
  type PersonId,
  type PhotographId,
  type PlaceNoteId,
  personIdSchema,
  photographIdSchema,
  placeNoteIdSchema,
  type SwapId,
  swapIdSchema,
  type TicketId,
  type TurnId,
  ticketIdSchema,
  turnIdSchema,
} from './id.ts'
import { DAY, type Instant, instant, MINUTE } from './instant.ts'
import type { OnCallPerson, Turn } from './on-call/turn.ts'
import { lifetimeOf, type PlaceNote } from './place-note/place-note.ts'
import type { Photograph } from './ticket/photograph.ts'
import type { Ticket, Transfer } from './ticket/ticket.ts'

/** Builders of made-up states for tests; nothing else imports this. */

export const NOW: Instant = instant(1_795_500_000_000)

const uuid = (kind: number, number: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`
export const noteId = (number: number): NoteId => noteIdSchema.parse(uuid(7, number))
export const ticketId = (number: number): TicketId => ticketIdSchema.parse(uuid(1, number))
export const crewId = (number: number): CrewId => crewIdSchema.parse(uuid(2, number))
export const assignmentId = (number: number): AssignmentId => assignmentIdSchema.parse(uuid(3, number))

export const photographId = (number: number): PhotographId => photographIdSchema.parse(uuid(6, number))
export const personId = (number: number): PersonId => personIdSchema.parse(uuid(10, number))
export const turnId = (number: number): TurnId => turnIdSchema.parse(uuid(8, number))
export const swapId = (number: number): SwapId => swapIdSchema.parse(uuid(9, number))
export const placeNoteId = (number: number): PlaceNoteId => placeNoteIdSchema.parse(uuid(7, number))
export const callOutId = (number: number): CallOutId => callOutIdSchema.parse(uuid(11, number))
export const closureId = (number: number): ClosureId => closureIdSchema.parse(uuid(5, number))

export const NOISE: Service = {
  code: 'NOISE',
  name: { fr: 'Tapage', en: 'Noise' },
  description: { fr: 'Bruit', en: 'Noise' },
  keywords: { fr: [], en: [] },
  family: 'noise',
  theme: 'tranquillity',
  agency: 'municipal_police',
  priority: 2,
  skills: [],
  deadlines: { acknowledged: 5, onScene: 20 },
  usualMinutesOnScene: 15,
  duplicates: { metres: 100, minutes: 60 },
  questions: [],
  rules: [],
}

export const HOLE: Service = {
  ...NOISE,
  code: 'HOLE',
  family: 'roads',
  theme: 'roads',
  agency: 'roads',
  priority: 3,
  skills: ['road_signs'],
  deadlines: { acknowledged: 5, onScene: 40, secured: 60 },
}

/** One of each kind, and a city service with a list of its own. */
export const AGENCIES: readonly Agency[] = (
  [
    { code: 'municipal_police', kind: 'police' },
    { code: 'roads', kind: 'city_service' },
    { code: 'cleanliness', kind: 'city_service', workList: true },
    { code: 'grid', kind: 'partner' },
  ] as const
).map((agency) => ({ ...agency, name: { fr: agency.code, en: agency.code } }))

/** These types of request, published as version 1, and those who deal with them. */
export function published(...services: Service[]): Catalogues {
  return new Catalogues(new Map([[1, { families: [], agencies: [...AGENCIES], services }]]))
}

export const FLEET: Fleet = {
  vehicles: [
    { code: 'V1', name: { fr: 'Clio V1', en: 'Clio V1' }, suits: ['patrol'] },
    { code: 'V9', name: { fr: 'Clio V9', en: 'Clio V9' }, suits: ['patrol'] },
  ],
  equipment: [
    { code: 'radio', name: { fr: 'radio', en: 'radio' }, suits: ['patrol', 'roads'] },
    { code: 'cones', name: { fr: 'balisage', en: 'traffic cones' }, suits: ['roads'] },
  ],
}

export function aTicket(number: number, given: Partial<Ticket> = {}): Ticket {
  return {
    id: ticketId(number),
    number: 2000 + number,
    serviceCode: NOISE.code,
    catalogueVersion: 1,
    priority: 2,
    needs: null,
    status: 'open',
    statusAt: NOW,
    position: { lon: 1.44, lat: 43.6 },
    address: 'Place du Capitole',
    district: '1.1',
    channel: 'phone',
    reports: 1,
    receivedAt: NOW,
    reportedAt: null,
    joinedTo: null,
    transfer: null,
    deadline: { kind: 'on_scene', startedAt: NOW, dueAt: instant(NOW + 20 * MINUTE) },
    acknowledgedAt: null,
    onSceneAt: null,
    securedAt: null,
    outcome: null,
    photographs: [],
    ...given,
  }
}

export function aCrew(number: number, given: Partial<Crew> = {}): Crew {
  return {
    id: crewId(number),
    number,
    callSign: `ALPHA ${number}`,
    kind: 'patrol',
    skills: ['police'],
    members: 2,
    vehicle: `V${number}`,
    equipment: ['radio'],
    territory: null,
    duty: 'available',
    dutyAt: NOW,
    dutyReason: null,
    dutyBefore: 'off',
    onDutyAt: null,
    freeAt: NOW,
    heardAt: null,
    shift: null,
    handOver: null,
    distress: null,
    ...given,
  }
}

export function aCrewOn(number: number, duty: Duty): Crew {
  const distress = duty === 'distress' ? { at: NOW, takenBy: null, takenAt: null } : null
  return aCrew(number, { duty, distress, dutyBefore: duty === 'distress' ? 'available' : 'off' })
}

/** Assignment `number` of crew `number` on ticket `number`, unless said otherwise. */
export function anAssignment(
  number: number,
  status: AssignmentStatus,
  given: Partial<Assignment> = {},
): Assignment {
  return {
    id: assignmentId(number),
    ticketId: ticketId(number),
    crewId: crewId(number),
    status,
    statusAt: NOW,
    stepsAt: { dispatched: NOW, [status]: NOW },
    dispatchedBy: 'Poste 1',
    expectedSeconds: null,
    reinforcementAt: null,
    otherOrderAt: null,
    ...given,
  }
}

/** To the roads, who have not taken it yet. */
export function aTransfer(given: Partial<Transfer> = {}): Transfer {
  return {
    agency: 'roads',
    outside: false,
    at: NOW,
    acceptedAt: null,
    acceptedBy: null,
    dueAt: null,
    delivery: null,
    ...given,
  }
}

/** Photograph `number`, taken by crew `number`, whose pixels are awaited. */
export function aPhotograph(number: number, given: Partial<Photograph> = {}): Photograph {
  return {
    id: photographId(number),
    addedAt: NOW,
    by: `ALPHA ${number}`,
    crewId: crewId(number),
    received: null,
    ...given,
  }
}

/** A stretch of 220 m across the centre, closed by Poste 1. */
export function aClosure(number: number, given: Partial<Closure> = {}): Closure {
  return {
    id: closureId(number),
    shape: {
      type: 'LineString',
      coordinates: [
        [1.44, 43.6],
        [1.44, 43.602],
      ],
    },
    until: null,
    reason: 'arbre tombé',
    ticketId: null,
    closedAt: NOW,
    closedBy: 'Poste 1',
    openedAt: null,
    ...given,
  }
}

export function aPerson(number: number, given: Partial<OnCallPerson> = {}): OnCallPerson {
  return { id: personId(number), retiredAt: null, ...given }
}

/** Turn `number` of person `number`: first for the roads, for a week from now on. */
export function aTurn(number: number, given: Partial<Turn> = {}): Turn {
  return {
    id: turnId(number),
    domain: 'roads',
    order: 1,
    personId: personId(number),
    from: NOW,
    until: instant(NOW + 7 * DAY),
    swaps: [],
    removedAt: null,
    ...given,
  }
}

/** A call of person `number`, first for the roads, that rings since now. */
export function aCall(number: number, given: Partial<Call> = {}): Call {
  const callee = { personId: personId(number), domain: 'roads', order: number } as const
  return { ...callee, startedAt: NOW, attempts: 1, state: 'calling', stateAt: NOW, reason: null, ...given }
}

/** Call-out `number` of ticket `number`, for the roads, by the plan that holds where a town decides nothing. */
export function aCallOut(number: number, given: Partial<CallOut> = {}): CallOut {
  return {
    id: callOutId(number),
    ticketId: ticketId(number),
    domain: 'roads',
    plan: callOutPlanSchema.parse({}),
    status: 'calling',
    startedAt: NOW,
    statusAt: NOW,
    calls: [aCall(1)],
    expectedAt: null,
    alarm: null,
    step: 2,
    ...given,
  }
}

/** A dangerous dog where `aTicket` is, noted by Poste 1, for as long as it may. */
export function aPlaceNote(number: number, given: Partial<PlaceNote> = {}): PlaceNote {
  return {
    id: placeNoteId(number),
    kind: 'hazard',
    category: 'dog',
    position: { lon: 1.44, lat: 43.6 },
    radius: 40,
    until: instant(NOW + lifetimeOf('hazard')),
    notedAt: NOW,
    notedBy: 'Poste 1',
    confirmedAt: null,
    confirmedBy: null,
    disputedAt: null,
    disputedBy: null,
    withdrawnAt: null,
    ...given,
  }
}

export function aBoard(
  tickets: readonly Ticket[] = [],
  crews: readonly Crew[] = [],
  assignments: readonly Assignment[] = [],
  closures: readonly Closure[] = [],
  placeNotes: readonly PlaceNote[] = [],
  turns: readonly Turn[] = [],
  people: readonly OnCallPerson[] = [],
  callOuts: readonly CallOut[] = [],
): Board {
  return boardOf({
    tickets,
    crews,
    assignments,
    closures,
    placeNotes,
    people,
    turns,
    callOuts,
    catalogueVersion: 1,
  })
}

export const DISPATCHER: Actor = { id: 'p1', role: 'dispatcher', label: 'Poste 1', crewId: null }

export function stored(seq: number, event: Event, at: Instant = NOW): StoredEvent {
  return { seq, at, deviceAt: null, commandId: commandIdSchema.parse(uuid(4, seq)), actor: DISPATCHER, event }
}

/** A log of crews being registered and changing duty. */
export function crewEvents(count: number): StoredEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const crew = aCrew(1 + (index % 7))
    if (index < 7) return stored(index + 1, { type: 'crew_registered', crewId: crew.id, crew })
    const duty: Duty = index % 3 === 0 ? 'available' : index % 3 === 1 ? 'on_break' : 'unavailable'
    const at = instant(NOW + index * 1000)
    return stored(index + 1, { type: 'duty_changed', crewId: crew.id, duty, members: 2, reason: null }, at)
  })
}
