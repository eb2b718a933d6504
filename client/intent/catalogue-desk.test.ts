import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CatalogueDesk } from '../../shared/catalogue/draft-wire.ts'
import { AGENCIES, HOLE, NOISE, NOW } from '../../shared/test-board.ts'
import { desk } from '../store/catalogue-desk.ts'
import { discard, edit, moveService, openDesk, publish, takeTheirs } from './catalogue-desk.ts'

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
let close = () => {}

const json = (status: number, body: object) => new Response(JSON.stringify(body), { status })

function answer(method: string, path: string): Response {
  if (away) throw new TypeError('the network is gone')
  if (path === '/api/city') return json(200, city)
  if (path === '/api/catalogue/1') return json(200, { ...inForce, version: 1 })
  if (path === '/api/catalogue/2') return json(200, { ...renamed, version: 2 })
  if (path === '/api/catalogue/draft/publication') {
    there = { ...there, draft: null, published: { version: 2, at: NOW, by: 'Poste 1' } }
    return json(200, { version: 2 })
  }
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
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} })
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('fetch', async (path: string, { method = 'GET' }: RequestInit = {}) => answer(method, path))
  close = openDesk()
  await vi.waitFor(() => expect(desk.getState().reading).toBe('read'))
})
afterEach(() => {
  close()
  vi.unstubAllGlobals()
})

describe('the desk of the catalogue', () => {
  it('[CE-12] is told the version that was published', async () => {
    edit(renamed, null)
    expect(await publish()).toBe(2)
    expect(desk.getState()).toMatchObject({ basedOn: 2, published: { version: 2 } })
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

  it('[CE-12] throws away what the server never took', async () => {
    saving = { status: 413, body: inWords('La requête est trop longue.') }
    edit(renamed, null)
    expect(await discard()).toBeNull()
    expect(desk.getState()).toMatchObject({ history: { present: inForce }, save: { is: 'saved', at: null } })
  })
})
