import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readDraft } from '../device/device-draft-store.ts'
import { report } from '../store/report-store.ts'
import {
  answerQuestion,
  change,
  chooseType,
  modify,
  openForm,
  pointAt,
  send,
  sendWhenOnline,
} from './report-form.ts'

const text = { fr: 'x', en: 'x' }
const town = {
  name: 'Toulouse',
  timeZone: 'Europe/Paris',
  center: [1.44, 43.6],
  zoom: 13,
  bounds: [1.3, 43.5, 1.5, 43.7],
  label: text,
  credit: text,
  mapVersion: '1',
  jurisdictions: [],
  agencies: [],
  common: [],
}
const type = {
  service_code: 'TROU',
  extended_attributes: {
    questions: [],
    rules: [],
    priority: 3,
    agency: 'roads',
    agencies: [],
    deadlines: { acknowledged: 5, onScene: 30 },
    usualMinutesOnScene: 15,
  },
}
const made = [
  { service_request_id: 'TOU-2026-000012', follow_token: 'abcdefghijklmnop', service_notice: null },
]

/** What the server answers to a post; null: the answer is lost. */
let door: { status: number; body: unknown } | null
let posted: { id: string | null; description: FormDataEntryValue | null }[]
let reverse: { status: number; body: unknown }

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })

beforeEach(async () => {
  door = { status: 201, body: made }
  posted = []
  reverse = { status: 200, body: { nearest: null, district: null } }
  vi.stubGlobal('location', { hash: '', pathname: '/signaler' })
  vi.stubGlobal('history', { replaceState: () => {} })
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (path === '/api/signaler') return json(200, town)
    if (path.includes('/services.json')) return json(200, [])
    if (path.includes('/services/')) return json(200, type)
    if (path.includes('/reverse')) return json(reverse.status, reverse.body)
    const headers = new Headers(init.headers)
    const body = init.body as FormData
    posted.push({ id: headers.get('Idempotency-Key'), description: body.get('description') })
    if (door === null) throw new TypeError('the network is gone')
    return json(door.status, door.body)
  })
  await openForm()
  chooseType('TROU')
  await vi.waitFor(() => expect(report.getState().type).not.toBeNull())
  change({ place: { kind: 'words', text: 'derrière la gare' }, description: 'un trou' })
})
afterEach(() => {
  vi.unstubAllGlobals()
  report.setState({ taken: null })
})

const state = () => report.getState()
const kept = async () => (await readDraft()).draft

describe('a report from the form', () => {
  it('[SG-10] is kept on the device while it is written, and no more once it is sent', async () => {
    await vi.waitFor(async () => expect(await kept()).toMatchObject({ description: 'un trou' }))
    const { id } = state().draft
    await openForm()
    expect([state().draft.id, state().restored]).toEqual([id, true])
    await vi.waitFor(() => expect(state().type).not.toBeNull())
    await send()
    expect(state().taken).toMatchObject({ reference: 'TOU-2026-000012', partly: false })
    await vi.waitFor(async () => expect(await kept()).toBeUndefined())
    expect(state().draft).toMatchObject({ serviceCode: null, description: '' })
  })

  it('[SG-11] that nobody answered stays as it is, goes again under the same id by itself once there is a network', async () => {
    door = null
    await send()
    expect(state().sending.state).toBe('unanswered')
    change({ description: 'autre chose' })
    answerQuestion('X', 'y')
    chooseType(null)
    expect(state().draft).toMatchObject({ serviceCode: 'TROU', description: 'un trou', answers: {} })
    // The page is loaded anew meanwhile.
    await vi.waitFor(async () => expect(await kept()).toMatchObject({ unanswered: true }))
    await openForm()
    await vi.waitFor(() => expect(state().type).not.toBeNull())
    expect(state().sending.state).toBe('unanswered')
    const target = new EventTarget()
    vi.stubGlobal('addEventListener', target.addEventListener.bind(target))
    vi.stubGlobal('removeEventListener', target.removeEventListener.bind(target))
    const stop = sendWhenOnline()
    door = { status: 201, body: made }
    target.dispatchEvent(new Event('online'))
    await vi.waitFor(() => expect(state().taken).not.toBeNull())
    stop()
    expect(posted).toHaveLength(2)
    expect(posted[1]).toEqual(posted[0])
  })

  it('[SG-11] that nobody answered and is changed is another report', async () => {
    door = null
    await send()
    const { id } = state().draft
    modify()
    change({ description: 'un trou, et un vélo' })
    door = { status: 201, body: made }
    await send()
    expect(posted.map((one) => one.description)).toEqual(['un trou', 'un trou, et un vélo'])
    expect(posted[1]?.id).not.toBe(id)
  })

  it('[SG-12] that was refused, or has to wait, may be changed and is still the same', async () => {
    door = { status: 429, body: [] }
    await send()
    expect(state().sending).toMatchObject({ state: 'wait' })
    const { id } = state().draft
    change({ description: 'un grand trou' })
    door = { status: 400, body: [{ code: 400, description: 'no' }] }
    await send()
    expect(state().sending).toMatchObject({ state: 'refused', why: 'no' })
    door = { status: 201, body: made }
    await send()
    expect(posted.map((one) => one.id)).toEqual([id, id, id])
    expect(state().taken).not.toBeNull()
  })

  it('[SG-12] shows its number again when its page is loaded anew', async () => {
    vi.stubGlobal('location', { hash: '#abcdefghijklmnop', pathname: '/signaler' })
    vi.stubGlobal('fetch', async (path: string) =>
      path.includes('tokens/abcdefghijklmnop') ? json(200, made) : json(404, {}),
    )
    await openForm()
    expect(state().taken).toEqual({ token: 'abcdefghijklmnop', reference: 'TOU-2026-000012', partly: false })
  })

  it('[SG-14] asks whether it is where the device says, not where a person pointed; outside the town it is nowhere', async () => {
    const at = { lon: 1.44, lat: 43.6 }
    const nearest = {
      kind: 'address',
      label: '12 Rue des Lois',
      municipality: null,
      lon: 1.44,
      lat: 43.6,
      metres: 8,
    }
    reverse = { status: 200, body: { nearest, district: null } }
    expect(await pointAt(at, 40)).toBe(true)
    expect(state().draft.place).toMatchObject({ label: '12 Rue des Lois', metres: 40, confirmed: false })
    expect(await pointAt({ ...at }, null)).toBe(true)
    expect(state().draft.place).toMatchObject({ label: '12 Rue des Lois', confirmed: true })
    reverse = { status: 404, body: { code: 'outside_territory', message: text } }
    expect(await pointAt({ lon: 151, lat: -33 }, 40)).toBe(false)
    expect(state().draft.place).toBeNull()
    reverse = { status: 500, body: null }
    expect(await pointAt(at, null)).toBe(true)
    expect(state().draft.place).toMatchObject({ at, label: null })
  })
})
