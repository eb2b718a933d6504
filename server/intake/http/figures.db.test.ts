import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../../../shared/catalogue/service.ts'
import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { type Figures, figuresSchema } from '../../../shared/figures/figures.ts'
import { instant, MINUTE } from '../../../shared/instant.ts'
import { aCrew, crewId, DISPATCHER, HOLE, NOISE, published } from '../../../shared/test-board.ts'
import { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../../command/handle.ts'
import { WriterConnection } from '../../command/writer-connection.ts'
import { openPool } from '../../db/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { publishFirst } from '../../projection/catalogue.ts'
import { readFigures } from '../../read/figures.ts'
import { createAccount, findAccount } from '../../session/accounts.ts'
import { openSession, sessionCookie } from '../../session/session.ts'
import { aDispatch } from '../../test-dispatch.ts'
import { failures } from './errors.ts'
import { figuresRouter } from './figures.ts'

const ADMINISTRATOR: Actor = { ...DISPATCHER, role: 'administrator', label: 'Admin' }
const ROLES = ['dispatcher', 'crew', 'operator', 'supervisor', 'administrator'] as const
/** Made safe is promised, but not within the hour. */
const SLOW: Service = { ...HOLE, code: 'SLOW', deadlines: { acknowledged: 5, onScene: 40, secured: 240 } }
const SERVICES = [NOISE, HOLE, SLOW]
/** The night when clocks go back: the day has 25 hours. */
const DAY = '2026-10-25'
const MIDNIGHT = Date.parse('2026-10-24T22:00:00Z')
const timeZone = 'Europe/Paris'
/** So many minutes of that day have passed. */
const at = (minutes: number) => instant(MIDNIGHT + minutes * MINUTE)

let database: TestDatabase
let connection: WriterConnection
let handler: GroupCommit
let server: Server
let clock = at(0)
let head = 0
const cookies: Record<string, string> = {}
const faults: unknown[] = []
const names = new Map<string, string>()
const idOf = (name: string) => names.get(name) ?? names.set(name, randomUUID()).get(name) ?? ''

beforeAll(async () => {
  database = await createTestDatabase()
  await publishFirst(database.pool, { families: [], agencies: [], services: SERVICES })
  for (const role of ROLES) {
    await createAccount(database.pool, { userName: role, role, post: role, password: 'a long password' })
    const { id = '' } = (await findAccount(database.pool, role)) ?? {}
    cookies[role] = sessionCookie(await openSession(database.pool, id), false).split(';')[0] ?? ''
  }
  connection = new WriterConnection(database.url)
  handler = new GroupCommit({
    connection,
    catalogues: new KeptCatalogues(published(...SERVICES)),
    now: () => clock,
    onFault: (error) => faults.push(error),
    onCommitted: (events) => {
      head = events.at(-1)?.seq ?? head
    },
  })
  const districts = () => [
    { code: '1.1', short: 'Capitole' },
    { code: '1.2', short: '=Amidonniers; "bas"' },
  ]
  const web = express()
  web.use(
    '/api',
    figuresRouter({
      database: database.pool,
      timeZone,
      districts,
      now: () => clock,
      live: {
        get seq() {
          return head
        },
      },
    }),
  )
  web.use(failures((error) => faults.push(error)))
  server = createServer(web)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  await theDay()
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((settle) => server.close(settle))
  await handler.drain()
  await connection.close()
  await database.drop()
})

async function say(minutes: number, command: object): Promise<void> {
  clock = at(minutes)
  const sent = sentCommandSchema.parse({ id: randomUUID(), command })
  expect(await handler.submit(sent, ADMINISTRATOR)).toMatchObject({ status: 'accepted' })
}

const caller = {
  description: 'Mme Verbrugge',
  firstName: 'Nadia',
  lastName: null,
  phone: '06 39',
  email: null,
}

function taken(
  minutes: number,
  name: string,
  { code }: Service,
  channel = 'phone',
  district = '1.1' as string | null,
) {
  const place = { position: { lon: 1.44, lat: 43.6 }, address: null, district, channel }
  const report = { id: randomUUID(), ...caller }
  return say(minutes, { type: 'receive_ticket', ticketId: idOf(name), serviceCode: code, ...place, report })
}

type Step = [minutes: number, type: 'acknowledge' | 'arrive' | 'secure' | 'clear']

/** A crew is sent to a ticket, and says its words. */
async function worked(name: string, crew: number, sent: number, ...steps: Step[]): Promise<void> {
  const ids = { assignmentId: idOf(`to ${name}`), ticketId: idOf(name), crewId: crewId(crew) }
  await say(sent, aDispatch(ids))
  for (const step of steps) await said(name, ...step)
}
function said(name: string, ...[minutes, type]: Step): Promise<void> {
  const word = { type, assignmentId: idOf(`to ${name}`) }
  return say(minutes, type === 'clear' ? { ...word, outcome: 'done' } : word)
}

async function theDay(): Promise<void> {
  for (const number of [1, 2]) {
    const { id, callSign, kind, skills, members, vehicle, equipment, territory } = aCrew(number)
    const crew = { id, number, callSign, kind, skills, members, vehicle, equipment, territory }
    await say(-60, { type: 'register_crew', crew })
    await say(-59, { type: 'come_on_duty', crewId: crewId(number), members: 2 })
  }
  await taken(-1, 'of the day before', NOISE)
  await taken(10, 'in time', NOISE)
  await worked('in time', 1, 11, [12, 'acknowledge'], [25, 'arrive'], [40, 'clear'])
  // At 2.30, and an hour later at 2.30 again.
  await taken(150, 'late', NOISE, 'web')
  await worked('late', 1, 151, [160, 'acknowledge'], [175, 'arrive'])
  await taken(210, 'the same', NOISE, 'phone', '1.2')
  await say(211, { type: 'join_ticket', ticketId: idOf('the same'), intoTicketId: idOf('late'), score: null })
  await said('late', 230, 'clear')
  // A crew that says nothing before it is there has acknowledged by that.
  await taken(660, 'made safe', HOLE)
  await worked('made safe', 1, 661, [670, 'arrive'], [700, 'secure'], [705, 'clear'])
  await taken(700, 'forgotten', HOLE, 'phone', null)
  await taken(720, 'a mistake', NOISE)
  await say(722, { type: 'cancel_ticket', ticketId: idOf('a mistake'), reason: 'erreur' })
  await taken(730, 'never gone to', NOISE)
  await taken(740, 'slow', SLOW, 'api')
  await worked('slow', 1, 741, [741, 'acknowledge'], [750, 'arrive'])
  await taken(760, 'again', NOISE)
  await worked('again', 2, 761, [762, 'acknowledge'], [765, 'arrive'], [770, 'clear'])
  await say(790, { type: 'close_ticket', ticketId: idOf('never gone to'), outcome: 'nothing_found' })
  const met = { assignmentId: idOf('to met'), ticketId: idOf('met'), crewId: crewId(2) }
  const where = { position: { lon: 1.44, lat: 43.6 }, address: null, district: '1.1' }
  const report = { id: randomUUID(), ...caller }
  await say(800, { type: 'report_on_view', ...met, serviceCode: NOISE.code, ...where, report })
  await said('met', 805, 'clear')
  await said('slow', 840, 'secure')
  await said('slow', 850, 'clear')
  const distress = { type: 'raise_distress', crewId: crewId(2), ticketId: idOf('distress'), position: null }
  await say(900, distress)
  await say(1480, { type: 'reopen_ticket', ticketId: idOf('again'), reason: 'encore' })
  await taken(1495, 'just now', NOISE, 'app', '9.9')
  clock = at(1497)
}

function get(path: string, role = 'supervisor'): Promise<Response> {
  const { port } = server.address() as AddressInfo
  return fetch(`http://127.0.0.1:${port}/api/${path}`, { headers: { cookie: cookies[role] ?? '' } })
}
async function figures(query: string): Promise<Figures> {
  const response = await get(`figures?${query}`)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
  return figuresSchema.parse(await response.json())
}

const exactly = (seconds: number) => ({ seconds, atLeast: false })
const atLeast = (seconds: number) => ({ seconds, atLeast: true })
/** Since 11.40, when the hole was told that nobody went to. */
const FORGOTTEN = 797 * 60

describe('the figures of a day, worked out by hand', () => {
  it('[FD-3] have eleven reports, of which one was joined, and a distress apart', async () => {
    expect(await figures(`from=${DAY}`)).toMatchObject({
      from: DAY,
      to: DAY,
      today: DAY,
      timeZone,
      at: at(1497),
      reports: 11,
      tickets: 10,
      byPhone: 7,
      open: 3,
      distresses: 1,
    })
  })

  it('[FD-2] have 25 hours, of which 2 o’clock comes twice', async () => {
    const { hours } = await figures(`from=${DAY}`)
    expect(hours.map((hour) => hour.at)).toEqual(hours.map((_hour, index) => at(index * 60)))
    const some = hours.flatMap(({ reports, tickets }, hour) =>
      reports > 0 ? [[hour, reports, tickets]] : [],
    )
    expect(some).toEqual([
      [0, 1, 1],
      [2, 1, 1],
      [3, 1, 0],
      [11, 2, 2],
      [12, 4, 4],
      [13, 1, 1],
      [24, 1, 1],
    ])
    expect(hours.length).toBe(25)
  })

  it('[FD-4] have each report in one theme and one district, or in none', async () => {
    const { themes, districts } = await figures(`from=${DAY}`)
    expect(themes).toEqual([
      { theme: 'tranquillity', reports: 8, tickets: 7 },
      { theme: 'roads', reports: 3, tickets: 3 },
    ])
    expect(districts).toEqual([
      { code: '1.1', name: 'Capitole', reports: 8, tickets: 8 },
      { code: '1.2', name: '=Amidonniers; "bas"', reports: 1, tickets: 0 },
      { code: '9.9', name: null, reports: 1, tickets: 1 },
      { code: null, name: null, reports: 1, tickets: 1 },
    ])
  })

  it('[FD-5] tell when it was acknowledged, on scene and made safe, from when it was taken or reopened', async () => {
    const { promises } = await figures(`from=${DAY}`)
    expect(promises.acknowledged).toEqual({
      reached: 4, // after 120, 600, 600 and 60 s
      waiting: 3, // forgotten, again, just now
      notDue: 1, // just now
      ended: 2, // a mistake, never gone to
      within: 2,
      late: 5, // late, made safe, forgotten, again, never gone to
      p50: exactly(600),
      p90: atLeast(FORGOTTEN),
      p95: atLeast(FORGOTTEN),
    })
    expect(promises.onScene).toEqual({
      reached: 4, // after 900, 1,500, 600 and 600 s
      waiting: 3,
      notDue: 2, // again, just now
      ended: 2,
      within: 3,
      late: 3, // late, forgotten, never gone to
      p50: atLeast(900),
      p90: atLeast(FORGOTTEN),
      p95: atLeast(FORGOTTEN),
    })
    expect(promises.secured).toEqual({
      reached: 2, // after 2,400 and 6,000 s
      waiting: 1,
      notDue: 0,
      ended: 0,
      within: 2,
      late: 1,
      p50: exactly(6_000),
      p90: atLeast(FORGOTTEN),
      p95: atLeast(FORGOTTEN),
    })
  })

  it('[FD-8] tell how many hazards were made safe within the hour, of those that promise it', async () => {
    expect((await figures(`from=${DAY}`)).promises.withinHour).toMatchObject({
      reached: 1,
      waiting: 1,
      within: 1,
      late: 1,
      p50: exactly(2_400),
    })
  })

  it('[FD-10] are a file, with the same figures, and nothing of the callers', async () => {
    const response = await get(`figures.csv?from=${DAY}`)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=vigie-${DAY}.csv`)
    // What reads it as text takes the mark of its beginning away.
    const bytes = new Uint8Array(await response.clone().arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = await response.text()
    expect(text).not.toMatch(/Nadia|Verbrugge|06 39/)
    const lines = text.split('\r\n')
    for (const line of [
      `${DAY};${DAY};Ensemble;ensemble;11;10;;;;;;;;;;;;`,
      `${DAY};${DAY};Heure;${DAY} 02:00;1;1;;;;;;;;;;;;`,
      `${DAY};${DAY};Heure;${DAY} 02:00 (2);1;0;;;;;;;;;;;;`,
      `${DAY};${DAY};Thème;Voirie;3;3;;;;;;;;;;;;`,
      `${DAY};${DAY};Quartier;"'=Amidonniers; ""bas""";1;0;;;;;;;;;;;;`,
      `${DAY};${DAY};Délai;prise en compte;;9;4;3;1;2;2;5;600;;${FORGOTTEN};oui;${FORGOTTEN};oui`,
    ])
      expect(lines).toContain(line)
    const english = await (await get(`figures.csv?from=${DAY}&to=${DAY}&locale=en`)).text()
    expect(english).toContain(`Deadline;hazard made safe within the hour;;2;1;1;0;0;1;1;2400;`)
  })

  it('[FD-7] count what waits as late once its time is over, and not before', async () => {
    const ended = clock
    clock = at(1501)
    const { promises, today } = await figures(`from=${DAY}`)
    expect(today).toBe('2026-10-26')
    expect([promises.acknowledged.late, promises.onScene.late]).toEqual([6, 4])
    clock = ended
  })

  it('[FD-1] are of the days asked for, and of no other', async () => {
    const before = await figures('from=2026-10-24')
    expect([before.reports, before.hours.length]).toEqual([1, 24])
    expect((await figures(`from=2026-10-24&to=${DAY}`)).reports).toBe(12)
    // A day of which nothing is known.
    expect(await figures('from=2020-02-29')).toMatchObject({
      reports: 0,
      themes: [],
      districts: [],
      promises: { onScene: { reached: 0, within: 0, late: 0, p50: null } },
    })
    expect((await figures('')).from).toBe(DAY)
  })
})

describe('who asks for figures, and how', () => {
  it.each([
    ['from=2026-10-26', 'to must not be after today'],
    [`from=${DAY}&to=2026-10-26`, 'to must not be after today'],
    [`from=${DAY}&to=2026-10-24`, 'to must not be before from'],
    ['from=2026-09-24&to=2026-10-25', 'from and to must be at most 31 days, both included'],
    ['from=yesterday', 'from and to must be days, as 2026-11-27'],
    ['from=2026-02-30', 'from and to must be days, as 2026-11-27'],
    ['from=', 'from and to must be days, as 2026-11-27'],
    [`from=${'9'.repeat(50)}`, 'from must be a day, as 2026-11-27'],
    [`from=${DAY}&from=${DAY}`, 'from must be given once, as 2026-11-27'],
    [`to=${DAY}`, 'to goes with from'],
  ])('[FD-1] are told of %s: %s', async (query, problem) => {
    const response = await get(`figures?${query}`)
    expect(await response.json()).toMatchObject({ code: 'invalid', problem })
    expect([response.status, (await get(`figures.csv?${query}`)).status]).toEqual([400, 400])
  })

  it('[FD-9] are supervisors and administrators, and nobody else', async () => {
    for (const path of ['figures', 'figures.csv']) {
      const statuses = ROLES.map(async (role) => (await get(path, role)).status)
      expect(await Promise.all(statuses)).toEqual([403, 403, 403, 200, 200])
      expect((await get(path, 'nobody')).status).toBe(401)
    }
    expect((await get('figures?unknown=1', 'administrator')).status).toBe(400)
  })

  it('[FD-9] wait once they ask without end', async () => {
    const statuses: number[] = []
    for (let asked = 0; asked < 61; asked++)
      statuses.push((await get('figures?from=', 'administrator')).status)
    expect(statuses.at(-1)).toBe(429)
    expect(faults).toEqual([])
  })

  it('[FD-11] cost what their days hold, however many years there are', async () => {
    await database.pool.query(`
      insert into ticket (id, number, service_code, priority, status, status_at, channel, reports, received_at,
        deadline_kind, deadline_started_at, deadline_due_at)
      select gen_random_uuid(), 10000 + n, 'NOISE', 2, 'closed', at, 'phone', 1, at, 'on_scene', at, at
      from generate_series(1, 20000) as n, lateral (select timestamptz '2026-10-20' - n * interval '4 hours' as at) as told`)
    await database.pool.query('analyze ticket')
    const single = openPool(database.url, { max: 1, onError: () => {} })
    const fetched = async () => {
      await single.query('select pg_stat_force_next_flush(), pg_stat_clear_snapshot()')
      const { rows } = await single.query<{ rows: string }>(
        `select sum(idx_tup_fetch + seq_tup_read) as rows from pg_stat_user_tables where relname = 'ticket'`,
      )
      return Number(rows[0]?.rows)
    }
    const before = await fetched()
    const days = { from: '2026-10-01', to: '2026-10-10' }
    const found = await readFigures(days, {
      database: single,
      timeZone,
      districts: () => [],
      now: () => clock,
    })
    expect(found.reports).toBe(60)
    // Each of three questions once, two of them once more for their catalogues; and not the 20,000.
    expect((await fetched()) - before).toBeLessThan(6 * found.reports)
    await single.end()
  })
})
