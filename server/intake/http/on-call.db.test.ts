import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { HOUR, type Instant, instant } from '../../../shared/instant.ts'
import { onCallPeopleSchema } from '../../../shared/protocol/on-call.ts'
import { DISPATCHER, NOW, personId, published, swapId, turnId } from '../../../shared/test-board.ts'
import { LiveBoard } from '../../broadcast/live-board.ts'
import { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../../command/handle.ts'
import { WriterConnection } from '../../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { readBoard } from '../../read/board.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { openSession, sessionCookie } from '../../session/session.ts'
import { failures } from './errors.ts'
import { onCallRouter } from './on-call.ts'

const CHIEF: Actor = { ...DISPATCHER, id: 'chief', role: 'supervisor', label: 'Chef' }
const ROLES = ['dispatcher', 'crew', 'operator', 'supervisor', 'administrator'] as const
const at = (hours: number) => instant(NOW + hours * HOUR)

let database: TestDatabase
let connection: WriterConnection
let handler: GroupCommit
let live: LiveBoard
let server: Server
let clock: Instant = NOW
const cookies: Record<string, string> = {}
const faults: unknown[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  for (const role of ROLES) {
    await createAccount(database.pool, { userName: role, role, post: role, password: 'a long password' })
    const { id = '' } = (await findAccount(database.pool, role)) ?? {}
    cookies[role] = sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
  }
  connection = new WriterConnection(database.url)
  live = new LiveBoard(await readBoard(database.pool))
  handler = new GroupCommit({
    connection,
    catalogues: new KeptCatalogues(published()),
    now: () => clock,
    onFault: (error) => faults.push(error),
    onCommitted: (events) => live.fold(events),
  })
  await Promise.all([
    register(1, 'Nadia Verbrugge', '06 39 98 11 37'),
    register(2, 'Lucien Castagnet', '06 39 98 12 74'),
    register(3, 'Amina Courtade', '06 39 98 18 96'),
  ])
  await say({
    type: 'plan_turns',
    turns: [
      { turnId: turnId(1), domain: 'roads', order: 1, personId: personId(1), from: at(0), until: at(168) },
      { turnId: turnId(2), domain: 'roads', order: 1, personId: personId(3), from: at(168), until: at(336) },
    ],
  })
  await say({
    type: 'hand_over_turn',
    turnId: turnId(1),
    swapId: swapId(1),
    personId: personId(2),
    from: at(20),
    until: at(30),
  })
  const web = express()
  web.use('/api', onCallRouter({ database: database.pool, live, now: () => clock }))
  web.use(failures((error) => faults.push(error)))
  server = createServer(web)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((settle) => server.close(settle))
  await connection.close()
  await database.drop()
})

async function answer(command: object) {
  const sent = sentCommandSchema.parse({ id: randomUUID(), command })
  return handler.submit(sent, CHIEF)
}
async function say(command: object): Promise<void> {
  expect(await answer(command)).toMatchObject({ status: 'accepted' })
}
const register = (number: number, name: string, phone: string) =>
  say({ type: 'register_on_call_person', personId: personId(number), name, phone })

function get(role: string, path = 'people'): Promise<Response> {
  const { port } = server.address() as AddressInfo
  return fetch(`http://127.0.0.1:${port}/api/on-call/${path}`, { headers: { cookie: cookies[role] ?? '' } })
}
async function namesFor(role: string): Promise<string[]> {
  const response = await get(role)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
  return onCallPeopleSchema.parse(await response.json()).people.map(({ name }) => name)
}

describe('people who are on call', () => {
  it('[OC-13] are told to supervisors and administrators; dispatchers are told who is on call at that moment', async () => {
    const everyone = ['Amina Courtade', 'Lucien Castagnet', 'Nadia Verbrugge']
    expect(await namesFor('supervisor')).toEqual(everyone)
    expect(await namesFor('administrator')).toEqual(everyone)
    expect(await namesFor('dispatcher')).toEqual(['Nadia Verbrugge'])
    clock = at(25)
    expect(await namesFor('dispatcher')).toEqual(['Lucien Castagnet'])
    clock = at(400)
    expect(await namesFor('dispatcher')).toEqual([])
    clock = NOW
    expect((await get('operator')).status).toBe(403)
    expect((await get('crew')).status).toBe(403)
    expect((await get('nobody')).status).toBe(401)
  })

  it('[OC-13] keeps who looked, once for a quarter of an hour, apart from the log', async () => {
    const looks = async () => {
      const { rows } = await database.pool.query<{ who: string }>(
        `select user_name as who from access_log join account on account.id = account_id
         where action = 'on_call' order by who`,
      )
      return rows.map(({ who }) => who)
    }
    expect(await looks()).toEqual(['administrator', 'dispatcher', 'supervisor'])
    await database.pool.query("update access_log set at = at - interval '16 minutes'")
    await namesFor('dispatcher')
    await namesFor('dispatcher')
    expect(await looks()).toEqual(['administrator', 'dispatcher', 'dispatcher', 'supervisor'])
  })

  it('[OC-13] have neither name nor telephone in the log, nor in the answers that are kept', async () => {
    const { rows } = await database.pool.query<{ kept: string }>(
      `select event::text || actor::text as kept from event union all select answer::text from command`,
    )
    expect(rows.length).toBeGreaterThan(8)
    expect(rows.map(({ kept }) => kept).join()).not.toMatch(/Nadia|Verbrugge|Lucien|39 98/)
  })

  it('[OC-23] of which holes that are not over a manager was told is said to those who reach people on call', async () => {
    const insert = (id: number, from: number, until: number | null, toldAt: number | null) =>
      database.pool.query(
        `insert into hole_notice (id, domain, hole_from, hole_until, hours_ahead, found_at, person_id, told_at)
         values ($1, 'roads', instant_of($2), instant_of($3), 24, instant_of($2), $4, instant_of($5))`,
        [turnId(90 + id), from, until, personId(1), toldAt],
      )
    await insert(1, at(40), at(60), at(30))
    await insert(2, at(70), null, at(31))
    await insert(3, at(10), at(20), at(5))
    await insert(4, at(80), at(90), null)
    const before = clock
    clock = at(35)
    const told = { domain: 'roads', personId: personId(1) }
    const notices = [
      { ...told, from: at(70), until: null, toldAt: at(31) },
      { ...told, from: at(40), until: at(60), toldAt: at(30) },
    ]
    for (const role of ['dispatcher', 'supervisor', 'administrator'])
      expect(await (await get(role, 'hole-notices')).json()).toEqual({ notices })
    for (const role of ['crew', 'operator']) expect((await get(role, 'hole-notices')).status).toBe(403)
    clock = before
  })

  it('[OC-19] take their turns with them as a calendar, of a domain or of a person', async () => {
    const file = await get('supervisor', 'calendar.ics?domain=roads')
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(file.headers.get('content-disposition')).toBe('attachment; filename=vigie-roads.ics')
    expect(file.headers.get('cache-control')).toBe('no-store')
    expect((await file.text()).match(/^SUMMARY:.*/gm)).toEqual([
      'SUMMARY:Astreinte voirie 1\\, Nadia Verbrugge',
      'SUMMARY:Astreinte voirie 1\\, Lucien Castagnet',
      'SUMMARY:Astreinte voirie 1\\, Nadia Verbrugge',
      'SUMMARY:Astreinte voirie 1\\, Amina Courtade',
    ])
    const own = await (await get('administrator', `calendar.ics?person=${personId(2)}&locale=en`)).text()
    expect(own.match(/^SUMMARY:.*/gm)).toEqual(['SUMMARY:On call roads 1'])
    const statuses = async (role: string, query: string) => (await get(role, `calendar.ics?${query}`)).status
    for (const query of ['', `domain=roads&person=${personId(2)}`, 'domain=moon', 'domain=roads&from=1'])
      expect(await statuses('supervisor', query)).toBe(400)
    for (const role of ['dispatcher', 'operator', 'crew'])
      expect(await statuses(role, 'domain=roads')).toBe(403)
  })

  it('[OC-12] are changed under their id, refused while on the rota, and erased when they leave', async () => {
    await Promise.all([register(1, 'Nadia V.', '06 39 98 11 37'), register(1, 'Nadia Vb.', '06 39 98 11 38')])
    expect(await namesFor('supervisor')).toEqual(['Amina Courtade', 'Lucien Castagnet', 'Nadia Vb.'])
    const retire = { type: 'retire_on_call_person', personId: personId(2) }
    expect(await answer(retire)).toMatchObject({ refusal: { code: 'person_on_rota' } })
    clock = at(31)
    await Promise.all([register(2, 'Lucien C.', '06 39 98 12 74'), say(retire)])
    clock = NOW
    expect(await namesFor('supervisor')).toEqual(['Amina Courtade', 'Nadia Vb.'])
    const { rows } = await database.pool.query('select name, phone from on_call_person where id = $1', [
      personId(2),
    ])
    expect(rows).toEqual([{ name: null, phone: null }])
  })

  it('[OC-11] keep their turns in the database as they are on the board', async () => {
    await say({ type: 'remove_turns', turnIds: [turnId(2)] })
    const { board } = await readBoard(database.pool)
    expect(board.turns).toEqual(live.board.turns)
    expect(board.people).toEqual(live.board.people)
    expect([...board.turns.values()].map(({ id, swaps }) => [id, swaps.length])).toEqual([[turnId(1), 1]])
    expect(faults).toEqual([])
  })
})
