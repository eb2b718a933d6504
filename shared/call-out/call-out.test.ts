import { describe, expect, it } from 'vitest'
import { type Board, evolve } from '../board.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import type { Actor } from '../event.ts'
import { type Instant, instant, MINUTE, SECOND } from '../instant.ts'
import type { Turn } from '../on-call/turn.ts'
import {
  aBoard,
  aCallOut,
  aPerson,
  aTicket,
  aTurn,
  callOutId,
  DISPATCHER,
  NOISE,
  NOW,
  personId,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { dueAt, passesOnAt } from './call-out.ts'
import { callOutPlanSchema, callOutRulesSchema, planOf, withoutCalls } from './plan.ts'

const SYSTEM: Actor = { id: 'call-out', role: 'system', label: 'Astreinte', crewId: null }
const on = { callOutId: callOutId(1), ticketId: ticketId(1) }
const plan = callOutPlanSchema.parse({})
const at = (seconds: number): Instant => instant(NOW + seconds * SECOND)
const manager = aTurn(3, { domain: 'managers' })
const chain: Turn[] = [aTurn(1), aTurn(2, { order: 2 }), manager]
const people = [1, 2, 3, 4].map((number) => aPerson(number))

/** A ticket whose people are called, at every moment of it. */
class Course {
  board: Board
  now = 0
  readonly log: string[] = []

  constructor(turns: readonly Turn[] = chain) {
    this.board = aBoard([aTicket(1)], [], [], [], [], turns, people)
  }

  say(command: object, actor: Actor = SYSTEM): string {
    const parsed = commandSchema.parse(command)
    const context = {
      now: at(this.now),
      actor,
      serviceOf: published(NOISE).serviceOf,
      agencyOf: published().agencyOf,
      nextTicketNumber: 1,
    }
    const decision = decide(this.board, parsed, context)
    if (isRefusal(decision)) return decision.code
    const events = decision.map((event) => ({ ...stored(1, event, at(this.now)), actor }))
    this.board = evolve(this.board, events)
    this.log.push(...decision.map(({ type }) => type))
    return 'accepted'
  }

  start(given: object = {}): this {
    this.say({ type: 'start_call_out', ...on, domain: 'roads', plan, ...given })
    return this
  }

  get callOut() {
    const callOut = this.board.callOuts.get(ticketId(1))
    if (callOut === undefined) throw new Error('There is no call-out.')
    return callOut
  }

  /** Lets the next due step come. */
  step(): void {
    const due = dueAt(this.callOut)
    if (due === null) throw new Error('Nothing is due.')
    this.now = (due - NOW) / SECOND
    this.say({ type: 'advance_call_out', ...on, step: this.callOut.step })
  }

  get called(): number[] {
    return this.callOut.calls.map((call) => Number(call.personId.slice(-2)))
  }
}
const of = (number: number) => ({ ...on, calleeId: personId(number) })
const by = DISPATCHER

describe('[CO-2] a call-out', () => {
  it('calls the first on the rota at once, again by its plan, then the next, then the manager, then alarms the PC Radio', () => {
    const course = new Course().start()
    expect(course.log).toEqual(['call_out_started', 'on_call_called'])
    const instants: number[] = []
    while (course.callOut.status === 'calling') {
      course.step()
      instants.push(course.now)
    }
    expect(instants).toEqual([120, 240, 300, 420, 540, 600, 720, 840, 900])
    expect(course.called).toEqual([1, 2, 3])
    expect(course.callOut.calls.map(({ domain, attempts, state }) => [domain, attempts, state])).toEqual([
      ['roads', 3, 'unanswered'],
      ['roads', 3, 'unanswered'],
      ['managers', 3, 'unanswered'],
    ])
    expect([course.callOut.status, course.callOut.alarm?.reason]).toEqual(['alarmed', 'nobody_left'])
    expect(dueAt(course.callOut)).toBeNull()
  })

  it('says when the next is called', () => {
    const course = new Course().start()
    course.step()
    expect(passesOnAt(course.callOut)).toBe(at(300))
    course.say({ type: 'accept_call', ...of(1), minutes: 20 })
    expect(passesOnAt(course.callOut)).toBeNull()
  })

  it('[CO-3] that falls in a hole of the rota calls the manager, and says so; without one it alarms at once', () => {
    const hole = new Course([manager]).start()
    expect([hole.called, hole.callOut.calls[0]?.domain]).toEqual([[3], 'managers'])
    const nobody = new Course([]).start()
    expect(nobody.log).toEqual(['call_out_started', 'call_out_alarmed'])
    const later = new Course([aTurn(1, { from: at(60), until: at(7_200) })]).start()
    expect(later.callOut.status).toBe('alarmed')
    later.now = 61
    expect(later.say({ type: 'call_next', ...on, calleeId: null }, by)).toBe('accepted')
    expect(later.called).toEqual([1])
  })

  it('[CO-3] takes a swap, and whoever is on call at the moment of the step', () => {
    const swap = {
      ...aTurn(2).swaps,
      id: aTurn(9).id as never,
      personId: personId(4),
      from: NOW,
      until: at(600),
    }
    expect(new Course([aTurn(1, { swaps: [swap] })]).start().called).toEqual([4])
    const changing = new Course([
      aTurn(1, { until: at(200) }),
      aTurn(2, { from: at(200), until: at(9_000) }),
    ]).start()
    for (let steps = 0; steps < 3; steps += 1) changing.step()
    expect(changing.called).toEqual([1, 2])
  })

  it('[CO-4] is accepted with an estimate by whoever is called, though it rings elsewhere by now', () => {
    const course = new Course().start()
    course.step()
    course.step()
    course.step()
    expect(course.called).toEqual([1, 2])
    expect(course.say({ type: 'accept_call', ...of(3), minutes: 5 })).toBe('not_called')
    expect(course.say({ type: 'accept_call', ...of(1), minutes: 20 })).toBe('accepted')
    expect(course.log.slice(-2)).toEqual(['on_call_passed_over', 'on_call_accepted'])
    expect(course.callOut.expectedAt).toBe(at(300 + 20 * 60))
    expect(course.say({ type: 'accept_call', ...of(2), minutes: 5 })).toBe('call_step_refused')
    expect(course.say({ type: 'accept_call', ...of(1), minutes: 5 })).toBe('call_step_refused')
  })

  it('[CO-4] goes to the next at once when it is declined, with the reason, also after it was accepted', () => {
    const course = new Course().start()
    course.now = 5
    expect(course.say({ type: 'decline_call', ...of(1), reason: 'malade' })).toBe('accepted')
    expect(course.called).toEqual([1, 2])
    expect(course.callOut.calls[0]).toMatchObject({ state: 'declined', reason: 'malade' })
    course.say({ type: 'accept_call', ...of(2), minutes: 10 })
    course.say({ type: 'decline_call', ...of(2), reason: 'panne' })
    expect([course.called, course.callOut.status, course.callOut.expectedAt]).toEqual([
      [1, 2, 3],
      'calling',
      null,
    ])
    course.say({ type: 'decline_call', ...of(3), reason: 'non' })
    expect(course.callOut.status).toBe('alarmed')
    expect(course.say({ type: 'accept_call', ...of(3), minutes: 10 })).toBe('not_called')
  })

  it('[CO-5] stops the clock of the ticket when whoever accepted is there and has made it safe, and no sooner', () => {
    const course = new Course().start()
    course.say({ type: 'accept_call', ...of(1), minutes: 10 })
    expect(course.say({ type: 'secure_on_call', ...of(1) })).toBe('call_step_refused')
    expect(course.say({ type: 'arrive_on_call', ...of(2) })).toBe('not_called')
    course.now = 500
    course.say({ type: 'arrive_on_call', ...of(1) })
    course.now = 900
    course.say({ type: 'secure_on_call', ...of(1) })
    expect(course.board.tickets.get(ticketId(1))).toMatchObject({ onSceneAt: at(500), securedAt: at(900) })
    expect(course.callOut.status).toBe('secured')
    expect(course.say({ type: 'arrive_on_call', ...of(1) })).toBe('call_step_refused')
  })

  it('[CO-5] alarms the PC Radio for someone who accepted and is not there in time, once', () => {
    const course = new Course().start()
    course.say({ type: 'accept_call', ...of(1), minutes: 10 })
    course.step()
    expect(course.now).toBe(10 * 60 + 15 * 60)
    expect(course.callOut).toMatchObject({ status: 'accepted', alarm: { reason: 'late' } })
    expect(dueAt(course.callOut)).toBeNull()
    course.say({ type: 'take_call_out_alarm', ...on }, by)
    expect(course.callOut.alarm).toMatchObject({ takenBy: 'Poste 1', takenAt: at(course.now) })
    expect(course.say({ type: 'take_call_out_alarm', ...on }, by)).toBe('nothing_changes')
    course.say({ type: 'arrive_on_call', ...of(1) })
    expect(course.callOut.alarm).toBeNull()
  })

  it('[CO-6] a step that came late or twice does nothing', () => {
    const course = new Course().start()
    const { step } = course.callOut
    course.step()
    expect(course.say({ type: 'advance_call_out', ...on, step })).toBe('call_moved_on')
    course.say({ type: 'accept_call', ...of(1), minutes: 10 })
    expect(course.say({ type: 'advance_call_out', ...on, step: step + 1 })).toBe('call_moved_on')
  })

  it('[CO-7] goes on by hand: the next is called once, though two posts press, and anyone may be chosen', () => {
    const course = new Course().start()
    expect(course.say({ type: 'call_next', ...of(1) }, by)).toBe('accepted')
    expect(course.say({ type: 'call_next', ...of(1) }, by)).toBe('call_moved_on')
    expect(course.called).toEqual([1, 2])
    expect(course.say({ type: 'call_person', ...of(9) }, by)).toBe('unknown_person')
    expect(course.say({ type: 'call_person', ...of(2) }, by)).toBe('nothing_changes')
    expect(course.say({ type: 'call_person', ...of(4) }, by)).toBe('accepted')
    expect(course.callOut.calls.at(-1)).toMatchObject({ domain: 'roads', order: null, state: 'calling' })
    course.say({ type: 'accept_call', ...of(4), minutes: 10 }, by)
    expect(course.say({ type: 'call_next', ...of(4) }, by)).toBe('accepted')
    expect(course.callOut.calls.map(({ state }) => state)).toEqual([
      'passed_over',
      'passed_over',
      'released',
      'calling',
    ])
    expect(course.say({ type: 'stop_call_out', ...on, reason: 'plus rien' }, by)).toBe('accepted')
    expect(dueAt(course.callOut)).toBeNull()
  })

  it.each([
    ['closed', { type: 'close_ticket', ticketId: ticketId(1), outcome: 'done' }],
    ['cancelled', { type: 'cancel_ticket', ticketId: ticketId(1), reason: 'x' }],
    ['transferred', { type: 'transfer_ticket', ticketId: ticketId(1), agency: 'roads', reason: 'x' }],
  ])('[CO-8] ends with its ticket when that is %s', (_status, command) => {
    const course = new Course().start()
    course.say(command, by)
    expect(course.callOut).toMatchObject({ status: 'stopped', calls: [{ state: 'passed_over' }] })
    expect(course.say({ type: 'accept_call', ...of(1), minutes: 10 })).toBe('ticket_not_open')
    expect(course.say({ type: 'advance_call_out', ...on, step: course.callOut.step })).toBe('ticket_not_open')
  })

  it('[CO-8] ends where its ticket is joined to another, which is refused while someone is on the way to it', () => {
    const join = { type: 'join_ticket', ticketId: ticketId(1), intoTicketId: ticketId(2), score: null }
    const course = new Course().start()
    course.board = { ...course.board, tickets: new Map([...course.board.tickets, [ticketId(2), aTicket(2)]]) }
    const coming = new Course().start()
    coming.board = course.board
    coming.say({ type: 'accept_call', ...of(1), minutes: 10 })
    expect(coming.say(join, by)).toBe('call_out_under_way')
    expect(course.say(join, by)).toBe('accepted')
    expect(course.callOut.status).toBe('stopped')
  })

  it('[CO-8] is one at a time for a ticket; another may follow one that is over', () => {
    const course = new Course().start()
    const start = { type: 'start_call_out', ticketId: ticketId(1), domain: 'roads', plan }
    expect(course.say({ ...start, callOutId: callOutId(1) })).toBe('already_exists')
    expect(course.say({ ...start, callOutId: callOutId(2) })).toBe('call_out_under_way')
    course.say({ type: 'stop_call_out', ...on, reason: 'x' }, by)
    expect(course.say({ ...start, callOutId: callOutId(2) })).toBe('accepted')
    expect(course.say({ type: 'accept_call', ...of(1), minutes: 10 })).toBe('unknown_call_out')
  })

  it('[CO-9] alarms the PC Radio at once where nobody can be called from here, and waits for whom it calls by hand', () => {
    const mute = planOf(withoutCalls(callOutRulesSchema.parse({})))
    const course = new Course().start({ plan: mute })
    expect([course.callOut.status, course.callOut.alarm?.reason]).toEqual(['alarmed', 'no_gateway'])
    course.say({ type: 'call_person', ...of(1) }, by)
    course.step()
    expect([course.now, course.callOut.status]).toEqual([300, 'alarmed'])
    expect(planOf(callOutRulesSchema.parse({}))).toEqual(plan)
  })

  it('[CO-9] tells what the gateway could not deliver, and goes on by its plan', () => {
    const course = new Course().start()
    expect(course.say({ type: 'report_call_failure', ...of(1), channel: 'sms' })).toBe('accepted')
    expect(course.log.at(-1)).toBe('call_not_delivered')
    const chief = { id: 's', role: 'supervisor', label: 'Chef de salle', crewId: null } as const
    expect(course.say({ type: 'abandon_call', ...of(1), channel: 'sms' }, chief)).toBe('accepted')
    expect(course.log.at(-1)).toBe('call_abandoned')
    expect(course.say({ type: 'abandon_call', ...of(9), channel: 'sms' }, chief)).toBe('not_called')
    expect(dueAt(course.callOut)).toBe(at(120))
  })

  it.each([
    [
      'attempts that go back',
      {
        attempts: [
          { afterSeconds: 0, channels: ['sms'] },
          { afterSeconds: 0, channels: ['sms'] },
        ],
      },
    ],
    ['a first attempt that waits', { attempts: [{ afterSeconds: 5, channels: ['sms'] }] }],
    ['a next person before the last attempt', { answerSeconds: 200 }],
    ['an attempt by nothing', { attempts: [{ afterSeconds: 0, channels: [] }] }],
  ])('[CO-10] a plan with %s is refused', (_what, given) => {
    expect(callOutPlanSchema.safeParse(given).success).toBe(false)
    expect(callOutRulesSchema.safeParse(given).success).toBe(false)
    expect(aCallOut(1).plan).toEqual(plan)
  })

  it('[CO-5] keeps what a crew made safe', () => {
    const course = new Course().start()
    const secured = stored(9, {
      type: 'spot_secured',
      ticketId: ticketId(1),
      crewId: 'x' as never,
      assignmentId: 'x' as never,
    })
    course.board = evolve(course.board, [secured])
    expect(course.callOut.status).toBe('stopped')
    expect(at(0) + MINUTE).toBe(at(60))
  })
})
