import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { describe, expect, it } from 'vitest'
import { NOISE } from '../../shared/test-board.ts'
import { givenUp, takeJobs, tryAgain } from '../job/job.ts'
import { findTicket } from '../projection/ticket.ts'
import { partnerJobs } from './delivery-job.ts'
import { DELIVERY } from './jobs.ts'
import { both, CHIEF, deliveryStage, now, PERSONAL, SECRET } from './test-deliveries.ts'

describe('deliveries to partners', () => {
  const stage = deliveryStage()
  const {
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
  } = stage

  it('[DL-2] are asked for with the hand-off, by its channel; of a partner that has none, nothing is', async () => {
    const told = await take('hook')
    const { rows } = await stage.database.query('select kind, body from job')
    const [job] = rows
    const handedAt = (await findTicket(stage.database, { id: told }))?.transfer?.at
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
    run()
    const id = await take('hook')
    expect(await settled(id)).toMatchObject({ channel: 'webhook', reference: null })
    const [[key, body] = []] = [...partner.told]
    const ticket = await findTicket(stage.database, { id })
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
      run()
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
      run()
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
    run({}, 2)
    const id = await take('hook')
    await settled(id, 'given_up')
    const [first] = (await givenUp(stage.database, both)).jobs
    expect(first).toMatchObject({
      kind: DELIVERY,
      ticketId: id,
      agency: { code: 'hook' },
      channel: 'webhook',
      tries: 2,
      problem: 'no_answer',
      isOver: false,
    })
    expect(await tryAgain(stage.database, first?.id ?? '', now())).toBe(true)
    wake()
    for (let tries = 0; (await givenUp(stage.database, both)).jobs[0]?.tries !== 4; tries += 1) {
      expect(tries).toBeLessThan(500)
      await wait(10)
    }
    await tryAgain(stage.database, first?.id ?? '', now())
    partner.manners.length = 0
    wake()
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
    const { rows } = await stage.database.query('select milliseconds_of(due_at) as "dueAt" from job')
    const handedAt = (await findTicket(stage.database, { id }))?.transfer?.at ?? 0
    expect(rows).toEqual([{ dueAt: handedAt + 15_000 }])
    expect(await say({ type: 'reopen_ticket', ticketId: id, reason: 'erreur' }, CHIEF)).toBe('accepted')
    await stage.database.query('update job set due_at = now()')
    run()
    wake()
    while ((await waiting()) > 0) await wait(10)
    expect(partner.posts).toBe(0)
  })

  it('[DL-9] go nowhere inside the network where the file does not say so', async () => {
    run()
    const id = await take('inner')
    await settled(id, 'given_up')
    expect(await problems()).toEqual(['inside'])
    expect(partner.posts).toBe(0)
  })

  it('[DL-10] of a server that died between sending and writing it down come again, under the same key', async () => {
    const id = await take('hook')
    const [job] = await takeJobs(stage.database, DELIVERY, { now: now(), leaseMs: 0, most: 1 })
    if (job === undefined) throw new Error('nothing was asked for')
    // It dies when the partner has it: what it would say is never heard.
    const mute = { submit: () => new Promise<never>(() => {}) }
    const dying = partnerJobs({
      database: stage.database,
      handler: mute,
      partners: stage.partners,
      serviceOf: stage.serviceOf,
      timeZone: 'Europe/Paris',
      now,
    })
    void dying.perform(job)
    while (partner.told.size === 0) await wait(10)
    run()
    await settled(id)
    expect(partner.told.size).toBe(1)
    expect(partner.posts).toBe(2)
  })

  it('[DL-10] that were told before the job was struck off are not sent again', async () => {
    run()
    const id = await take('hook')
    await settled(id)
    await stop()
    const handedAt = (await findTicket(stage.database, { id }))?.transfer?.at
    const job = {
      id: randomUUID(),
      kind: DELIVERY,
      body: { ticketId: id, agency: 'hook', handedAt },
      dueAt: now(),
    }
    await stage.database.query('select store_jobs($1)', [JSON.stringify({ jobs: [job] })])
    run()
    wake()
    while ((await waiting()) > 0) await wait(10)
    expect(partner.posts).toBe(1)
  })

  it('[DL-7] by letter are plain, to the one address, and hide no header', async () => {
    run()
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
      run()
      const id = await take('post')
      await settled(id)
      expect(new Set(letters.map((letter) => letter.id)).size).toBe(1)
      expect(new Set(letters.map((letter) => letter.raw)).size).toBe(1)
      expect(letters[0]?.id).toMatch(/^<[0-9a-f-]{36}@town\.example>$/)
    },
  )

  it('[DL-7] to a box that is not there are given up at once', async () => {
    mailManners.push('refuses')
    run()
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
      { host: '127.0.0.1', port: stage.mailPort, tls: 'starttls' as const, from: 'vigie@town.example' },
    ]) {
      run({ partners: { ...stage.partners, smtp }, timeoutMs: 10_000 }, 1)
      const id = await take('post')
      await settled(id, 'given_up')
      await stop()
    }
    expect(await problems()).toEqual([
      expect.stringMatching(/^not_reached E/),
      expect.stringMatching(/^not_reached E/),
    ])
    expect(letters).toEqual([])
    await new Promise<void>((settle) => own.close(settle))
  })

  it('[DL-8] to another town are filed once, by its codes, and keep its reference', async () => {
    run()
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
      run()
      const id = await take('town')
      expect(await settled(id)).toMatchObject({ reference: 'A-1' })
      expect(partner.filed).toHaveLength(1)
    },
  )

  const asks = { variable: true, datatype: 'string', required: true, order: 1, description: 'x' }

  it('[DL-18] to a service that asks are answered by the codes that fit, and by the file, and read once', async () => {
    partner.attributes = [
      { ...asks, code: 'KIND', datatype: 'singlevaluelist', values: [{ key: 7, name: 'câble' }] },
      { ...asks, code: 'COUNT', datatype: 'number', required: 'true' },
      { ...asks, code: 'SINCE', datatype: 'datetime' },
      { ...asks, code: 'PLATE', required: false },
      { ...asks, code: 'READ', variable: false },
      { ...asks, code: 'ORIGIN', datatype: 'multivaluelist', values: [{ key: 'a', name: 'A' }] },
    ]
    const town = stage.partners.of('town')
    const of = () => ({ ...town, attributes: { ORIGIN: ['a', 'b'] } }) as typeof town
    run({ partners: { ...stage.partners, of } })
    for (const _time of [1, 2]) await settled(await take('town'))
    const [form] = partner.filed
    const attributes = [...(form ?? [])].filter(([name]) => name.startsWith('attribute'))
    expect(attributes).toEqual([
      ['attribute[KIND]', '7'],
      ['attribute[COUNT]', '3'],
      ['attribute[SINCE]', '2026-11-27T12:05:00Z'],
      ['attribute[ORIGIN][]', 'a'],
      ['attribute[ORIGIN][]', 'b'],
    ])
    for (const personal of PERSONAL) expect(String(form)).not.toContain(encodeURIComponent(personal))
    expect(partner.asked.filter((path) => path.startsWith('/services/Y.json'))).toHaveLength(1)
  })

  it('[DL-18] to a service that requires what nobody said are not filed, and say which', async () => {
    partner.attributes = [
      { ...asks, code: 'PLATE' },
      { ...asks, code: 'Étage <b>', datatype: 'number' },
    ]
    run()
    const id = await take('town')
    await settled(id, 'given_up')
    expect(partner.filed).toEqual([])
    expect(await problems()).toEqual(['attribute_missing PLATE _tage__b_'])
  })

  it('[DL-8] that may be there already, in a list that cannot be read, wait for a person', async () => {
    partner.manners.push('drops')
    partner.listIsReadable = false
    run()
    const id = await take('town')
    await settled(id, 'given_up')
    expect(partner.filed).toHaveLength(1)
    const [job] = (await givenUp(stage.database, both)).jobs
    expect(job?.problem).toBe('list_unreadable')
    await tryAgain(stage.database, job?.id ?? '', now())
    wake()
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
