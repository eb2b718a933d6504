import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Board } from '../board.ts'
import { DISTRESS, type Service, skills } from '../catalogue/service.ts'
import { type Crew, duties } from '../crew/crew.ts'
import { doubtSeconds } from '../crew/position-age.ts'
import { type LonLat, metresBetween } from '../geo.ts'
import type { CrewId } from '../id.ts'
import { instant, MINUTE, SECOND } from '../instant.ts'
import { aBoard, aCrew, anAssignment, aTicket, HOLE, NOISE, NOW } from '../test-board.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { eligible, type Fix } from './eligible.ts'
import { PROPOSED, rank, type Travel } from './rank.ts'
import { type Proposal, suggestionSchema } from './suggestion.ts'

/** A ticket, a room full of crews doing anything, and where they are. */
interface Scene {
  ticket: Ticket
  service: Service
  board: Board
  fixOf: (crew: Crew) => Fix | undefined
}

const HERE = { lon: 1.44, lat: 43.6 }

const priority = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const)
const fix = fc.record({
  lon: fc.double({ min: 1.3, max: 1.6, noNaN: true }),
  lat: fc.double({ min: 43.5, max: 43.7, noNaN: true }),
  age: fc.integer({ min: -2, max: 600 }),
})
const crewGiven = fc.record({
  duty: fc.constantFrom('available' as const, 'available' as const, ...duties),
  skills: fc.subarray([...skills]),
  territory: fc.option(fc.subarray(['1.1', '2.1'])),
  fix: fc.option(fix, { nil: undefined }),
  /** The ticket it is on: 0 is the one to be ranked for. */
  on: fc.option(fc.integer({ min: 0, max: 4 })),
  status: fc.constantFrom(
    'dispatched' as const,
    'acknowledged' as const,
    'en_route' as const,
    'on_scene' as const,
  ),
})

const arbitraryScene: fc.Arbitrary<Scene> = fc
  .record({
    service: fc.constantFrom(NOISE, HOLE, DISTRESS),
    district: fc.option(fc.constant('1.1')),
    priorities: fc.array(priority, { minLength: 5, maxLength: 5 }),
    crews: fc.array(crewGiven, { maxLength: 30 }),
  })
  .map(({ service, district, priorities, crews }) => {
    const tickets = priorities.map((one, index) => aTicket(index, { priority: one }))
    const ticket = aTicket(0, { serviceCode: service.code, priority: priorities[0] ?? 2, district })
    const all = crews.map(({ fix: _fix, on, status: _status, ...given }, index) =>
      aCrew(index + 1, { ...given, freeAt: on === null ? NOW : null }),
    )
    const assignments = crews.flatMap(({ on, status }, index) => {
      const ticketId = on === null ? undefined : tickets[on]?.id
      return ticketId === undefined ? [] : [anAssignment(index + 1, status, { ticketId })]
    })
    const board = aBoard([...tickets, ticket], all, assignments)
    const fixOf = ({ number }: Crew): Fix | undefined => {
      const given = crews[number - 1]?.fix
      return given && { lon: given.lon, lat: given.lat, at: instant(NOW - given.age * SECOND) }
    }
    return { ticket, service, board, fixOf }
  })

/** Everyone at 10 m/s in a straight line, in whole seconds, so that there are ties; nobody from farther than 12 km. */
function travelsOf({ eligible: able, divertible }: ReturnType<typeof eligible>, to: LonLat): Travel[] {
  return [...able, ...divertible].flatMap(({ crew, fix }) => {
    const metres = metresBetween(fix, to)
    const seconds = Math.round(metres / 10)
    const travel: Travel = { crewId: crew.id, seconds, metres, basis: 'straight', learned: false }
    return metres > 12_000 ? [] : [travel]
  })
}

function suggestionFor({ ticket, service, board, fixOf }: Scene) {
  const sorted = eligible(ticket, service, board, fixOf, NOW)
  const travels = travelsOf(sorted, ticket.position ?? { lon: 0, lat: 0 })
  return { sorted, travels, suggestion: rank(ticket, service, sorted, travels, NOW) }
}

describe('the suggestion, whatever the board', () => {
  it('[N-1] puts every crew that is not on the ticket in exactly one of eligible and excluded', () => {
    fc.assert(
      fc.property(arbitraryScene, ({ ticket, service, board, fixOf }) => {
        const found = eligible(ticket, service, board, fixOf, NOW)
        const told = [
          ...found.eligible.map(({ crew }) => crew.id),
          ...found.excluded.map(({ crewId }) => crewId),
        ]
        const there = new Set<CrewId>()
        for (const { ticketId, crewId } of board.assignments.values())
          if (ticketId === ticket.id) there.add(crewId)
        expect(told.sort()).toEqual([...board.crews.keys()].filter((id) => !there.has(id)).sort())
      }),
    )
  })

  it('[N-1] never names a crew off duty, unseen, stale, on the ticket, or, but for a distress, unfit or engaged', () => {
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const { ticket, service, board, fixOf } = scene
        const { proposals, diversion } = suggestionFor(scene).suggestion
        for (const { crewId } of [...proposals, ...(diversion === null ? [] : [diversion])]) {
          const crew = board.crews.get(crewId)
          const fix = crew && fixOf(crew)
          const inHand = [...board.assignments.values()].filter((one) => one.crewId === crewId)
          expect(crew?.duty).toBe('available')
          expect(NOW - (fix?.at ?? 0)).toBeLessThan(5 * MINUTE)
          expect(inHand.map(({ ticketId }) => ticketId)).not.toContain(ticket.id)
          if (service.code === DISTRESS.code) continue
          expect(crew?.skills).toEqual(expect.arrayContaining([...service.skills]))
          if (crew?.territory != null && ticket.district !== null)
            expect(crew.territory).toContain(ticket.district)
          expect(inHand.length > 0).toBe(crewId === diversion?.crewId)
        }
      }),
    )
  })

  it('[N-7] [N-21] proposes at most five, each once, by when they are there, and nobody left out was sooner', () => {
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const { sorted, travels, suggestion } = suggestionFor(scene)
        const secondsOf = new Map(travels.map(({ crewId, seconds }) => [crewId, seconds]))
        const latest = new Map(
          sorted.eligible.flatMap(({ crew, fix }) => {
            const seconds = secondsOf.get(crew.id)
            return seconds === undefined
              ? []
              : [[crew.id, seconds + doubtSeconds(crew.kind, fix.at, NOW)] as const]
          }),
        )
        const proposed = suggestion.proposals.map(({ crewId }) => latest.get(crewId))
        expect(proposed).toEqual([...latest.values()].sort((a, b) => a - b).slice(0, PROPOSED))
        expect(new Set(suggestion.proposals.map(({ crewId }) => crewId)).size).toBe(proposed.length)
      }),
    )
  })

  it('[N-7] does not depend on the order in which crews and travel times come', () => {
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const { ticket, service, board, fixOf } = scene
        const { suggestion } = suggestionFor(scene)
        const turned: Board = { ...board, crews: new Map([...board.crews].reverse()) }
        const sorted = eligible(ticket, service, turned, fixOf, NOW)
        const again = rank(ticket, service, sorted, travelsOf(sorted, HERE).reverse(), NOW)
        expect(again.proposals).toEqual(suggestion.proposals)
        expect(again.diversion).toEqual(suggestion.diversion)
      }),
    )
  })

  it('[N-8] keeps its first when a slower crew is added', () => {
    fc.assert(
      fc.property(
        arbitraryScene,
        fc.integer({ min: 1, max: 600 }),
        ({ ticket, service, board, fixOf }, more) => {
          const sorted = eligible(ticket, service, board, fixOf, NOW)
          const travels = travelsOf(sorted, HERE)
          const before = rank(ticket, service, sorted, travels, NOW)
          const slowest = Math.max(0, ...travels.map(({ seconds }) => seconds))
          const crew = aCrew(99, { skills: [...skills] })
          // Slower than all, however old their positions are.
          const seconds = slowest + 10 * 60 + more
          const slower: Travel = { crewId: crew.id, seconds, metres: 1, basis: 'road', learned: false }
          const wider = { ...sorted, eligible: [{ crew, fix: { ...HERE, at: NOW } }, ...sorted.eligible] }
          const after = rank(ticket, service, wider, [slower, ...travels], NOW)
          if (before.proposals.length > 0) expect(after.proposals[0]).toEqual(before.proposals[0])
        },
      ),
    )
  })

  it('[N-9] proposes to divert only to something sooner than every crew proposed, from something less urgent', () => {
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const { diversion, proposals } = suggestionFor(scene).suggestion
        if (diversion === null) return
        const latest = ({
          crewId,
          seconds,
          positionAge,
        }: Pick<Proposal, 'crewId' | 'seconds' | 'positionAge'>) => {
          const kind = scene.board.crews.get(crewId)?.kind ?? 'patrol'
          return seconds + doubtSeconds(kind, instant(NOW - positionAge * SECOND), NOW)
        }
        for (const proposal of proposals) expect(latest(diversion)).toBeLessThan(latest(proposal))
        expect(diversion.fromPriority).toBeGreaterThan(scene.ticket.priority)
        const left = scene.board.assignments.get(diversion.assignmentId)
        expect(left).toMatchObject({ crewId: diversion.crewId, ticketId: diversion.fromTicketId })
        expect(left?.status).not.toBe('on_scene')
      }),
    )
  })

  it('[N-7] fits its wire format', () => {
    fc.assert(
      fc.property(arbitraryScene, (scene) => {
        const { suggestion } = suggestionFor(scene)
        expect(suggestionSchema.parse(JSON.parse(JSON.stringify(suggestion)))).toEqual(suggestion)
      }),
    )
  })
})
