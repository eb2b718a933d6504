import { describe, expect, it } from 'vitest'
import { readJson, readQuery } from './osmand.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const clock = { now: NOW, timeZone: 'Europe/Paris' }
const TOLD = { id: 'k3fw', lat: '43.6045', lon: '1.4442', timestamp: '1767225600' }

describe('the query of the Traccar Client', () => {
  it('[DV-1] tells a fix: knots, seconds, degrees', () => {
    const asked = {
      ...TOLD,
      speed: '12.4',
      bearing: '271',
      altitude: '150',
      accuracy: '8',
      batt: '83',
      valid: 'true',
    }
    expect(readQuery(asked, clock)).toEqual({
      secret: 'k3fw',
      fixes: [
        {
          lat: 43.6045,
          lon: 1.4442,
          accuracy: 8,
          heading: 271,
          speed: expect.closeTo(6.379, 3),
          at: 1_767_225_600_000,
        },
      ],
      sos: null,
      unusable: 0,
    })
  })

  it.each([
    ['seconds', '1767225600', 1_767_225_600_000],
    ['milliseconds', '1767225600123', 1_767_225_600_123],
    ['ISO 8601', '2026-01-01T01:00:00.500+01:00', 1_767_225_600_500],
    ['a wall clock of the town', '2026-01-01 01:00:00', 1_767_225_600_000],
    ['a wall clock in summer', '2026-07-01 02:00:00', 1_782_864_000_000],
    ['nothing', '', NOW],
  ])('[DV-1] takes an instant as %s', (_what, timestamp, at) => {
    expect(readQuery({ ...TOLD, timestamp }, clock).fixes.map((fix) => fix.at)).toEqual([at])
  })

  it.each<[string, Record<string, string | string[]>, object]>([
    [
      'deviceid, location and heading',
      { deviceid: 'k3fw', location: '43.6,1.44', heading: '90' },
      { heading: 90 },
    ],
    ['repeated fields, by the first', { ...TOLD, lat: ['43.6', '12'], id: ['k3fw', 'other'] }, { lat: 43.6 }],
    ['no accuracy', TOLD, { accuracy: 50, heading: null, speed: null }],
    ['an absurd speed', { ...TOLD, speed: '9000' }, { speed: null }],
    ['a full turn', { ...TOLD, bearing: '360' }, { heading: 0 }],
  ])('[DV-1] takes %s', (_what, asked, fix) => {
    const { secret, fixes } = readQuery(asked, clock)
    expect([secret, fixes]).toEqual(['k3fw', [expect.objectContaining(fix)]])
  })

  it.each<[string, Record<string, string | string[]>]>([
    ['lat 91', { lat: '91' }],
    ['NaN', { lat: 'NaN' }],
    ['a latitude without a longitude', { lon: '' }],
    ['text', { lat: 'ici' }],
    ['an instant before 1970', { timestamp: '-5' }],
    ['an instant that is none', { timestamp: 'hier' }],
    ['a day that does not exist', { timestamp: '2026-02-30 10:00:00' }],
    ['an endless number', { timestamp: '9'.repeat(400) }],
    ['not valid, by its own word', { valid: 'false' }],
  ])('[DV-2] counts a point of %s as unusable', (_what, wrong) => {
    expect(readQuery({ ...TOLD, ...wrong }, clock)).toMatchObject({ secret: 'k3fw', fixes: [], unusable: 1 })
  })

  it('[DV-2] takes a message without a place, without an id, or from a prototype, as saying nothing', () => {
    expect(readQuery({ id: 'k3fw', cell: '208,1,2,3' }, clock)).toMatchObject({ fixes: [], unusable: 0 })
    expect(readQuery({}, clock)).toEqual({ secret: null, fixes: [], sos: null, unusable: 0 })
    expect(readQuery(JSON.parse('{"__proto__": {"id": "x"}}'), clock).secret).toBeNull()
  })

  it('[DV-3] takes the alarm of the SOS button, with or without a place', () => {
    const at = { at: 1_767_225_600_000, position: { lon: 1.4442, lat: 43.6045 } }
    expect(readQuery({ ...TOLD, alarm: 'sos' }, clock).sos).toEqual(at)
    expect(readQuery({ id: 'k3fw', alarm: 'SOS' }, clock).sos).toEqual({ at: NOW, position: null })
    expect(readQuery({ ...TOLD, alarm: 'lowBattery' }, clock).sos).toBeNull()
  })
})

describe('the JSON of the Traccar Client', () => {
  const point = {
    timestamp: '2026-01-01T00:00:00.000Z',
    coords: { latitude: 43.6, longitude: 1.44, accuracy: 8, speed: 6.2, heading: 271, altitude: 150 },
    is_moving: true,
    odometer: 1234,
    event: 'motionchange',
    battery: { level: 0.83, is_charging: false },
    activity: { type: 'in_vehicle' },
    mock: false,
    extras: {},
  }
  const fix = { lat: 43.6, lon: 1.44, accuracy: 8, speed: 6.2, heading: 271, at: 1_767_225_600_000 }

  it('[DV-1] tells a fix: metres a second, negative for unknown', () => {
    expect(readJson({ device_id: '48241179', location: point }, clock)).toEqual({
      secret: '48241179',
      fixes: [fix],
      sos: null,
      unusable: 0,
    })
    const still = { ...point, coords: { ...point.coords, speed: -1, heading: -1 } }
    expect(readJson({ device_id: 1, location: still }, clock)).toMatchObject({
      secret: '1',
      fixes: [{ speed: null, heading: null }],
    })
  })

  it('[DV-1] tells several in a list, each at its own instant', () => {
    const later = { ...point, timestamp: '2026-01-01T00:00:10.000Z' }
    const { fixes } = readJson({ device_id: 'a', location: [later, point] }, clock)
    expect(fixes.map(({ at }) => at)).toEqual([fix.at + 10_000, fix.at])
  })

  it('[DV-3] takes an alarm among the extras of its point', () => {
    const pressed = { ...point, extras: { alarm: 'sos' } }
    const heartbeat = { ...point, extras: { heartbeat: true } }
    const sos = { at: fix.at, position: { lon: 1.44, lat: 43.6 } }
    expect(readJson({ device_id: 'a', location: pressed }, clock).sos).toEqual(sos)
    expect(readJson({ device_id: 'a', location: heartbeat }, clock).sos).toBeNull()
  })

  it('[DV-3] takes an alarm whose point has no place', () => {
    const alarm = { timestamp: point.timestamp, alarm: 'sos' }
    expect(readJson({ device_id: 'a', location: alarm }, clock)).toEqual({
      secret: 'a',
      fixes: [],
      sos: { at: fix.at, position: null },
      unusable: 0,
    })
    expect(readJson({ device_id: 'a', location: [point, alarm] }, clock).sos).toEqual({
      at: fix.at,
      position: { lon: 1.44, lat: 43.6 },
    })
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'x'],
    ['a list', [1, 2]],
    ['a location that is a number', { device_id: 'a', location: 7 }],
    ['no location', { device_id: 'a' }],
    ['an id that is an object', { device_id: { $ne: 1 }, location: [] }],
  ])('[DV-2] takes %s as saying nothing', (_what, body) => {
    expect(readJson(body, clock)).toMatchObject({ fixes: [], sos: null, unusable: 0 })
  })

  it('[DV-2] counts what cannot be used, and keeps what can', () => {
    const wrong = [
      { ...point, coords: { latitude: 'x', longitude: 1 } },
      { ...point, coords: [] },
      { ...point, mock: true },
      { ...point, timestamp: {} },
    ]
    const { fixes, unusable } = readJson({ device_id: 'a', location: [...wrong, point] }, clock)
    expect([fixes.length, unusable]).toEqual([1, 4])
  })
})
