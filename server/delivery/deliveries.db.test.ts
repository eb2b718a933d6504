import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
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
import { givenUp, takeJobs, tryAgain } from '../job/job.ts'
import { JobRunner } from '../job/job-runner.ts'
import { publishFirst } from '../projection/catalogue.ts'
import { findTicket } from '../projection/ticket.ts'
import { partnerJobs } from './delivery-job.ts'
import { DELIVERY } from './jobs.ts'
import { type Partners, parsePartners } from './partners.ts'
import { TestPartner } from './test-partner.ts'

const SECRET = 'a secret of the two of us'
const OPERATOR: Actor = { id: 'o', role: 'operator', label: 'Accueil 1', crewId: null }
const CHIEF: Actor = { id: 's', role: 'supervisor', label: 'Chef de salle', crewId: null }
const now = (): Instant => instant(Date.now())
const both = (text: string) => ({ fr: text, en: text })
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
const PERSONAL = [
  'Verbrugge',
  'Nadia',
  '06 39 98 11 37',
  'nadia@',
  'AB-123-CD',
  'chez ma voisine',
  'un bruit',
]

describe('deliveries to partners', () => {
  const partner = new TestPartner(SECRET)
  const letters: { id: string; to: string; raw: string }[] = []
  const mailManners: ('drops' | 'busy' | 'refuses')[] = []
  let mail: SMTPServer
  let mailPort = 0
  let database: TestDatabase
  let connection: WriterConnection
  let handler: GroupCommit
  let partners: Partners
  let runner: JobRunner | null = null
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
      onCommitted: () => runner?.wake(),
    })
  })
  afterEach(async () => {
    await runner?.stop()
    runner = null
    await database.pool.query('delete from job')
    letters.length = 0
    partner.told.clear()
    partner.filed.length = 0
    partner.manners.length = 0
    partner.posts = 0
    partner.listIsReadable = true
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

  /** Tries often, and not for long. */
  function run(given: Partial<Parameters<typeof partnerJobs>[0]> = {}, tries = 4): JobRunner {
    const dependencies = { database: database.pool, handler, partners, serviceOf, now, timeoutMs: 300 }
    const kind = partnerJobs({ ...dependencies, timeZone: 'Europe/Paris', ...given })
    const patience = { tries, firstMs: 20, longestMs: 50 }
    const onFault = (_error: unknown, what: string) => void faults.push(what)
    return new JobRunner({ ...kind, patience }, { database: database.pool, now, onFault })
  }

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
    const { rows } = await database.pool.query('select id from job where dead_at is null')
    return rows.length
  }

  async function timeline(id: TicketId): Promise<object[]> {
    const events = await readOfTicket(database.pool, id, 100)
    return events.map(({ event }) => event)
  }

  const problems = async () => (await givenUp(database.pool, both)).jobs.map(({ problem }) => problem)

  it('[DL-2] are asked for with the hand-off, by its channel; of a partner that has none, nothing is', async () => {
    const told = await take('hook')
    const { rows } = await database.pool.query('select kind, body from job')
    const [job] = rows
    const handedAt = (await findTicket(database.pool, { id: told }))?.transfer?.at
    expect(rows).toEqual([{ kind: DELIVERY, body: { ticketId: told, agency: 'hook', handedAt } }])
    expect(await deliveryOf(told)).toMatchObject({ channel: 'webhook', status: 'waiting' })
    expect(await timeline(told)).toContainEqual(
      expect.objectContaining({ type: 'ticket_transferred', channel: 'webhook', reason: null }),
    )
    expect(JSON.stringify(job)).not.toContain(SECRET)
    const unreached = await take('word')
    expect(await deliveryOf(unreached)).toBeNull()
    expect(await waiting()).toBe(1)
  })

  it('[DL-3] [DL-6] say what, where, when and how urgent, signed, and nothing that names or was written by anybody', async () => {
    runner = run()
    const id = await take('hook')
    expect(await settled(id)).toMatchObject({ channel: 'webhook', reference: null })
    const [[key, body] = []] = [...partner.told]
    const ticket = await findTicket(database.pool, { id })
    expect(body).toMatchObject({
      id: key,
      type: 'hand_off',
      agency: 'hook',
      ticket: {
        reference: `F-${ticket?.number}`,
        priority: 3,
        service: { code: 'HOOK', name: NOISE.name },
        position: { longitude: 1.4442, latitude: 43.6045 },
        reports: 1,
        answers: [
          { code: 'COUNT', text: both('3') },
          { code: 'SINCE', text: both('27/11/2026 13:05') },
          { code: 'KIND', text: { fr: 'Câble', en: 'Cable' } },
        ],
      },
    })
    for (const personal of PERSONAL) expect(JSON.stringify(body)).not.toContain(personal)
    expect(partner.unsigned).toBe(0)
  })

  it.each(['hangs', 'late', 'drops', 'fails', 'fails after', 'busy', 'twice'] as const)(
    '[DL-6] have one effect at a partner that %s',
    async (manner) => {
      partner.manners.push(manner)
      runner = run()
      const id = await take('hook')
      await settled(id)
      expect(partner.told.size).toBe(1)
      expect(partner.posts).toBe(manner === 'twice' ? 1 : 2)
      const types = (await timeline(id)).map((event) => 'type' in event && event.type)
      expect(types).toEqual(['ticket_received', 'ticket_transferred', 'hand_off_delivered'])
    },
  )

  it.each([
    ['refuses', 'answered 422', 1],
    ['redirects', 'answered 307', 1],
  ] as const)(
    '[DL-5] to a partner that %s are given up at once, and told',
    async (manner, problem, posts) => {
      partner.manners.push(manner)
      runner = run()
      const id = await take('hook')
      expect(await settled(id, 'given_up')).toMatchObject({ channel: 'webhook' })
      expect(partner.posts).toBe(posts)
      expect(await timeline(id)).toContainEqual(
        expect.objectContaining({
          type: 'hand_off_not_delivered',
          agency: 'hook',
          channel: 'webhook',
          problem,
        }),
      )
      expect(await problems()).toEqual([problem])
    },
  )

  it('[DL-5] are given up after the last try; tried again by a person they are delivered, or given up anew', async () => {
    partner.manners.push('fails', 'hangs', 'fails', 'drops', 'fails', 'drops')
    runner = run({}, 2)
    const id = await take('hook')
    await settled(id, 'given_up')
    const [first] = (await givenUp(database.pool, both)).jobs
    expect(first).toMatchObject({
      kind: DELIVERY,
      ticketId: id,
      agency: { code: 'hook' },
      channel: 'webhook',
      tries: 2,
      problem: 'no_answer',
      isOver: false,
    })
    expect(await tryAgain(database.pool, first?.id ?? '', now())).toBe(true)
    runner.wake()
    for (let tries = 0; (await givenUp(database.pool, both)).jobs[0]?.tries !== 4; tries += 1) {
      expect(tries).toBeLessThan(500)
      await wait(10)
    }
    await tryAgain(database.pool, first?.id ?? '', now())
    partner.manners.length = 0
    runner.wake()
    await settled(id)
    expect(partner.told.size).toBe(1)
    const types = (await timeline(id)).map((event) => 'type' in event && event.type)
    expect(types.slice(2)).toEqual(['hand_off_not_delivered', 'hand_off_not_delivered', 'hand_off_delivered'])
  })

  it('[DL-4] from a person’s hand leave once they cannot be taken back any more; taken back, they never do', async () => {
    const id = await take('word', { position: null })
    expect(
      await say({ type: 'transfer_ticket', ticketId: id, agency: 'hook', reason: 'Réseau' }, CHIEF),
    ).toBe('accepted')
    const { rows } = await database.pool.query('select milliseconds_of(due_at) as "dueAt" from job')
    const handedAt = (await findTicket(database.pool, { id }))?.transfer?.at ?? 0
    expect(rows).toEqual([{ dueAt: handedAt + 15_000 }])
    expect(await say({ type: 'reopen_ticket', ticketId: id, reason: 'erreur' }, CHIEF)).toBe('accepted')
    await database.pool.query('update job set due_at = now()')
    runner = run()
    runner.wake()
    while ((await waiting()) > 0) await wait(10)
    expect(partner.posts).toBe(0)
  })

  it('[DL-9] go nowhere inside the network where the file does not say so', async () => {
    runner = run()
    const id = await take('inner')
    await settled(id, 'given_up')
    expect(await problems()).toEqual(['inside'])
    expect(partner.posts).toBe(0)
  })

  it('[DL-10] of a server that died between sending and writing it down come again, under the same key', async () => {
    const id = await take('hook')
    const [job] = await takeJobs(database.pool, DELIVERY, { now: now(), leaseMs: 0, most: 1 })
    if (job === undefined) throw new Error('nothing was asked for')
    // It dies when the partner has it: what it would say is never heard.
    const mute = { submit: () => new Promise<never>(() => {}) }
    const dying = partnerJobs({
      database: database.pool,
      handler: mute,
      partners,
      serviceOf,
      timeZone: 'Europe/Paris',
      now,
    })
    void dying.perform(job)
    while (partner.told.size === 0) await wait(10)
    runner = run()
    await settled(id)
    expect(partner.told.size).toBe(1)
    expect(partner.posts).toBe(2)
  })

  it('[DL-10] that were told before the job was struck off are not sent again', async () => {
    runner = run()
    const id = await take('hook')
    await settled(id)
    await runner.stop()
    const handedAt = (await findTicket(database.pool, { id }))?.transfer?.at
    const job = {
      id: randomUUID(),
      kind: DELIVERY,
      body: { ticketId: id, agency: 'hook', handedAt },
      dueAt: now(),
    }
    await database.pool.query('select store_jobs($1)', [JSON.stringify({ jobs: [job] })])
    runner = run()
    runner.wake()
    while ((await waiting()) > 0) await wait(10)
    expect(partner.posts).toBe(1)
  })

  it('[DL-7] by letter are plain, to the one address, and hide no header', async () => {
    runner = run()
    const id = await take('post')
    expect(await settled(id)).toMatchObject({ channel: 'email' })
    const [letter] = letters
    expect(letters).toHaveLength(1)
    expect(letter?.to).toBe('on-call@water.example')
    const raw = letter?.raw ?? ''
    const end = raw.indexOf('\r\n\r\n')
    const [head, body] = [raw.slice(0, end), raw.slice(end + 4)]
    expect(head).not.toMatch(/^bcc:/im)
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m)
    const text = decoded(head, body)
    expect(text).toContain('Nature : Câble')
    expect(text).toContain('12 Rue des Lois Bcc: spy@example.org')
    for (const personal of PERSONAL) expect(text).not.toContain(personal)
  })

  it.each(['drops', 'busy'] as const)(
    '[DL-7] to a mail server that %s are the same letter again',
    async (manner) => {
      mailManners.push(manner)
      runner = run()
      const id = await take('post')
      await settled(id)
      expect(new Set(letters.map((letter) => letter.id)).size).toBe(1)
      expect(new Set(letters.map((letter) => letter.raw)).size).toBe(1)
      expect(letters[0]?.id).toMatch(/^<[0-9a-f-]{36}@town\.example>$/)
    },
  )

  it('[DL-7] to a box that is not there are given up at once', async () => {
    mailManners.push('refuses')
    runner = run()
    const id = await take('post')
    await settled(id, 'given_up')
    expect(await problems()).toEqual(['answered 550'])
  })

  it('[DL-7] are not given to a mail server whose certificate nobody vouches for, nor to one without TLS', async () => {
    const own = new SMTPServer({ authOptional: true })
    await new Promise<void>((settle) => own.listen(0, '127.0.0.1', settle))
    const { port } = own.server.address() as { port: number }
    for (const smtp of [
      { host: '127.0.0.1', port, tls: 'starttls' as const, from: 'vigie@town.example' },
      { host: '127.0.0.1', port: mailPort, tls: 'starttls' as const, from: 'vigie@town.example' },
    ]) {
      runner = run({ partners: { ...partners, smtp } }, 1)
      const id = await take('post')
      await settled(id, 'given_up')
      await runner.stop()
    }
    expect(await problems()).toEqual([
      expect.stringMatching(/^not_reached E/),
      expect.stringMatching(/^not_reached E/),
    ])
    expect(letters).toEqual([])
    await new Promise<void>((settle) => own.close(settle))
  })

  it('[DL-8] to another town are filed once, by its codes, and keep its reference', async () => {
    runner = run()
    const id = await take('town')
    expect(await settled(id)).toMatchObject({ channel: 'open311', reference: 'A-1' })
    const [form] = partner.filed
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      api_key: 'k-1',
      jurisdiction_id: 'next',
      service_code: 'Y',
      lat: '43.604500',
      long: '1.444200',
    })
    expect([...(form?.keys() ?? [])]).not.toContain('first_name')
    for (const personal of PERSONAL) expect(String(form)).not.toContain(encodeURIComponent(personal))
    expect(await timeline(id)).toContainEqual(
      expect.objectContaining({ type: 'hand_off_delivered', reference: 'A-1' }),
    )
  })

  it.each(['hangs', 'late', 'drops', 'fails', 'fails after', 'twice'] as const)(
    '[DL-8] to another town that %s are looked for before they are filed again',
    async (manner) => {
      partner.manners.push(manner)
      runner = run()
      const id = await take('town')
      expect(await settled(id)).toMatchObject({ reference: 'A-1' })
      expect(partner.filed).toHaveLength(1)
    },
  )

  it('[DL-8] that may be there already, in a list that cannot be read, wait for a person', async () => {
    partner.manners.push('drops')
    partner.listIsReadable = false
    runner = run()
    const id = await take('town')
    await settled(id, 'given_up')
    expect(partner.filed).toHaveLength(1)
    const [job] = (await givenUp(database.pool, both)).jobs
    expect(job?.problem).toBe('list_unreadable')
    await tryAgain(database.pool, job?.id ?? '', now())
    runner.wake()
    await settled(id)
    expect(partner.filed).toHaveLength(2)
  })
})

/** The text of a letter, of whichever encoding. */
function decoded(head: string, body: string): string {
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
