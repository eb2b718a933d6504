import { describe, expect, it } from 'vitest'
import { mapRow } from './map-row.ts'
import { replayMapSchema } from './replay-map.ts'

const requests = replayMapSchema.parse({
  about: 'written for these tests',
  timeZone: 'America/New_York',
  columns: { id: 'Id', at: 'At', type: 'Type', address: 'Address', point: { lat: 'Lat', lon: 'Lon' } },
  services: [
    { words: ['traffic signal', 'light'], code: 'FEU_TRICOLORE' },
    { words: ['street'], code: 'NID_DE_POULE' },
  ],
  otherwise: null,
  centre: [-76.6, 39.3],
})
const calls = replayMapSchema.parse({
  ...requests,
  columns: { ...requests.columns, point: 'Point' },
  otherwise: 'OCCUPATION_HALL',
  units: { unit: 'Unit', dispatched: 'Sent', enRoute: 'Route', onScene: 'Scene', available: 'Free' },
})
const toulouse = { lon: 1.44, lat: 43.6 }

const request = {
  Id: '18-1',
  At: '04/12/2018 11:11:26 AM',
  Type: 'TRT-Traffic Signal Repairs',
  Address: '1 A ST',
  Lat: '39.31012',
  Lon: '-76.60512',
}
const at = (time: string) => `04/12/2018 ${time} AM`
const call = {
  ...request,
  Point: '(39.31012, -76.60512)',
  Unit: 'E32',
  Sent: at('11:12:00'),
  Route: at('11:13:00'),
  Scene: at('11:14:00'),
  Free: at('11:15:00'),
}

const mapped = (fields: Partial<typeof request>) =>
  mapRow({ line: 7, fields: { ...request, ...fields } }, requests, toulouse)
const moved = (fields: Partial<typeof call>) =>
  mapRow({ line: 7, fields: { ...call, ...fields } }, calls, toulouse)

describe('[RP-1] a row becomes a request', () => {
  it('with its id, its time, its type by the words of the map, its address', () => {
    expect(mapped({})).toMatchObject({
      line: 7,
      id: '18-1',
      at: Date.UTC(2018, 3, 12, 15, 11, 26),
      service: 'FEU_TRICOLORE',
      address: '1 A ST',
      movement: null,
    })
  })

  it('with its point moved as far as its own city is from this one', () => {
    expect(mapped({})).toMatchObject({
      point: { lon: expect.closeTo(1.43488, 6), lat: expect.closeTo(43.61012, 6) },
    })
    expect(moved({})).toMatchObject({
      point: { lon: expect.closeTo(1.43488, 6), lat: expect.closeTo(43.61012, 6) },
    })
  })

  it('with the first entry of the map that has a word of its type', () => {
    expect(mapped({ Type: 'Street light out' })).toMatchObject({ service: 'FEU_TRICOLORE' })
    expect(mapped({ Type: 'STREET' })).toMatchObject({ service: 'NID_DE_POULE' })
    expect(moved({ Type: 'Unheard of' })).toMatchObject({ service: 'OCCUPATION_HALL' })
  })

  it('with its texts made plain', () => {
    expect(mapped({ Address: ' \u202e1 A\u0000 ST ' })).toMatchObject({ address: '1 A ST' })
  })
})

describe('[RP-3] a row without a usable point is to locate by its address, or rejected', () => {
  it.each([
    ['missing', '', ''],
    ['rounded to a degree', '39', '-77'],
    ['rounded to a kilometre', '39.31', '-76.61'],
    ['no number', 'NaN', '1e3'],
    ['out of range', '91.12345', '-76.60512'],
  ])('a point that is %s', (_what, Lat, Lon) => {
    expect(mapped({ Lat, Lon })).toMatchObject({ point: null, address: '1 A ST' })
    expect(mapped({ Lat, Lon, Address: '' })).toEqual({
      line: 7,
      reason: 'neither a usable point nor an address',
    })
  })

  it('keeps a point that has no address', () => {
    expect(mapped({ Address: '' })).toMatchObject({ address: null, point: { lon: expect.any(Number) } })
  })
})

describe('[RP-4] a row that cannot be used is rejected with its line and its reason', () => {
  it.each([
    ['no Id', { Id: ' ' }],
    ['At is no time', { At: '2018-04-12' }],
    ['Type "Bees" is not in the map', { Type: 'Bees' }],
    ['Address has more than 500 characters', { Address: 'x'.repeat(501) }],
    ['Address is not UTF-8', { Address: 'R\ufffdpublique' }],
  ])('%s', (reason, fields) => {
    expect(mapped(fields)).toEqual({ line: 7, reason })
  })

  it.each([
    ['no Unit', { Unit: '' }],
    ['Unit has more than 24 characters', { Unit: 'x'.repeat(25) }],
    ['no Sent', { Sent: '' }],
    ['no Free', { Free: '' }],
    ['Scene is no time', { Scene: 'soon' }],
    ['Sent is before At', { Sent: at('11:11:25') }],
    ['Scene is before Route', { Scene: at('11:12:59') }],
    ['Free is before Sent', { Route: '', Scene: '', Free: at('11:11:59') }],
  ])('%s', (reason, fields) => {
    expect(moved(fields)).toEqual({ line: 7, reason })
  })
})

describe("[RP-5] a row's unit has the times of the file", () => {
  it('in instants', () => {
    const sent = Date.UTC(2018, 3, 12, 15, 12)
    expect(moved({})).toMatchObject({
      movement: {
        unit: 'E32',
        dispatched: sent,
        enRoute: sent + 60_000,
        onScene: sent + 120_000,
        available: sent + 180_000,
      },
    })
  })

  it('null for a step that the file leaves out', () => {
    expect(moved({ Route: '', Scene: '' })).toMatchObject({ movement: { enRoute: null, onScene: null } })
  })
})
