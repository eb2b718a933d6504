import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { commandIdSchema, type TicketId } from '../../shared/id.ts'
import { instant } from '../../shared/instant.ts'
import { takeJobs } from '../job/job.ts'
import { findTicket } from '../projection/ticket.ts'
import { createApiKey } from '../session/accounts.ts'
import { IN_TOWN, serveTwoTowns } from '../test-towns.ts'
import { endElsewhereJobs } from './end-elsewhere-job.ts'
import { END_ELSEWHERE } from './jobs.ts'
import { parsePartners } from './partners.ts'
import { CHIEF, deliveryStage, now } from './test-deliveries.ts'

describe('a request that another town has', () => {
  const stage = deliveryStage()
  const { partner, run, say, take, settled, timeline, wake } = stage

  const due = () =>
    stage.database
      .query("update job set due_at = now() - interval '1 second' where kind = $1", [END_ELSEWHERE])
      .then(wake)
  const left = async () =>
    (await stage.database.query('select tries, problem, due_at > now() as later from job')).rows
  const statusOf = async (id: TicketId) => (await findTicket(stage.database, { id }))?.status
  async function until(holds: () => Promise<boolean>): Promise<void> {
    const latest = Date.now() + 15_000
    while (!(await holds())) {
      if (Date.now() > latest) throw new Error(`It did not come to that: ${JSON.stringify(await left())}`)
      await wait(10)
    }
  }
  async function handed(): Promise<TicketId> {
    run()
    const id = await take('town')
    await settled(id)
    return id
  }
  /** The patience of a test's runner does not give up what is only asked. */
  const follow = () => run({ timeoutMs: 10_000 }, Number.POSITIVE_INFINITY, endElsewhereJobs)

  it('[DL-17] is closed here when it has ended there, once, with their word and notes', async () => {
    const id = await handed()
    follow()
    await due()
    await until(async () => (await left()).every(({ later, tries }) => later && tries === 0))
    expect(await left()).toEqual([{ tries: 0, problem: null, later: true }])
    expect(await statusOf(id)).toBe('transferred')
    partner.ended.set('A-1', { status: 'Closed', status_notes: 'Enrobé posé.\u202e' })
    await due()
    await until(async () => (await left()).length === 0)
    const ticket = await findTicket(stage.database, { id })
    expect(ticket).toMatchObject({
      status: 'closed',
      outcome: 'done',
      transfer: { delivery: { status: 'ended' } },
    })
    const [ended, closed] = (await timeline(id)).slice(-2)
    expect(ended).toMatchObject({ type: 'ended_elsewhere', agency: 'town', status: 'closed' })
    expect(closed).toMatchObject({ type: 'ticket_closed', outcome: 'done' })
    const { rows } = await stage.database.query('select text from note where ticket_id = $1', [id])
    expect(rows).toEqual([{ text: 'Enrobé posé.' }])
    expect(await say({ type: 'reopen_ticket', ticketId: id, reason: 'x' }, CHIEF)).toBe('accepted')
    expect((await timeline(id)).at(-1)).toMatchObject({ type: 'ticket_reopened' })
  })

  it('[DL-16] is asked after together with others, singly where their server lists none', async () => {
    const ids = [await handed(), await take('town'), await take('town')]
    for (const id of ids) await settled(id)
    follow()
    partner.asked.length = 0
    await due()
    await until(async () => (await left()).every(({ later, tries }) => later && tries === 0))
    expect(partner.asked).toHaveLength(1)
    expect(decodeURIComponent(partner.asked[0] ?? '')).toMatch(/service_request_id=A-\d,A-\d,A-\d$/)
    partner.standing = 'singly'
    partner.ended.set('A-2', { status: 'fixed', status_notes: null })
    await due()
    await until(async () => (await left()).length === 2)
    expect(await Promise.all(ids.map(statusOf))).toEqual(['transferred', 'closed', 'transferred'])
  })

  it.each([
    ['garbage', 'answer_unreadable'],
    ['huge', 'answer_unreadable'],
    ['of another', 'answer_unreadable'],
    ['fails', 'answered 503'],
  ] as const)(
    '[DL-17] of which what is told is %s stays as it is, and is asked again',
    async (told, problem) => {
      const id = await handed()
      partner.standing = told
      follow()
      await due()
      await until(async () => (await left())[0]?.problem === problem)
      expect(await left()).toEqual([{ tries: 1, problem, later: true }])
      expect(await statusOf(id)).toBe('transferred')
      partner.standing = 'told'
      partner.ended.set('A-1', { status: 'closed', status_notes: null })
      await due()
      await until(async () => (await statusOf(id)) === 'closed')
    },
  )

  it('[DL-16] is asked after no more where it was taken back, nor after 90 days', async () => {
    const id = await handed()
    await say({ type: 'reopen_ticket', ticketId: id, reason: 'x' }, CHIEF)
    await stage.database.query(`delete from job where kind = 'taken_back'`)
    const old = await take('town')
    await settled(old)
    partner.asked.length = 0
    run({ now: () => instant(now() + 91 * 86_400_000) }, 9, endElsewhereJobs)
    await due()
    await until(async () => (await left()).length === 0)
    expect(partner.asked).toEqual([])
  })

  it('[DL-17] is taken by one server at a time, and ends once, were it asked after twice', async () => {
    const id = await handed()
    partner.ended.set('A-1', { status: 'closed', status_notes: null })
    await due()
    const [job] = await takeJobs(stage.database, END_ELSEWHERE, { now: now(), leaseMs: 60_000, most: 9 })
    expect(await takeJobs(stage.database, END_ELSEWHERE, { now: now(), leaseMs: 1, most: 9 })).toEqual([])
    const { database, handler, partners, serviceOf } = stage
    const kind = endElsewhereJobs({
      ...{ database, handler, partners, serviceOf, now },
      timeZone: 'Europe/Paris',
    })
    if (job === undefined) throw new Error('nothing was asked for')
    await Promise.all([kind.perform(job), kind.perform(job)])
    const types = (await timeline(id)).map((event) => 'type' in event && event.type)
    expect(types.filter((type) => type === 'ticket_closed')).toHaveLength(1)
  })

  it('[DL-17] ends here when a second Vigie closes it, told by its own door', async () => {
    const other = await serveTwoTowns()
    const apiKey = await createApiKey(other.pool, 'Ville voisine', 'api')
    const partners = parsePartners(
      JSON.stringify({
        partners: {
          town: {
            channel: 'open311',
            url: `${other.address}/open311/v2`,
            apiKey,
            jurisdictionId: 'villeneuve',
            serviceCode: 'NOISE',
            inside: true,
          },
        },
      }),
    )
    run({ partners, timeoutMs: 10_000 })
    run({ partners, timeoutMs: 10_000 }, 9, endElsewhereJobs)
    const id = await take('town', { position: { lon: Number(IN_TOWN.long), lat: Number(IN_TOWN.lat) } })
    const { reference } = await settled(id)
    expect(reference).toMatch(/^VIL-/)
    const { rows } = await other.pool.query(`select id from ticket`)
    const ticketId = rows[0]?.id
    const answer = await other.app.handler.submit(
      {
        id: commandIdSchema.parse(randomUUID()),
        command: { type: 'close_ticket', ticketId, outcome: 'done' },
      },
      CHIEF,
    )
    expect(answer.status).toBe('accepted')
    await due()
    await until(async () => (await left()).length === 0)
    expect(await statusOf(id)).toBe('closed')
    await other.stop()
  })
})
