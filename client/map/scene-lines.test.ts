import { afterEach, expect, it } from 'vitest'
import type { Board } from '../../shared/board.ts'
import type { Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  assignmentId,
  aTicket,
  crewId,
  NOW,
  ticketId,
} from '../../shared/test-board.ts'
import { dashOf } from '../layers/suggestion-line-layer.ts'
import { positions } from '../store/positions.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'
import { aFrame } from '../store/test-frame.ts'
import { suggestionLines } from './scene-lines.ts'

const TICKET: [number, number] = [1.44, 43.6]
const PATH: [number, number][] = [[1.44, 43.61], [1.43, 43.61], [1.43, 43.6], TICKET]

afterEach(() => positions.forgetAll())

function at(lon: number, lat: number, crew = 1): void {
  positions.take(aFrame(NOW, { crew, lon, lat }))
}

/** The screen of crew 1, or of a post, that looks at ticket 1. */
function looking(board: Board, given: Partial<ScreenState>): ScreenState {
  return { ...screen.getState(), board, selected: ticketId(1), ...given }
}

const session = { role: 'crew', label: 'ALPHA 1', userName: 'a', tablet: null, crewId: crewId(1) } as const
const figures = { ticketId: ticketId(1), computedAt: NOW, seconds: 300, metres: 1_900 }
const byRoad = { way: { ...figures, basis: 'road' as const, path: PATH }, problem: null }
const own = (status: Parameters<typeof anAssignment>[1], given: Partial<ScreenState> = { way: byRoad }) =>
  suggestionLines(looking(aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, status)]), { session, ...given }))

it('[M-6] draws a crew’s way from where it is now, without what lies behind it', () => {
  at(1.44, 43.61)
  expect(own('en_route')).toEqual([{ rank: 'own', basis: 'road', path: PATH }])
  at(1.4301, 43.605)
  expect(own('en_route')).toEqual([
    { rank: 'own', basis: 'road', path: [[1.4301, 43.605], [1.43, 43.6], TICKET] },
  ])
  at(1.4399, 43.6)
  expect(own('en_route')[0]?.path).toEqual([[1.4399, 43.6], TICKET])
})

it('[M-6] draws a straight line where no way is known, or the way is to another ticket', () => {
  at(1.44, 43.61)
  const straight = [{ rank: 'own', basis: 'straight', path: [[1.44, 43.61], TICKET] }]
  expect(own('en_route', { way: null })).toEqual(straight)
  const flown = { way: { ...figures, basis: 'straight' as const, path: null }, problem: null }
  expect(own('en_route', { way: flown })).toEqual(straight)
  expect(own('en_route', { way: { ...byRoad, way: { ...byRoad.way, ticketId: ticketId(2) } } })).toEqual(
    straight,
  )
})

it('[M-6] draws a straight line for a crew that left its way', () => {
  at(1.433, 43.605)
  expect(own('en_route')).toEqual([{ rank: 'own', basis: 'straight', path: [[1.433, 43.605], TICKET] }])
})

it('[M-6] draws no way to a crew that is there, or does not know where it is', () => {
  expect(own('en_route')).toEqual([])
  at(1.44, 43.61)
  expect(own('on_scene')).toEqual([])
})

const proposal = (crew: number, path: [number, number][] | null) => ({
  crewId: crewId(crew),
  seconds: 100,
  metres: 900,
  basis: path === null ? ('straight' as const) : ('road' as const),
  learned: false,
  positionAge: 1,
  from: { lon: 1.44, lat: 43.61 },
  path,
  freeAt: NOW,
  matchingSkills: [],
  breachSeconds: 0,
})
const leaves = { assignmentId: assignmentId(3), fromTicketId: ticketId(3), fromTicketNumber: 2003 }
const suggestion: Suggestion = {
  ticketId: ticketId(1),
  computedAt: NOW,
  proposals: [proposal(1, PATH), proposal(2, null)],
  diversion: { ...proposal(3, PATH), ...leaves, fromPriority: 4 },
  straightFirst: null,
  guard: null,
  excluded: [],
  problem: null,
}

it('[R-26] draws the diversion along its own way, apart from the proposals and under them', () => {
  const crews = [1, 2, 3].map((number) => aCrew(number))
  const state = looking(aBoard([aTicket(1)], crews), { suggestion })
  expect(suggestionLines(state).map(({ rank, basis, path }) => [rank, basis, path.length])).toEqual([
    ['diversion', 'road', 4],
    [2, 'straight', 2],
    [1, 'road', 4],
  ])
  const dashes = suggestionLines(state).map((line) => dashOf(line).join())
  expect(new Set(dashes).size).toBe(3)
})

it('[R-26] draws no diversion once someone is sent', () => {
  const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'dispatched')])
  expect(suggestionLines(looking(board, { suggestion }))).toEqual([])
})
