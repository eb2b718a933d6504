import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import { alikeListSchema } from '../../../shared/protocol/intake.ts'
import { findTicket } from '../../projection/ticket.ts'
import { createAccount, createApiKey, findAccount } from '../../session/accounts.ts'
import { openSession, sessionCookie } from '../../session/session.ts'
import { IN_TOWN, IN_VILLAGE, serveTwoTowns } from '../../test-towns.ts'

type Rows = Record<string, unknown>[]

describe('several towns at one running server', () => {
  let served: Awaited<ReturnType<typeof serveTwoTowns>>
  let key: string
  beforeAll(async () => {
    served = await serveTwoTowns()
    key = await createApiKey(served.pool, 'Site', 'phone')
  })
  afterAll(() => served.stop())

  const get = (path: string) => fetch(`${served.address}/open311/v2/${path}`)
  const post = async (form: Record<string, string>) => {
    const body = new URLSearchParams({ api_key: key, ...form })
    const response = await fetch(`${served.address}/open311/v2/requests.json`, { method: 'POST', body })
    return { status: response.status, rows: (await response.json()) as Rows }
  }
  const codesOf = async (path: string) =>
    ((await (await get(path)).json()) as Rows).map(({ service_code: code }) => code)

  it('[RO-7] lists what is taken in a town, and everything where none is named', async () => {
    expect(await codesOf('services.json')).toEqual(['NOISE', 'HOLE', 'MARKET', 'PERMIT'])
    expect(await codesOf('services.json?jurisdiction_id=villeneuve')).toContain('MARKET')
    expect(await codesOf('services.json?jurisdiction_id=bourg')).toEqual(['NOISE', 'HOLE', 'PERMIT'])
    expect((await get('services/MARKET.json?jurisdiction_id=bourg')).status).toBe(404)
    expect((await get('services/MARKET.json')).status).toBe(200)
  })

  it('[RO-7] refuses what is not taken there, or not now, with whom to turn to', async () => {
    expect((await post({ service_code: 'MARKET', ...IN_TOWN })).status).toBe(201)
    expect(await post({ service_code: 'MARKET', ...IN_VILLAGE })).toEqual({
      status: 400,
      rows: [
        {
          code: 400,
          description: 'The type service_code names is not taken at this point. Voyez la mairie de Bourg.',
        },
      ],
    })
    expect(await post({ service_code: 'PERMIT', ...IN_TOWN })).toEqual({
      status: 400,
      rows: [{ code: 400, description: 'The type service_code names is not taken at this hour.' }],
    })
    const { rows } = await served.pool.query('select count(*)::int as count from ticket')
    expect(rows[0].count).toBe(1)
  })

  it('[RO-8] gives the same type to the agency of the town that the point is of', async () => {
    const receiverOf = async (place: Record<string, string>) => {
      const { rows } = await post({ service_code: 'HOLE', ...place })
      const reference = String(rows[0]?.service_request_id)
      const ticket = await findTicket(served.pool, { number: Number(reference.split('-').at(-1)) })
      return [reference.slice(0, 3), ticket?.status, ticket?.transfer?.agency]
    }
    expect(await receiverOf(IN_TOWN)).toEqual(['VIL', 'transferred', 'cleanliness'])
    expect(await receiverOf(IN_VILLAGE)).toEqual(['BRG', 'transferred', 'bourg_roads'])
  })

  it('[RO-11] names the agency that really has a request', async () => {
    const responsible = async (code: string, place: Record<string, string>) => {
      const { rows } = await post({ service_code: code, ...place })
      const answer = await get(`requests/${rows[0]?.service_request_id}.json?api_key=${key}`)
      return ((await answer.json()) as Rows)[0]?.agency_responsible
    }
    expect(await responsible('HOLE', IN_VILLAGE)).toBe('Voirie de Bourg')
    expect(await responsible('HOLE', IN_TOWN)).toBe('cleanliness')
    expect(await responsible('NOISE', IN_TOWN)).toBe('municipal_police')
  })

  it('[GR-23] has full pages of what became of the requests of one town', async () => {
    const idsOf = async (query: string) => {
      const answer = await get(`servicerequestupdates.json?api_key=${key}&${query}`)
      return ((await answer.json()) as Rows).map((row) => String(row.service_request_id))
    }
    const all = await idsOf('')
    const ofVillage = all.filter((id) => id.startsWith('BRG'))
    expect(ofVillage.length).toBeGreaterThan(1)
    expect(all.length).toBeGreaterThan(ofVillage.length)
    const paged: string[] = []
    for (const page of ofVillage.keys())
      paged.push(...(await idsOf(`jurisdiction_id=bourg&page_size=1&page=${page + 1}`)))
    expect(paged).toEqual(ofVillage)
  })

  it('[GR-25] tells that a request came back, without a word of who gave it back and why', async () => {
    const { rows } = await post({ service_code: 'HOLE', lat: '43.62', long: '1.44' })
    const reference = String(rows[0]?.service_request_id)
    const ticket = await findTicket(served.pool, { number: Number(reference.split('-').at(-1)) })
    const given = sentCommandSchema.parse({
      id: randomUUID(),
      command: { type: 'return_ticket', ticketId: ticket?.id, reason: 'Chez Mme Dupont, rue privée' },
    })
    const service: Actor = {
      id: 'account:x',
      label: 'Propreté 1',
      role: 'service',
      crewId: null,
      agency: 'cleanliness',
    }
    const answer = await served.app.handler.submit(given, service)
    expect(answer.status).toBe('accepted')
    const listed = await get(`servicerequestupdates.json?api_key=${key}`)
    const updates = ((await listed.json()) as Rows).filter((row) => row.service_request_id === reference)
    expect(updates.map(({ status, description }) => [status, description])).toEqual([
      ['internal_referral', 'Votre demande est transmise au service compétent.'],
      ['open', 'Votre demande attend une équipe.'],
    ])
    expect(JSON.stringify(updates)).not.toMatch(/Dupont|Propreté|cleanliness/)
  })

  it('[DU-13] joins what comes by a program to the ticket that a service has in hand', async () => {
    const site = await createApiKey(served.pool, 'Formulaire', 'web')
    const told = async (lat: number) => {
      const { rows } = await post({ api_key: site, service_code: 'HOLE', lat: String(lat), long: '1.44' })
      const number = Number(String(rows[0]?.service_request_id).split('-').at(-1))
      return findTicket(served.pool, { number })
    }
    const first = await told(43.601)
    const second = await told(43.6011)
    expect(first).toMatchObject({ status: 'transferred', transfer: { agency: 'cleanliness' } })
    expect(second).toMatchObject({ status: 'joined', joinedTo: first?.id })
    expect(await findTicket(served.pool, { id: first?.id ?? '' })).toMatchObject({
      status: 'transferred',
      reports: 2,
    })
    expect((await told(43.6025))?.status).toBe('transferred')
    const account = {
      userName: 'accueil',
      role: 'operator',
      post: 'Accueil',
      password: 'a long password',
    } as const
    await createAccount(served.pool, account)
    const { id = '' } = (await findAccount(served.pool, account.userName)) ?? {}
    const cookie = sessionCookie(await openSession(served.pool, id), false).split(';')[0] ?? ''
    const query = new URLSearchParams({ serviceCode: 'HOLE', lon: '1.44', lat: '43.6011' })
    const asked = await fetch(`${served.address}/api/intake/alike?${query}`, { headers: { cookie } })
    const { alike } = alikeListSchema.parse(await asked.json())
    expect(alike[0]).toMatchObject({ ticket: { id: first?.id, status: 'transferred' }, sameType: true })
  })
})
