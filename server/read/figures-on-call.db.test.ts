import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Call, type CallOut, callOutSchema } from '../../shared/call-out/call-out.ts'
import { callOutRulesSchema, planOf } from '../../shared/call-out/plan.ts'
import { type Instant, instant, MINUTE } from '../../shared/instant.ts'
import { HOLE, personId } from '../../shared/test-board.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { publishFirst } from '../projection/catalogue.ts'
import { readFigures } from './figures.ts'

const MIDNIGHT = Date.parse('2026-11-25T23:00:00Z')
const at = (minutes: number): Instant => instant(MIDNIGHT + minutes * MINUTE)
const DAY = { from: '2026-11-26', to: '2026-11-26' }

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await publishFirst(database.pool, { families: [], agencies: [], services: [HOLE] })
})
afterAll(() => database.drop())

async function aTicketTaken(
  minutes: number,
  more: { status?: string; transfer?: object; acknowledgedAt?: Instant } = {},
): Promise<string> {
  const id = randomUUID()
  const { status = 'open', transfer = null, acknowledgedAt = null } = more
  await database.pool.query(
    `insert into ticket (id, number, service_code, priority, status, status_at, channel, reports, received_at,
       deadline_kind, deadline_started_at, deadline_due_at, transfer, acknowledged_at)
     select $1, 1 + (select count(*) from ticket), $2, 2, $3, at, 'phone', 1, at, 'secured', at, at, $5, instant_of($6)
     from instant_of($4) as at`,
    [id, HOLE.code, status, at(minutes), transfer, acknowledgedAt],
  )
  return id
}

type Said = [state: Call['state'], minutes: number]

async function aCallOut(
  minutes: number,
  status: CallOut['status'],
  alarmed: boolean,
  ...said: Said[]
): Promise<void> {
  const accepted = said.find(([state]) => state === 'accepted')
  const ticketId = await aTicketTaken(minutes, accepted ? { acknowledgedAt: at(accepted[1]) } : {})
  const calls = said.map(([state, stateAt], index) => ({
    personId: personId(index + 1),
    domain: 'roads',
    order: index + 1,
    startedAt: at(minutes),
    attempts: 1,
    state,
    stateAt: at(stateAt),
    reason: null,
  }))
  const callOut = callOutSchema.parse({
    id: randomUUID(),
    ticketId,
    domain: 'roads',
    plan: planOf(callOutRulesSchema.parse({})),
    status,
    startedAt: at(minutes),
    statusAt: at(minutes),
    calls,
    expectedAt: null,
    alarm: alarmed ? { reason: 'nobody_left', at: at(minutes), takenAt: null, takenBy: null } : null,
    step: 1,
  })
  await database.pool.query('insert into call_out values ($1, $2, instant_of($3), $4, $5)', [
    callOut.id,
    ticketId,
    at(minutes),
    status,
    callOut,
  ])
}

describe('the figures of a night', () => {
  it('[FD-5] [FD-13] count whom people at home answered, and what is in a service’s hands', async () => {
    await aCallOut(-5, 'secured', false, ['accepted', -4])
    await aCallOut(60, 'secured', false, ['unanswered', 64], ['declined', 65], ['accepted', 66])
    await aCallOut(120, 'on_scene', false, ['accepted', 122])
    await aCallOut(180, 'alarmed', true, ['unanswered', 184], ['unanswered', 188])
    await aCallOut(230, 'calling', false, ['calling', 230])
    const inHands = (acceptedAt: Instant | null) => ({
      agency: 'roads',
      at: at(200),
      outside: false,
      acceptedAt,
    })
    await aTicketTaken(200, { status: 'transferred', transfer: inHands(at(203)), acknowledgedAt: at(203) })
    await aTicketTaken(210, { status: 'transferred', transfer: inHands(null) })
    await aTicketTaken(220, { status: 'transferred', transfer: { ...inHands(null), outside: true } })

    const figures = await readFigures(DAY, {
      database: database.pool,
      timeZone: 'Europe/Paris',
      districts: () => [],
      now: () => at(240),
    })
    expect(figures.onCall).toEqual({
      callOuts: 4,
      accepted: 2,
      alarmed: 1,
      people: 7,
      declined: 1,
      unanswered: 3,
      p50: { seconds: 6 * 60, atLeast: false },
      p90: { seconds: 60 * 60, atLeast: true },
    })
    expect(figures.open).toBe(6)
    expect(figures.promises.acknowledged).toMatchObject({ reached: 3, waiting: 3, ended: 1 })
  })

  it('[FD-14] go by the instant that the ticket’s own clock goes by, whoever said it and whatever became of them', async () => {
    const day = { from: '2026-11-28', to: '2026-11-28' }
    const noon = 2 * 1_440 + 720
    // Given back since, declined since: what is in the hands of others tells nothing of it any more.
    await aTicketTaken(noon, { acknowledgedAt: at(noon + 4) })
    await aTicketTaken(noon, {
      status: 'transferred',
      acknowledgedAt: at(noon + 6),
      transfer: { agency: 'roads', at: at(noon + 7), outside: true, acceptedAt: at(noon + 9) },
    })
    const { promises } = await readFigures(day, {
      database: database.pool,
      timeZone: 'Europe/Paris',
      districts: () => [],
      now: () => at(noon + 30),
    })
    expect(promises.acknowledged).toMatchObject({
      reached: 2,
      p50: { seconds: 240, atLeast: false },
      p90: { seconds: 360, atLeast: false },
    })
  })
})
