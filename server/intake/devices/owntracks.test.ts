import { expect, it } from 'vitest'
import { readOwnTracks } from './owntracks.ts'

const LOCATION = {
  _type: 'location',
  lat: 43.6045,
  lon: 1.4442,
  tst: 1_767_225_600,
  acc: 8,
  vel: 36,
  cog: 271,
  alt: 150,
  batt: 83,
  conn: 'm',
  t: 'p',
  tid: 'B1',
  topic: 'owntracks/bravo/1',
}

it('[DV-1] an OwnTracks location is a fix: km/h and seconds', () => {
  expect(readOwnTracks(LOCATION)).toEqual({
    fixes: [{ lat: 43.6045, lon: 1.4442, accuracy: 8, heading: 271, speed: 10, at: 1_767_225_600_000 }],
    sos: null,
    unusable: 0,
  })
  expect(readOwnTracks({ ...LOCATION, vel: -1, cog: -1, acc: undefined }).fixes).toMatchObject([
    { speed: null, heading: null, accuracy: 50 },
  ])
})

it.each([
  { _type: 'transition', event: 'enter', tst: 1, lat: 43, lon: 1 },
  { _type: 'waypoints', waypoints: [] },
  { _type: 'lwt', tst: 1 },
  { _type: 'status' },
  { _type: 'encrypted', data: 'b64' },
  { _type: 'of tomorrow' },
  {},
  [],
  null,
  undefined,
  'text',
])('[DV-2] takes %j as saying nothing', (body) => {
  expect(readOwnTracks(body)).toEqual({ fixes: [], sos: null, unusable: 0 })
})

it.each([{ lat: 91 }, { lon: null }, { tst: undefined }, { tst: 'x' }, { lat: [] }, { lon: '1e400' }])(
  '[DV-2] counts a location with %j as unusable',
  (wrong) => {
    expect(readOwnTracks({ ...LOCATION, ...wrong })).toEqual({ fixes: [], sos: null, unusable: 1 })
  },
)
