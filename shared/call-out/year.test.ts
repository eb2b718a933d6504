import { describe, expect, it } from 'vitest'
import { type Board, evolve } from '../board.ts'
import type { Command } from '../command.ts'
import { deadlineFor } from '../deadline.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import type { Actor, Event } from '../event.ts'
import type { CallOutId, PersonId, TicketId } from '../id.ts'
import { DAY, HOUR, type Instant, instant, MINUTE, SECOND } from '../instant.ts'
import { onCallAt } from '../on-call/rota.ts'
import { common } from '../on-call/span.ts'
import type { Turn } from '../on-call/turn.ts'
import { onCallWeeks } from '../on-call/week.ts'
import { onCallRulesSchema } from '../protocol/on-call.ts'
import {
  aBoard,
  aPerson,
  aTicket,
  aTurn,
  callOutId,
  HOLE,
  personId,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { type CallOut, dueAt, ringing } from './call-out.ts'
import { callsOut } from './hazard.ts'

const ZONE = 'Europe/Paris'
const FROM = instant(Date.parse('2026-10-01T00:00+02:00'))
const CHANGES = ['2026-10-25T01:00Z', '2027-03-28T01:00Z'].map((text) => instant(Date.parse(text)))
const HOW_MANY = 10_000
const SYSTEM: Actor = { id: 'call-out', role: 'system', label: 'Astreinte', crewId: null }
const office = [{ from: '08:00', until: '17:30' }]
const rules = onCallRulesSchema.parse({
  changeOver: { day: 'friday', at: '12:00' },
  agencies: [
    {
      agency: 'roads',
      domain: 'roads',
      calendar: {
        hours: {
          monday: office,
          tuesday: office,
          wednesday: office,
          thursday: office,
          friday: office,
          saturday: [],
          sunday: [],
        },
        holidays: 'france',
        exceptions: [],
      },
    },
  ],
})
const { attempts, answerSeconds, lateSeconds } = rules.callOut
const plan = { attempts, answerSeconds, lateSeconds }

const people = Array.from({ length: 20 }, (_one, index) => aPerson(index + 1))
const { serviceOf } = published(HOLE)

/** As `expect` says it, at the pace of a million times. */
function must(holds: boolean, what: string): void {
  if (!holds) expect.fail(what)
}

/** Numbers in [0, 1), the same every time (mulberry32). */
function randomly(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A year's rota: two people for the roads and a manager, now and then nobody, the change-over within each Friday. */
function yearsRota(random: () => number): Turn[] {
  let number = 0
  return onCallWeeks(FROM, 54, rules.changeOver, ZONE).flatMap((week) =>
    (['roads', 'roads', 'managers'] as const).flatMap((domain, index) => {
      number += 1
      const missing = random() < 0.3
      const short = random() < 0.1 ? instant(week.until - 9 * HOUR) : week.until
      const who = { personId: people[(number * 7) % 20]?.id ?? personId(1), order: index === 1 ? 2 : 1 }
      return missing ? [] : [aTurn(number, { domain, ...who, from: week.from, until: short })]
    }),
  )
}

/** One call-out from its hazard on, at the pace of a clock that is passed in; what was done to it, and when. */
class Night {
  board: Board
  readonly rota: readonly Turn[]
  readonly on: { callOutId: CallOutId; ticketId: TicketId }
  readonly events: { event: Event; at: Instant }[] = []

  constructor(number: number, startedAt: Instant, whole: readonly Turn[]) {
    this.on = { callOutId: callOutId(number), ticketId: ticketId(number) }
    this.rota = whole.filter((turn) => common(turn, { from: startedAt, until: instant(startedAt + DAY) }))
    const deadline = deadlineFor(HOLE, HOLE.priority, startedAt)
    const ticket = aTicket(number, { serviceCode: HOLE.code, deadline, receivedAt: startedAt })
    this.board = aBoard([ticket], [], [], [], [], this.rota, people)
  }

  say(command: Command, now: Instant): string {
    const context = { now, actor: SYSTEM, serviceOf, agencyOf: published().agencyOf, nextTicketNumber: 1 }
    const decision = decide(this.board, command, context)
    if (isRefusal(decision)) return decision.code
    this.board = evolve(
      this.board,
      decision.map((event) => ({ ...stored(1, event, now), actor: SYSTEM })),
    )
    this.events.push(...decision.map((event) => ({ event, at: now })))
    return 'accepted'
  }

  get callOut(): CallOut {
    const callOut = this.board.callOuts.get(this.on.ticketId)
    if (callOut === undefined) throw new Error('There is no call-out.')
    return callOut
  }
}

/** What a person does with a call, and when: most answer, some do not wake, some cannot, some answer late. */
interface Reply {
  calleeId: PersonId
  at: Instant
  minutes: number | null
}

function replyOf(calleeId: PersonId, calledAt: Instant, random: () => number): Reply | null {
  const mood = random()
  if (mood < 0.3) return null
  const at = instant(calledAt + Math.floor(random() * 700) * SECOND)
  return { calleeId, at, minutes: mood < 0.45 ? null : 5 + Math.floor(random() * 40) }
}

/** Runs a call-out to its end. Each due step is said twice, as a queue that delivers at least once does. */
function run(night: Night, startedAt: Instant, random: () => number): void {
  const { on } = night
  const accepts = (command: Command, at: Instant) => must(night.say(command, at) === 'accepted', command.type)
  accepts({ type: 'start_call_out', ...on, domain: 'roads', plan }, startedAt)
  let pending: Reply[] = []
  let asked = 0
  let acceptedAt: Instant | null = null
  for (let turns = 0; turns < 200; turns += 1) {
    const { callOut } = night
    for (const call of callOut.calls.slice(asked)) {
      const reply = replyOf(call.personId, call.startedAt, random)
      if (reply !== null) pending.push(reply)
    }
    asked = callOut.calls.length
    const due = dueAt(callOut)
    const reply = pending.toSorted((one, other) => one.at - other.at)[0]
    if (reply !== undefined && (due === null || reply.at < due)) {
      pending = pending.filter((one) => one !== reply)
      answer(night, reply)
    } else if (due !== null) {
      const step = { type: 'advance_call_out', ...on, step: callOut.step } as const
      accepts(step, due)
      must(night.say(step, due) !== 'accepted', 'a step that comes twice')
    } else return
    const taken = night.callOut
    if (taken.status === 'accepted' && taken.statusAt !== acceptedAt) {
      acceptedAt = taken.statusAt
      if (random() < 0.1) continue
      const { expectedAt } = taken
      const calleeId = taken.calls.findLast(({ state }) => state === 'accepted')?.personId
      if (expectedAt === null || calleeId === undefined) throw new Error('Nobody accepted.')
      accepts({ type: 'arrive_on_call', ...on, calleeId }, expectedAt)
      const secured = instant(expectedAt + 20 * MINUTE)
      accepts({ type: 'secure_on_call', ...on, calleeId }, secured)
    }
  }
  throw new Error('A call-out has no end.')
}

function answer(night: Night, { calleeId, at, minutes }: Reply): void {
  const { on } = night
  if (minutes === null) night.say({ type: 'decline_call', ...on, calleeId, reason: 'empêché' }, at)
  else night.say({ type: 'accept_call', ...on, calleeId, minutes }, at)
}

describe('a year of call-outs', () => {
  it('[CO-12] reaches or raises each of ten thousand, in time, nobody twice, over both changes of hour', () => {
    const random = randomly(7)
    const rota = yearsRota(random)
    const count = { reached: 0, raised: 0, holes: 0, late: 0, acrossChange: 0 }
    for (let number = 1; number <= HOW_MANY; number += 1) {
      const startedAt = hazardAt(number, random)
      const night = new Night(number, startedAt, rota)
      run(night, startedAt, random)
      checkNight(night, count)
    }
    expect(count.reached + count.raised).toBe(HOW_MANY)
    expect(count.reached).toBeGreaterThan(HOW_MANY / 2)
    expect(Math.min(count.raised, count.holes, count.late)).toBeGreaterThan(100)
    expect(count.acrossChange).toBeGreaterThan(50)
  })
})

/** An instant of the year at which people are woken; every hundredth is within minutes of a change of hour. */
function hazardAt(number: number, random: () => number): Instant {
  const change = CHANGES[Math.floor(number / 100) % 2]
  if (number % 100 === 0 && change !== undefined) return instant(change - Math.floor(random() * 10) * MINUTE)
  for (;;) {
    const at = instant(FROM + Math.floor(random() * 364 * DAY))
    const deadline = deadlineFor(HOLE, HOLE.priority, at)
    const ticket = aTicket(1, { serviceCode: HOLE.code, deadline })
    if (callsOut(ticket, HOLE, rules, at, ZONE) === 'roads') return at
  }
}

interface Count {
  reached: number
  raised: number
  holes: number
  late: number
  acrossChange: number
}

function checkNight({ events, callOut, rota }: Night, count: Count): void {
  const at = (type: Event['type']) => events.filter(({ event }) => event.type === type)
  const startedAt = events[0]?.at ?? FROM
  const called = at('on_call_called').map(({ event, at: when }) => {
    if (event.type !== 'on_call_called') throw new Error('It is not of that type.')
    return { ...event.callee, when }
  })
  // Nobody is called twice, and each as whom they were on call at that very moment.
  must(new Set(called.map(({ personId: id }) => id)).size === called.length, 'called twice')
  for (const { personId: id, domain, order, when } of called) {
    const onCall = onCallAt(rota, domain, when)
    must(
      onCall.some((one) => one.personId === id && one.order === order),
      'called without being on call',
    )
  }
  const accepted = at('on_call_accepted').length
  const alarmed = at('call_out_alarmed')
  const reached = callOut.status === 'secured' || callOut.status === 'accepted'
  // Reached, or raised; and raised only when there was nobody left, no later than everybody's time to answer.
  must(reached || callOut.status === 'alarmed', 'neither reached nor raised')
  must(ringing(callOut) === undefined, 'still ringing')
  must(at('on_call_secured').length <= 1, 'made safe twice')
  must(accepted > 0 || alarmed.length > 0, 'nobody was told')
  const settled = events.find(
    ({ event }) => event.type === 'on_call_accepted' || event.type === 'call_out_alarmed',
  )
  const longest = called.length * plan.answerSeconds * SECOND
  must((settled?.at ?? Number.POSITIVE_INFINITY) - startedAt <= longest, 'settled too late')
  must(
    callOut.status !== 'accepted' || callOut.alarm?.reason === 'late',
    'never arrived, and nobody was told',
  )
  count.reached += reached ? 1 : 0
  count.raised += reached ? 0 : 1
  count.holes += onCallAt(rota, 'roads', startedAt).length === 0 ? 1 : 0
  count.late += callOut.alarm?.reason === 'late' ? 1 : 0
  const last = events.at(-1)?.at ?? startedAt
  count.acrossChange += CHANGES.some((change) => startedAt < change && last > change) ? 1 : 0
}
