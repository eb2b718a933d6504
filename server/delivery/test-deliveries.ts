import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { commandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { commandIdSchema, reportIdSchema, type TicketId, ticketIdSchema } from '../../shared/id.ts'
import { type Instant, instant } from '../../shared/instant.ts'
import { NOISE } from '../../shared/test-board.ts'
import { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { readOfTicket } from '../event-log/read-after.ts'
import { givenUp } from '../job/job.ts'
import { type JobKind, JobRunner } from '../job/job-runner.ts'
import { publishFirst } from '../projection/catalogue.ts'
import { findTicket } from '../projection/ticket.ts'
import { type DeliveryDependencies, partnerJobs } from './delivery-job.ts'
import { DELIVERY, TAKEN_BACK } from './jobs.ts'
import { type Partners, parsePartners } from './partners.ts'
import { LATE_MS, TestPartner } from './test-partner.ts'

export const SECRET = 'a secret of the two of us'
const OPERATOR: Actor = { id: 'o', role: 'operator', label: 'Accueil 1', crewId: null }
export const CHIEF: Actor = { id: 's', role: 'supervisor', label: 'Chef de salle', crewId: null }
export const now = (): Instant => instant(Date.now())
export const both = (text: string) => ({ fr: text, en: text })
const ask = { required: false, label: both('Question'), say: both('Question ?') }

const AGENCIES = ['hook', 'post', 'town', 'inner', 'word'] as const
const catalogue: Catalogue = {
  families: [],
  agencies: [
    ...AGENCIES.map((code) => ({ code, name: both(code), kind: 'partner' as const })),
    { code: 'municipal_police', name: both('Police municipale'), kind: 'police' },
  ],
  services: AGENCIES.map((agency) => ({
    ...NOISE,
    code: agency.toUpperCase(),
    agency,
    priority: 3 as const,
    questions: [
      { code: 'PLATE', datatype: 'string' as const, ...ask },
      { code: 'WORDS', datatype: 'text' as const, ...ask },
      { code: 'COUNT', datatype: 'number' as const, ...ask, label: both('Combien') },
      { code: 'SINCE', datatype: 'datetime' as const, ...ask, label: both('Depuis') },
      {
        code: 'KIND',
        datatype: 'singlevaluelist' as const,
        ...ask,
        label: both('Nature'),
        choices: [
          { key: 'A', name: { fr: 'Câble', en: 'Cable' } },
          { key: 'B', name: { fr: 'Poteau', en: 'Pole' } },
        ],
      },
    ],
  })),
}

/** What must never leave: nobody's name, number, plate or words. */
export const PERSONAL = [
  'Verbrugge',
  'Nadia',
  '06 39 98 11 37',
  'nadia@',
  'AB-123-CD',
  'chez ma voisine',
  'un bruit',
]

/**
 * For tests: a partner's server and a mail server of a bad night, and what hands tickets to them. Called in a `describe`, it
 * begins before its tests, is as new for each, and ends after them.
 */
export function deliveryStage() {
  const partner = new TestPartner(SECRET)
  const letters: { id: string; to: string; raw: string }[] = []
  const mailManners: ('drops' | 'busy' | 'refuses')[] = []
  let mail: SMTPServer
  let mailPort = 0
  let database: TestDatabase
  let connection: WriterConnection
  let handler: GroupCommit
  let partners: Partners
  const runners: JobRunner[] = []
  let serviceOf: KeptCatalogues['serviceOf']
  const faults: string[] = []

  beforeAll(async () => {
    await partner.listen()
    mail = new SMTPServer({
      disabledCommands: ['AUTH'],
      hideSTARTTLS: true,
      onRcptTo: (_address, _session, done) =>
        mailManners[0] === 'refuses'
          ? done(Object.assign(new Error('no such box'), { responseCode: mailManners.shift() && 550 }))
          : done(),
      onData: async (stream, session, done) => {
        const raw = Buffer.concat(await stream.toArray()).toString('utf8')
        const [, id = ''] = /^Message-ID: (.*)$/im.exec(raw) ?? []
        const manner = mailManners.shift()
        if (manner === 'busy') return done(Object.assign(new Error('later'), { responseCode: 451 }))
        letters.push({ id, to: session.envelope.rcptTo.map(({ address }) => address).join(), raw })
        // Taken, and nobody knows it but itself.
        if (manner === 'drops') return
        done()
      },
    })
    await new Promise<void>((settle) => mail.listen(0, '127.0.0.1', settle))
    mailPort = (mail.server.address() as { port: number }).port
    partners = partnersAt(partner.url)
    database = await createTestDatabase()
    await publishFirst(database.pool, catalogue)
    connection = new WriterConnection(database.url)
    const catalogues = await KeptCatalogues.open(database.pool)
    serviceOf = catalogues.serviceOf
    handler = new GroupCommit({
      connection,
      catalogues,
      channelOf: partners.channelOf,
      now,
      onFault: (_error, what) => void faults.push(what),
      onCommitted: wake,
    })
  })
  afterEach(async () => {
    await stop()
    await database.pool.query('delete from job')
    letters.length = 0
    partner.told.clear()
    partner.filed.length = 0
    partner.manners.length = 0
    partner.posts = 0
    partner.listIsReadable = true
    partner.updates.clear()
    partner.updatesAreTaken = true
    partner.ended.clear()
    partner.standing = 'told'
    partner.attributes = null
    partner.asked.length = 0
    expect(faults).toEqual([])
  })
  afterAll(async () => {
    await connection.close()
    await database.drop()
    await partner.close()
    await new Promise<void>((settle) => mail.close(settle))
  })

  function partnersAt(url: string): Partners {
    const inside = true
    return parsePartners(
      JSON.stringify({
        smtp: { host: '127.0.0.1', port: mailPort, tls: 'none', from: 'vigie@town.example' },
        partners: {
          hook: { channel: 'webhook', url: `${url}/hook`, secret: SECRET, inside },
          post: { channel: 'email', to: 'on-call@water.example' },
          town: {
            channel: 'open311',
            url,
            apiKey: 'k-1',
            jurisdictionId: 'next',
            serviceCode: 'X',
            serviceCodes: { TOWN: 'Y' },
            inside,
          },
          inner: { channel: 'webhook', url: url.replace('http:', 'https:'), secret: SECRET },
        },
      }),
    )
  }

  /** Tries often, and not for long; what a runner does not do, another may beside it. */
  function run(given: Partial<DeliveryDependencies> = {}, tries = 4, kindOf = partnerJobs): JobRunner {
    const timeoutMs = LATE_MS / 2
    const dependencies = { database: database.pool, handler, partners, serviceOf, now, timeoutMs }
    const kind: JobKind = kindOf({ ...dependencies, timeZone: 'Europe/Paris', ...given })
    const patience = { tries, firstMs: 20, longestMs: 50 }
    const onFault = (_error: unknown, what: string) => void faults.push(what)
    const runner = new JobRunner({ ...kind, patience }, { database: database.pool, now, onFault })
    runners.push(runner)
    return runner
  }

  const wake = () => {
    for (const runner of runners) runner.wake()
  }
  const stop = () => Promise.all(runners.splice(0).map((runner) => runner.stop()))

  async function say(command: object, actor: Actor): Promise<string> {
    const id = commandIdSchema.parse(randomUUID())
    const answer = await handler.submit({ id, command: commandSchema.parse(command) }, actor)
    return answer.status === 'refused' ? answer.refusal.code : answer.status
  }

  async function take(agency: (typeof AGENCIES)[number], given: object = {}): Promise<TicketId> {
    const ticketId = ticketIdSchema.parse(randomUUID())
    const said = await say(
      {
        type: 'receive_ticket',
        ticketId,
        serviceCode: agency.toUpperCase(),
        position: { lon: 1.4442, lat: 43.6045 },
        address: '12 Rue des Lois\r\nBcc: spy@example.org',
        district: null,
        channel: 'phone',
        report: {
          id: reportIdSchema.parse(randomUUID()),
          description: 'un bruit',
          firstName: 'Nadia',
          lastName: 'Verbrugge',
          phone: '06 39 98 11 37',
          email: 'nadia@example.org',
        },
        answers: {
          PLATE: 'AB-123-CD',
          WORDS: 'chez ma voisine',
          COUNT: 3,
          SINCE: Date.parse('2026-11-27T12:05:00Z'),
          KIND: 'A',
        },
        ...given,
      },
      OPERATOR,
    )
    expect(said).toBe('accepted')
    return ticketId
  }

  const deliveryOf = async (id: TicketId) => (await findTicket(database.pool, { id }))?.transfer?.delivery

  async function settled(id: TicketId, status = 'delivered') {
    const latest = Date.now() + 15_000
    for (;;) {
      const delivery = await deliveryOf(id)
      if (delivery?.status === status && (await waiting()) === 0) return delivery
      if (Date.now() > latest) throw new Error(`It is ${delivery?.status}, not ${status}.`)
      await wait(10)
    }
  }

  async function waiting(): Promise<number> {
    const { rows } = await database.pool.query(
      'select id from job where dead_at is null and kind = any ($1)',
      [[DELIVERY, TAKEN_BACK]],
    )
    return rows.length
  }

  async function timeline(id: TicketId): Promise<object[]> {
    const events = await readOfTicket(database.pool, id, 100)
    return events.map(({ event }) => event)
  }

  const problems = async () => (await givenUp(database.pool, both)).jobs.map(({ problem }) => problem)

  const parts = {
    partner,
    letters,
    mailManners,
    run,
    say,
    take,
    deliveryOf,
    settled,
    waiting,
    timeline,
    problems,
    wake,
    stop,
  }
  return {
    ...parts,
    get database() {
      return database.pool
    },
    get handler() {
      return handler
    },
    get partners() {
      return partners
    },
    get serviceOf() {
      return serviceOf
    },
    get mailPort() {
      return mailPort
    },
  }
}
