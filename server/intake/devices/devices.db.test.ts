import { beforeAll, describe, expect, it } from 'vitest'
import type { Crew } from '../../../shared/crew/crew.ts'
import { decodePositions, type FramePosition } from '../../../shared/position-frame.ts'
import { createTelephone, revokeDevice } from '../../session/devices.ts'
import type { DoorClient } from '../../simulation/door-client.ts'
import { runningServer } from '../../test-running-server.ts'

const SOON = { timeout: 20_000 }
const PLACE = { lat: 43.6045, lon: 1.4442 }

describe('telephones that tell a running server where they are', () => {
  const server = runningServer()
  let url: string
  let post: DoorClient
  let secrets: { owntracks: string; osmand: string; other: string }
  const seen = new Map<number, FramePosition>()

  const crewOf = (callSign: string): Crew => {
    const crew = [...post.board.crews.values()].find((one) => one.callSign === callSign)
    if (crew === undefined) throw new Error(`There is no crew ${callSign}.`)
    return crew
  }

  beforeAll(async () => {
    url = server.url
    post = await server.client('poste1')
    const socket = await post.connect()
    socket.on('positions', (raw) => {
      for (const one of decodePositions(new Uint8Array(raw)).positions) seen.set(one.crew, one)
    })
    const device = async (name: string, protocol: 'owntracks' | 'osmand', callSign: string) =>
      (await createTelephone(server.pool, { name, protocol, callSign })).secret
    secrets = {
      owntracks: await device('Téléphone ALPHA 1', 'owntracks', 'ALPHA 1'),
      osmand: await device('Téléphone MOTO 1', 'osmand', 'MOTO 1'),
      other: await device('Téléphone perdu', 'owntracks', 'ALPHA 2'),
    }
    for (const callSign of ['ALPHA 1', 'ALPHA 2', 'MOTO 1'])
      await post.send({ type: 'come_on_duty', crewId: crewOf(callSign).id, members: 2 })
  })

  const owntracks = (body: unknown, secret: string | null = secrets.owntracks) =>
    fetch(`${url}/owntracks`, {
      method: 'POST',
      headers: secret === null ? {} : { authorization: `Basic ${btoa(`alpha1:${secret}`)}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const location = (more: object = {}) => ({
    _type: 'location',
    ...PLACE,
    // Whole seconds: rounded down, the first would be from before the crew came on duty.
    tst: Math.ceil(Date.now() / 1000),
    acc: 8,
    vel: 36,
    cog: 90,
    ...more,
  })
  const osmand = (query: Record<string, string>, init: RequestInit = {}) =>
    fetch(`${url}/osmand?${new URLSearchParams(query)}`, init)
  const osmandJson = (body: unknown) =>
    fetch(`${url}/osmand`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const whereIs = (callSign: string) => seen.get(crewOf(callSign).number)

  it('[DV-4] shows on consoles where OwnTracks and the Traccar Client say their crews are', async () => {
    const response = await owntracks(location())
    expect([response.status, await response.json()]).toEqual([200, []])
    await expect.poll(() => whereIs('ALPHA 1'), SOON).toMatchObject({ speed: 10, heading: 90 })
    expect(whereIs('ALPHA 1')?.lat).toBeCloseTo(43.6045, 6)
    const asked = {
      id: secrets.osmand,
      lat: '43.61',
      lon: '1.45',
      timestamp: String(Date.now()),
      speed: '20',
    }
    const answer = await osmand(asked)
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    await expect.poll(() => whereIs('MOTO 1')?.lat, SOON).toBeCloseTo(43.61, 6)
  })

  it('[DV-4] takes a form, and a list out of order: the newest is where the crew is', async () => {
    const form = new URLSearchParams({ id: secrets.osmand, lat: '43.6101', lon: '1.45' })
    expect((await fetch(`${url}/osmand`, { method: 'POST', body: form })).status).toBe(200)
    await expect.poll(() => whereIs('MOTO 1')?.lat, SOON).toBeCloseTo(43.6101, 6)
    const point = (ago: number, latitude: number) => ({
      timestamp: new Date(Date.now() - ago).toISOString(),
      coords: { latitude, longitude: 1.45, accuracy: 5 },
    })
    const late = point(3 * 86_400_000, 43.59)
    const answer = await osmandJson({
      device_id: secrets.osmand,
      location: [point(0, 43.6103), late, point(1_000, 43.6102)],
    })
    expect(answer.status).toBe(200)
    await expect.poll(() => whereIs('MOTO 1')?.lat, SOON).toBeCloseTo(43.6103, 6)
  })

  it('[DV-5] answers a device that is not known as its program can bear, with one line a minute in the log', async () => {
    const lines = () => server.log.split('\n').filter((line) => line.includes('not known')).length
    expect((await owntracks(location(), null)).status).toBe(200)
    expect((await owntracks(location(), 'wrong')).status).toBe(200)
    // The secret of another protocol's device opens nothing.
    expect((await owntracks(location(), secrets.osmand)).status).toBe(200)
    expect((await osmand({ id: 'wrong', lat: '43.6', lon: '1.44' })).status).toBe(400)
    expect((await osmand({ lat: '43.6', lon: '1.44' })).status).toBe(400)
    expect((await osmandJson({ device_id: 'wrong', location: {} })).status).toBe(404)
    expect((await osmandJson('{"cut')).status).toBe(404)
    // One for each protocol, however often they ask in a minute.
    await expect.poll(lines, SOON).toBe(2)
    for (const secret of Object.values(secrets)) expect(server.log).not.toContain(secret)
    expect(server.log).not.toMatch(/43\.6|1\.44/)
  })

  it('[DV-5] takes whatever OwnTracks posts: other types, nothing, rubbish, too much', async () => {
    const posted = [
      { _type: 'lwt', tst: 1 },
      '',
      '{"cut',
      '[1]',
      location({ lat: 'x' }),
      'x'.repeat(9_000_000),
    ]
    for (const body of posted) {
      const response = await owntracks(body)
      expect([response.status, await response.json()]).toEqual([200, []])
    }
    expect((await osmandJson('x'.repeat(9_000_000))).status).toBe(413)
    expect((await owntracks(location())).status).toBe(200)
  })

  it('[DV-6] hears a revoked device no more, and nothing of a crew that is off duty', async () => {
    await owntracks(location(), secrets.other)
    await expect.poll(() => whereIs('ALPHA 2'), SOON).toBeDefined()
    await revokeDevice(server.pool, { name: 'Téléphone perdu' })
    await new Promise((settle) => setTimeout(settle, 1_100))
    await owntracks(location({ lat: 43.6049, tst: Math.ceil(Date.now() / 1000) + 1 }), secrets.other)
    const crew = crewOf('ALPHA 1')
    await post.send({ type: 'go_off_duty', crewId: crew.id })
    await owntracks(location({ lat: 43.6048, tst: Math.ceil(Date.now() / 1000) + 1 }))
    await owntracks(location())
    const asked = { id: secrets.osmand, lat: '43.6105', lon: '1.45' }
    await osmand(asked)
    await expect.poll(() => whereIs('MOTO 1')?.lat, SOON).toBeCloseTo(43.6105, 6)
    expect(whereIs('ALPHA 2')?.lat).toBeCloseTo(43.6045, 6)
    expect(whereIs('ALPHA 1')?.lat).toBeCloseTo(43.6045, 6)
    const stored = () => server.pool.query('select from crew_position where crew_id = $1', [crew.id])
    await expect.poll(async () => (await stored()).rowCount, SOON).toBe(0)
  })

  it('[DV-7] the SOS button is a distress call, once, where the crew is', async () => {
    const moto = crewOf('MOTO 1')
    const alarm = { timestamp: new Date().toISOString(), alarm: 'sos' }
    for (let told = 0; told < 3; told += 1)
      expect((await osmandJson({ device_id: secrets.osmand, location: alarm })).status).toBe(200)
    await expect.poll(() => crewOf('MOTO 1').duty, SOON).toBe('distress')
    const distress = [...post.board.tickets.values()].filter(
      ({ serviceCode }) => serviceCode === 'CREW_DISTRESS',
    )
    expect(distress).toHaveLength(1)
    expect(distress[0]?.position?.lat).toBeCloseTo(43.6105, 4)
    const { rows } = await server.pool.query(
      "select event->>'crewId' as crew, actor->>'label' as label from event where event->>'type' = 'distress_raised'",
    )
    expect(rows).toEqual([{ crew: moto.id, label: 'MOTO 1' }])
  })
})
