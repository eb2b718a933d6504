import { describe, expect, it } from 'vitest'
import type { Reach } from '../../shared/reach.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aTicket,
  closureId,
  crewId,
  NOW,
  ticketId,
} from '../../shared/test-board.ts'
import { positions } from '../store/positions.ts'
import { screen } from '../store/screen-store.ts'
import { aFrame } from '../store/test-frame.ts'
import { AnswerKeeper, RENEW_AFTER_MS } from './answer-keeper.ts'
import { type ReachShown, type ReachSubject, reachWanted } from './reach.ts'

const free: ReachSubject = { free: '1' }
const ticket: ReachSubject = { ticket: ticketId(1) }
const answer = (crews: number, problem: Reach['problem'] = null): Reach => ({
  computedAt: NOW,
  crews,
  problem,
  bands: [],
})

function aKeeper() {
  const questions: { subject: ReachSubject; answer(reach: Reach | null): Promise<void> }[] = []
  const told: (ReachShown | null)[] = []
  const clock = { now: 0 }
  const fetch = (subject: ReachSubject) =>
    new Promise<Reach>((settle, fail) => {
      questions.push({
        subject,
        answer: (reach) => {
          if (reach === null) fail(new Error('late'))
          else settle(reach)
          return new Promise((done) => setTimeout(done))
        },
      })
    })
  const keeper = new AnswerKeeper<ReachSubject, Reach>(
    fetch,
    (shown) => told.push(shown),
    () => clock.now,
    ({ problem }) => problem !== null,
  )
  return { keeper, questions, told, clock }
}

describe('isochrones on a console', () => {
  it('[R-25] are asked for again when what they rest on changed, and not sooner than after 5 s', async () => {
    const { keeper, questions, told, clock } = aKeeper()
    keeper.want({ subject: free, basis: 'a' })
    keeper.want({ subject: free, basis: 'b' })
    expect(questions).toHaveLength(1)
    expect(told.at(-1)).toEqual({ subject: free, state: 'computing', answer: null })
    await questions[0]?.answer(answer(2))
    expect(told.at(-1)).toEqual({ subject: free, state: 'shown', answer: answer(2) })
    clock.now = RENEW_AFTER_MS - 1
    keeper.want({ subject: free, basis: 'b' })
    expect(questions).toHaveLength(1)
    clock.now = RENEW_AFTER_MS
    keeper.want({ subject: free, basis: 'b' })
    expect(questions).toHaveLength(2)
    // What is drawn stays until there is something newer.
    expect(told.at(-1)?.answer).toEqual(answer(2))
    await questions[1]?.answer(answer(3))
    clock.now = 10 * RENEW_AFTER_MS
    keeper.want({ subject: free, basis: 'b' })
    expect(questions).toHaveLength(2)
  })

  it('[R-25] never show one subject’s streets as another’s', async () => {
    const { keeper, questions, told } = aKeeper()
    keeper.want({ subject: free, basis: 'a' })
    keeper.want({ subject: ticket, basis: 'a' })
    expect(told.at(-1)).toEqual({ subject: ticket, state: 'computing', answer: null })
    await questions[0]?.answer(answer(2))
    expect(told.at(-1)).toEqual({ subject: ticket, state: 'computing', answer: null })
    // One question at a time: that of the ticket went when the other was answered.
    expect(questions.map(({ subject }) => subject)).toEqual([free, ticket])
    keeper.stop()
    await questions[1]?.answer(answer(1))
    expect(told.at(-1)).toBeNull()
  })

  it('[R-25] are tried again after a failure or a problem, and say which', async () => {
    const { keeper, questions, told, clock } = aKeeper()
    keeper.want({ subject: free, basis: 'a' })
    await questions[0]?.answer(null)
    expect(told.at(-1)).toEqual({ subject: free, state: 'failed', answer: null })
    keeper.want({ subject: free, basis: 'a' })
    expect(questions).toHaveLength(1)
    clock.now += RENEW_AFTER_MS
    keeper.want({ subject: free, basis: 'a' })
    await questions[1]?.answer(answer(0, 'no_streets'))
    expect(told.at(-1)?.answer?.problem).toBe('no_streets')
    clock.now += RENEW_AFTER_MS
    keeper.want({ subject: free, basis: 'a' })
    expect(questions).toHaveLength(3)
  })

  it('[R-25] are of the crew looked at, else of the chosen ticket, else of the free crews, as they move', () => {
    const board = aBoard(
      [aTicket(1)],
      [aCrew(1), aCrew(2)],
      [anAssignment(2, 'en_route', { ticketId: ticketId(1) })],
    )
    const state = { ...screen.getState(), board }
    const moveTo = (lat: number, crew = 1) => positions.take(aFrame(NOW, { crew, lat }))
    moveTo(43.6)
    const wanted = () => reachWanted(state, NOW)
    const before = wanted()
    expect(before.subject).toEqual(free)
    moveTo(43.600_01)
    expect(wanted()).toEqual(before)
    moveTo(43.61)
    expect(wanted().basis).not.toBe(before.basis)
    const still = wanted().basis
    // Crew 2 is not free.
    moveTo(43.7, 2)
    expect(wanted().basis).toBe(still)
    const closed = { ...board, closures: new Map([[closureId(1), {} as never]]) }
    expect(reachWanted({ ...state, board: closed }, NOW).basis).not.toBe(still)
    expect(reachWanted({ ...state, selected: ticketId(1) }, NOW).subject).toEqual(ticket)
    const looked = { ...state, selected: ticketId(1), lookedAt: crewId(2) }
    expect(reachWanted(looked, NOW).subject).toEqual({ crew: crewId(2) })
  })
})
