import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type CatalogueDesk, type DraftToSave, draftToSaveSchema } from '../../shared/catalogue/draft-wire.ts'
import { AGENCIES, HOLE, NOISE, NOW } from '../../shared/test-board.ts'
import { desk } from '../store/catalogue-desk.ts'
import { discard, edit, moveService, openDesk, publish, refreshDesk, takeTheirs } from './catalogue-desk.ts'

const text = { fr: 'x', en: 'x' }
const city = {
  name: 'Toulouse',
  jurisdiction: 'toulouse',
  timeZone: 'Europe/Paris',
  center: [1.44, 43.6],
  zoom: 13,
  bounds: [1.3, 43.5, 1.5, 43.7],
  label: text,
  credit: text,
  districts: [],
  onCall: { changeOver: { day: 'friday', at: '12:00' }, agencies: [] },
  fleet: { vehicles: [], equipment: [] },
  mapVersion: '1',
}
const family = { code: 'noise', name: { fr: 'Bruit', en: 'Noise' } }
const inForce = { families: [family], agencies: [...AGENCIES], services: [NOISE] }
const renamed = { ...inForce, services: [{ ...NOISE, name: { fr: 'Vacarme', en: 'Din' } }] }
const inWords = (fr: string) => ({ code: 'x', message: { fr, en: fr } })

/** What the server has, and what it answers to a draft; `away`: nothing. */
let there: CatalogueDesk
let saving: { status: number; body: object } | null
let away = false
/** Drafts that came there, and what the device keeps. */
let drafts: DraftToSave[]
/** What was asked to be published; the first answers are lost. */
let published: string[]
let lost = 0
let shelf: Map<string, string>
/** What the page listens to. */
let listeners: Map<string, (event: Event) => void>
let close = () => {}

const json = (status: number, body: object) => new Response(JSON.stringify(body), { status })

function answer(method: string, path: string, body: unknown): Response {
  if (away) throw new TypeError('the network is gone')
  if (path === '/api/city') return json(200, city)
  if (path === '/api/catalogue/1') return json(200, { ...inForce, version: 1 })
  if (path === '/api/catalogue/2') return json(200, { ...renamed, version: 2 })
  if (path === '/api/catalogue/draft/publication') {
    published.push(String(body))
    there = { ...there, draft: null, published: { version: 2, at: NOW, by: 'Poste 1' } }
    if (published.length <= lost) throw new TypeError('the answer is lost')
    return json(200, { version: 2 })
  }
  if (method === 'PUT') drafts.push(draftToSaveSchema.parse(JSON.parse(String(body))))
  if (method === 'PUT')
    return saving === null
      ? json(200, { at: NOW, by: 'Poste 1', problems: [] })
      : json(saving.status, saving.body)
  return json(200, there)
}

beforeEach(async () => {
  there = { published: { version: 1, at: NOW, by: 'Vigie' }, draft: null, underWay: {} }
  saving = null
  away = false
  drafts = []
  published = []
  lost = 0
  shelf = new Map()
  listeners = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, text: string) => void shelf.set(key, text),
    removeItem: (key: string) => void shelf.delete(key),
  })
  vi.stubGlobal('document', { visibilityState: 'hidden' })
  vi.stubGlobal('addEventListener', (type: string, hear: () => void) => listeners.set(type, hear))
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) =>
    answer(method, path, body),
  )
  close = openDesk()
  await vi.waitFor(() => expect(desk.getState().reading).toBe('read'))
})
afterEach(async () => {
  close()
  // What was written last is on its way.
  await new Promise((settle) => setTimeout(settle))
  vi.unstubAllGlobals()
})

describe('the desk of the catalogue', () => {
  it('[CE-12] is told the version that was published', async () => {
    edit(renamed, null)
    expect(await publish()).toBe(2)
    expect(desk.getState()).toMatchObject({ basedOn: 2, published: { version: 2 } })
  })

  it('[CE-13] asks for the same publication where the answer was lost, also once the news of it has come', async () => {
    lost = 1
    edit(renamed, null)
    expect(await publish()).toBe('Le serveur ne répond pas.')
    await refreshDesk()
    expect(desk.getState().published?.version).toBe(2)
    expect(await publish()).toBe(2)
    expect([new Set(published).size, published.length, drafts.length]).toEqual([1, 2, 1])
  })

  it('[CE-12] says why nothing was published, where the server does not take what is written', async () => {
    saving = { status: 413, body: inWords('La requête est trop longue.') }
    edit(renamed, null)
    expect(await publish()).toBe('La requête est trop longue.')
    expect(desk.getState()).toMatchObject({ basedOn: 1, published: { version: 1 } })
  })

  const theirs = { basedOn: 1, revision: randomUUID(), at: NOW, by: 'Poste 2', catalogue: inForce }

  it('[CE-12] publishes nothing while another draft is there, and asks which', async () => {
    there = { ...there, draft: theirs }
    saving = { status: 409, body: { ...inWords('changé'), code: 'draft_changed', ...there } }
    edit(renamed, null)
    expect(await publish()).toBeNull()
    expect(desk.getState()).toMatchObject({ choosing: true, other: { draft: { by: 'Poste 2' } } })
  })

  it('[CE-12] keeps both drafts where the one that is chosen cannot be had, and says so', async () => {
    desk.setState({ other: { ...there, draft: theirs }, choosing: true })
    away = true
    expect(await takeTheirs()).toBe('Le serveur ne répond pas.')
    expect(desk.getState().other).not.toBeNull()
    away = false
    expect(await takeTheirs()).toBeNull()
    expect(desk.getState()).toMatchObject({ other: null, history: { present: inForce } })
  })

  it('[CE-3] has nothing to take back where a type was first, or last, already', () => {
    edit({ ...inForce, services: [NOISE, { ...HOLE, family: 'noise' }] }, null)
    const steps = () => desk.getState().history.past.length
    expect([moveService(0, -1), moveService(1, 1), steps()]).toEqual([0, 1, 1])
    expect([moveService(0, 1), steps()]).toEqual([1, 2])
    expect(desk.getState().shown).toEqual({ what: 'service', index: 1 })
  })

  it('[CE-14] saves the last change at once when the page is hidden, and warns who closes it while that is not done', async () => {
    edit(renamed, null)
    const closing = new Event('beforeunload', { cancelable: true })
    listeners.get('beforeunload')?.(closing)
    expect(closing.defaultPrevented).toBe(true)
    await vi.waitFor(() => expect(desk.getState().save).toMatchObject({ is: 'saved' }))
    edit(inForce, null)
    listeners.get('visibilitychange')?.(new Event('visibilitychange'))
    await vi.waitFor(() => expect(drafts).toHaveLength(2))
    expect(drafts[1]).toMatchObject({ after: drafts[0]?.revision, catalogue: inForce })
  })

  it('[CE-14] saves the last change of a screen that is left, before it is read again', async () => {
    edit(renamed, null)
    close()
    expect(drafts).toMatchObject([{ catalogue: renamed }])
    close = openDesk()
    await vi.waitFor(() => expect(desk.getState().reading).toBe('read'))
    expect(shelf.size).toBe(0)
    expect(drafts).toHaveLength(1)
  })

  it('[CE-14] takes up what the server had taken unheard as its own', async () => {
    away = true
    edit(renamed, null)
    close()
    await vi.waitFor(() => expect(shelf.get('vigie.catalogue')).toContain('"sending":"'))
    const { sending } = JSON.parse(shelf.get('vigie.catalogue') ?? '')
    away = false
    there = { ...there, draft: { ...theirs, revision: sending, catalogue: renamed } }
    close = openDesk()
    await vi.waitFor(() => expect(desk.getState().reading).toBe('read'))
    expect(desk.getState()).toMatchObject({ other: null, history: { present: renamed } })
  })

  it('[CE-12] throws away what the server never took', async () => {
    saving = { status: 413, body: inWords('La requête est trop longue.') }
    edit(renamed, null)
    expect(await discard()).toBeNull()
    expect(desk.getState()).toMatchObject({ history: { present: inForce }, save: { is: 'saved', at: null } })
  })
})
