import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { TicketId } from '../../shared/id.ts'
import { givenUp } from '../job/job.ts'
import { findTicket } from '../projection/ticket.ts'
import { takenBackJobs } from './taken-back-job.ts'
import { both, CHIEF, deliveryStage } from './test-deliveries.ts'

describe('a ticket that is taken back from a partner', () => {
  const stage = deliveryStage()
  const { partner, letters, mailManners, run, say, take, settled, waiting, timeline, problems, wake } = stage

  const takeBack = async (ticketId: TicketId) =>
    expect(await say({ type: 'reopen_ticket', ticketId, reason: 'Nadia Verbrugge rappelle' }, CHIEF)).toBe(
      'accepted',
    )
  const done = async () => {
    while ((await waiting()) > 0) await wait(10)
  }
  const types = async (id: TicketId) =>
    (await timeline(id)).slice(2).map((event) => 'type' in event && event.type)
  const runBoth = (tries = 4) => [run({}, tries), run({}, tries, takenBackJobs)]

  it.each(['hangs', 'late', 'drops', 'fails', 'fails after', 'busy', 'twice'] as const)(
    '[DL-14] is told so once by a webhook that %s, of the hand-off that it was told',
    async (manner) => {
      runBoth()
      const id = await take('hook')
      await settled(id)
      const [[handOff = ''] = []] = [...partner.told]
      partner.manners.push(manner)
      await takeBack(id)
      await done()
      expect(partner.told.size).toBe(2)
      const [, [key, body] = []] = [...partner.told]
      const ticket = await findTicket(stage.database, { id })
      expect(body).toEqual({
        id: key,
        type: 'taken_back',
        agency: 'hook',
        handOff,
        handedAt: expect.stringMatching(/Z$/),
        takenBackAt: expect.stringMatching(/Z$/),
        ticket: { reference: `F-${ticket?.number}` },
      })
      expect(ticket).toMatchObject({ status: 'open', transfer: null })
      expect(await types(id)).toEqual([
        'hand_off_delivered',
        'ticket_reopened',
        'hand_off_taken_back',
        'hand_off_delivered',
      ])
      expect((await timeline(id)).at(-1)).toMatchObject({ about: 'taken_back', channel: 'webhook' })
    },
  )

  it('[DL-14] is told so by a second letter, which answers the first and is the same each time', async () => {
    runBoth()
    const id = await take('post')
    await settled(id)
    mailManners.push('drops')
    await takeBack(id)
    await done()
    expect(letters).toHaveLength(3)
    const [first, second, third] = letters
    expect(second?.raw).toBe(third?.raw)
    expect(second?.id).not.toBe(first?.id)
    expect(second?.raw).toContain(`In-Reply-To: ${first?.id}`)
    expect(second?.raw).not.toContain('Verbrugge')
  })

  it('[DL-14] is told so by an update of the request, where their server takes those', async () => {
    runBoth()
    const id = await take('town')
    await settled(id)
    partner.manners.push('drops')
    await takeBack(id)
    await done()
    const [form] = [...partner.updates.values()]
    expect(partner.updates.size).toBe(1)
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      api_key: 'k-1',
      jurisdiction_id: 'next',
      service_request_id: 'A-1',
      status: 'CLOSED',
    })
    expect(String(form)).not.toContain('Verbrugge')
    expect(partner.filed).toHaveLength(1)
  })

  it('[DL-14] is for a person to say where their server takes none, and where a person told it', async () => {
    runBoth()
    partner.updatesAreTaken = false
    const id = await take('town')
    await settled(id)
    await takeBack(id)
    await done()
    const other = await take('word')
    const handedAt = (await findTicket(stage.database, { id: other }))?.transfer?.at
    const of = { ticketId: other, agency: 'word', handedAt }
    await say({ type: 'tell_partner', ...of, means: 'telephone', toldAt: null }, CHIEF)
    await takeBack(other)
    await done()
    const { jobs } = await givenUp(stage.database, both)
    expect(jobs.map(({ agency, problem, isOver }) => [agency?.code, problem, isOver])).toEqual([
      ['word', 'by_person', false],
      ['town', 'updates_refused', false],
    ])
    expect(await types(id)).toContain('hand_off_not_delivered')
  })

  it('[DL-14] is not told of it where it never heard of the ticket', async () => {
    const id = await take('hook')
    await takeBack(id)
    const untold = await take('word')
    await takeBack(untold)
    runBoth()
    await done()
    partner.manners.push('refuses')
    const refused = await take('hook')
    await settled(refused, 'given_up')
    await takeBack(refused)
    await done()
    expect(partner.told.size).toBe(0)
    expect(await types(refused)).toEqual(['hand_off_not_delivered', 'ticket_reopened'])
    expect(await problems()).toEqual(['answered 422'])
  })

  it('[DL-14] is told of it where it may have heard, or hears of the ticket too late', async () => {
    run({}, 2)
    partner.manners.push('fails after', 'fails after')
    const unsure = await take('hook')
    await settled(unsure, 'given_up')
    await takeBack(unsure)
    expect(await types(unsure)).toEqual(['hand_off_not_delivered', 'ticket_reopened', 'hand_off_taken_back'])
    // It arrives while it is taken back.
    partner.manners.push('late')
    const late = await take('hook')
    while (partner.told.size < 2) await wait(5)
    await takeBack(late)
    run({}, 4, takenBackJobs)
    wake()
    await done()
    const back = [...partner.told.values()].filter((body) => JSON.stringify(body).includes('taken_back'))
    expect(back).toHaveLength(2)
    expect((await types(late)).filter((type) => type === 'hand_off_taken_back')).toHaveLength(1)
  })

  it('[DL-14] is told of it once, however that came to be known', async () => {
    runBoth()
    const id = await take('hook')
    const delivery = await settled(id)
    const handedAt = (await findTicket(stage.database, { id }))?.transfer?.at
    await takeBack(id)
    await done()
    const system = { id: 'partners', role: 'system', label: 'Partenaires', crewId: null } as const
    const of = { ticketId: id, agency: 'hook', handedAt, channel: delivery.channel }
    expect(await say({ type: 'report_unsure_delivery', ...of }, system)).toBe('accepted')
    await done()
    expect(partner.told.size).toBe(2)
  })
})
