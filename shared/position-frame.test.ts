import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePositions, encodePositions, type FramePosition } from './position-frame.ts'

/** Every value that a frame carries exactly. */
const exact: fc.Arbitrary<FramePosition> = fc.record({
  crew: fc.integer({ min: 1, max: 65_535 }),
  lon: fc.integer({ min: -180e7, max: 180e7 }).map((value) => value / 1e7),
  lat: fc.integer({ min: -90e7, max: 90e7 }).map((value) => value / 1e7),
  age: fc.integer({ min: 0, max: 65_535 }).map((value) => value / 10),
  heading: fc.option(fc.integer({ min: 0, max: 239 }).map((value) => value * 1.5)),
  speed: fc.option(fc.integer({ min: 0, max: 254 }).map((value) => value / 4)),
  accuracy: fc.integer({ min: 0, max: 255 }),
  clockAhead: fc.boolean(),
  newerApart: fc.boolean(),
})

/** Every value that the door lets in. */
const reported: fc.Arbitrary<FramePosition> = fc.record({
  crew: fc.integer({ min: 1, max: 65_535 }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  age: fc.double({ min: 0, max: 1e9, noNaN: true }),
  heading: fc.option(fc.double({ min: 0, max: 360, noNaN: true })),
  speed: fc.option(fc.double({ min: 0, max: 120, noNaN: true })),
  accuracy: fc.double({ min: 0, max: 100_000, noNaN: true }),
  clockAhead: fc.boolean(),
  newerApart: fc.boolean(),
})

const capitole: FramePosition = {
  crew: 258,
  lon: 1.4442,
  lat: 43.6045,
  age: 8,
  heading: 271.5,
  speed: 6.25,
  accuracy: 12,
  clockAhead: false,
  newerApart: true,
}

const roundTrip = (position: FramePosition) =>
  decodePositions(encodePositions({ at: 0, positions: [position] })).positions[0]

describe('the frame of positions', () => {
  it('[P-1] comes back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0 }), fc.array(exact), (at, positions) => {
        const read = decodePositions(encodePositions({ at, positions }))
        expect({ at: read.at, positions: read.positions }).toEqual({ at, positions })
        expect(read.length).toBe(positions.length)
      }),
    )
  })

  it('[P-1] keeps whatever the door lets in within half a step, or at the end of its range', () => {
    fc.assert(
      fc.property(reported, (given) => {
        const read = roundTrip(given)
        expect(read?.lon).toBeCloseTo(given.lon, 6)
        expect(read?.lat).toBeCloseTo(given.lat, 6)
        expect(Math.abs((read?.age ?? 0) - Math.min(6_553.5, given.age))).toBeLessThanOrEqual(0.0501)
        const turned = Math.abs((read?.heading ?? 0) - (given.heading ?? 0)) % 360
        expect(Math.min(turned, 360 - turned)).toBeLessThanOrEqual(0.7501)
        expect(Math.abs((read?.speed ?? 0) - Math.min(63.5, given.speed ?? 0))).toBeLessThanOrEqual(0.1251)
        expect(Math.abs((read?.accuracy ?? 0) - Math.min(255, given.accuracy))).toBeLessThanOrEqual(0.5)
        expect(read?.heading === null).toBe(given.heading === null)
        expect(read?.speed === null).toBe(given.speed === null)
      }),
    )
  })

  it('[P-1] is laid out byte by byte as documented', () => {
    const bytes = encodePositions({ at: 1_795_500_000_000, positions: [capitole] })
    const hex = Buffer.from(bytes).toString('hex')
    const header = ['01', '00', '0100', '0000303cc2207a42']
    const record = ['0201', '105edc00', 'c884fd19', '5000', 'b5', '19', '0c', '02']
    expect(hex).toBe([...header, ...record].join(''))
    expect(encodePositions({ at: 0, positions: [] })).toHaveLength(12)
    expect(encodePositions({ at: 0, positions: [capitole, capitole] })).toHaveLength(12 + 2 * 16)
  })

  it('[P-1] saturates the age, the speed and the radius instead of wrapping them', () => {
    const read = roundTrip({ ...capitole, age: 1e6, speed: 120, accuracy: 2_000, heading: 360 })
    expect(read).toMatchObject({ age: 6_553.5, speed: 63.5, accuracy: 255, heading: 0 })
    expect(roundTrip({ ...capitole, age: -3 })?.age).toBe(0)
  })

  it('[P-1] can be read from the middle of a larger buffer, as a socket hands it over', () => {
    const bytes = encodePositions({ at: 5, positions: [capitole] })
    const packet = new Uint8Array(7 + bytes.length)
    packet.set(bytes, 7)
    expect(decodePositions(packet.subarray(7)).positions).toEqual([capitole])
  })

  it('[P-2] is refused, with what is wrong, when it is cut, too long or of another version', () => {
    const bytes = encodePositions({ at: 0, positions: [capitole] })
    expect(() => decodePositions(new Uint8Array(3))).toThrow('at least 12 bytes, not 3')
    expect(() => decodePositions(bytes.subarray(0, 27))).toThrow('1 positions need 28 bytes, not 27')
    expect(() => decodePositions(new Uint8Array([...bytes, 0]))).toThrow('1 positions need 28 bytes, not 29')
    expect(() => decodePositions(Uint8Array.from(bytes, (byte, at) => (at === 0 ? 2 : byte)))).toThrow(
      'have version 1, not 2',
    )
    fc.assert(
      fc.property(fc.uint8Array({ max: 11 }), (short) => {
        expect(() => decodePositions(short)).toThrow('at least 12 bytes')
      }),
    )
  })

  it('[P-2] never carries a place that is not on earth, written or read', () => {
    expect(() => roundTrip({ ...capitole, lat: Number.NaN })).toThrow('latitude NaN')
    expect(() => roundTrip({ ...capitole, lon: 181 })).toThrow('longitude 181')
    const bytes = encodePositions({ at: 0, positions: [capitole] })
    new DataView(bytes.buffer).setInt32(12 + 6, 91e7, true)
    expect(() => decodePositions(bytes)).toThrow('latitude 91')
  })

  it('[P-2] names crews from 1 to 65,535 and carries no more of them', () => {
    for (const crew of [0, 65_536, 1.5]) expect(() => roundTrip({ ...capitole, crew })).toThrow(`not ${crew}`)
    const positions = Array.from({ length: 65_536 }, () => capitole)
    expect(() => encodePositions({ at: 0, positions })).toThrow('at most 65535 positions, not 65536')
  })
})
