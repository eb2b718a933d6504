/**
 * The binary frame of positions. Little endian, no padding: 12 bytes, then 16 for each position.
 *
 * | header | bytes | type | meaning                                                                              |
 * |-------:|------:|------|--------------------------------------------------------------------------------------|
 * |      0 |     1 | u8   | version: 1. A reader throws away a frame of any other                                |
 * |      1 |     1 | u8   | reserved: 0, not looked at                                                           |
 * |      2 |     2 | u16  | number of records; the frame is exactly 12 + 16 × that many bytes long               |
 * |      4 |     8 | f64  | instant of the frame on the server's clock, in milliseconds since 1970               |
 *
 * | record | bytes | type | meaning                                                                              |
 * |-------:|------:|------|--------------------------------------------------------------------------------------|
 * |      0 |     2 | u16  | number of the crew, 1 to 65535                                                       |
 * |      2 |     4 | i32  | longitude in 10⁻⁷ degree (1.1 cm), WGS 84                                            |
 * |      6 |     4 | i32  | latitude in 10⁻⁷ degree                                                              |
 * |     10 |     2 | u16  | age of the fix at the frame's instant, in tenths of a second; 65535: 6553.5 s or more |
 * |     12 |     1 | u8   | heading in steps of 1.5° clockwise from north, 0 to 239; 255: unknown                |
 * |     13 |     1 | u8   | speed in steps of 0.25 m/s; 254: 63.5 m/s or more; 255: unknown                      |
 * |     14 |     1 | u8   | radius of the fix in metres; 255: that or more                                       |
 * |     15 |     1 | u8   | flags: bit 0, the device's clock is ahead of the server's, so the age counts from    |
 * |        |       |      | reception; bit 1, a newer fix could not be believed and is kept apart; others 0      |
 */
export interface FramePosition {
  /** The crew's number, 1 to 65535. */
  crew: number
  lon: number
  lat: number
  /** Age of the fix in seconds. */
  age: number
  /** Degrees clockwise from north, null when unknown. */
  heading: number | null
  /** Metres a second, null when unknown. */
  speed: number | null
  /** Radius of the fix in metres. */
  accuracy: number
  /** The device's clock is ahead: `age` counts from reception, and may be too small. Absent: false. */
  clockAhead?: boolean
  /** A newer fix could not be believed (a jump, or a radius of kilometres): this is the one before. Absent: false. */
  newerApart?: boolean
}

const VERSION = 1
const HEADER = 12
const RECORD = 16
const MOST = 65_535
const UNKNOWN = 255
const DEGREE = 1e7
const HEADING_STEP = 1.5
const SPEED_STEP = 0.25
const CLOCK_AHEAD = 1
const NEWER_APART = 2

/**
 * A frame of at most 65,535 positions; `at` is its server instant, in milliseconds since 1970. Throws on a value that it
 * cannot carry: a bug, since fixes are parsed at the door.
 */
export function encodePositions({ at, positions }: Pick<PositionFrame, 'at' | 'positions'>): Uint8Array {
  if (positions.length > MOST)
    throw new Error(`A frame carries at most ${MOST} positions, not ${positions.length}: split them.`)
  const bytes = new Uint8Array(HEADER + RECORD * positions.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, VERSION)
  view.setUint16(2, positions.length, true)
  view.setFloat64(4, at, true)
  for (const [index, position] of positions.entries()) encodeOne(view, HEADER + RECORD * index, position)
  return bytes
}

function encodeOne(view: DataView, offset: number, position: FramePosition): void {
  const { crew, lon, lat, age, heading, speed, accuracy, clockAhead, newerApart } = position
  if (!Number.isInteger(crew) || crew < 1 || crew > MOST)
    throw new Error(`A frame names crews by a number from 1 to ${MOST}, not ${crew}.`)
  checkPlace(position)
  view.setUint16(offset, crew, true)
  view.setInt32(offset + 2, Math.round(lon * DEGREE), true)
  view.setInt32(offset + 6, Math.round(lat * DEGREE), true)
  view.setUint16(offset + 10, within(age * 10, 65_535), true)
  view.setUint8(offset + 12, heading === null ? UNKNOWN : within(heading / HEADING_STEP, 240) % 240)
  view.setUint8(offset + 13, speed === null ? UNKNOWN : within(speed / SPEED_STEP, 254))
  view.setUint8(offset + 14, within(accuracy, 255))
  view.setUint8(offset + 15, (clockAhead ? CLOCK_AHEAD : 0) | (newerApart ? NEWER_APART : 0))
}

/** The nearest whole number from 0 to `most`. */
function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(value)))
}

/** Also refuses NaN, which would be written as 0 and so move a crew to the Gulf of Guinea. */
function checkPlace({ crew, lon, lat }: Pick<FramePosition, 'crew' | 'lon' | 'lat'>): void {
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return
  throw new Error(`Crew ${crew} is at longitude ${lon}, latitude ${lat}, which is nowhere on earth.`)
}

/** Reads a frame; throws an error that says what is wrong with one that is not. */
export function decodePositions(bytes: Uint8Array): PositionFrame {
  if (bytes.byteLength < HEADER)
    throw new Error(`A frame of positions has at least ${HEADER} bytes, not ${bytes.byteLength}.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = view.getUint8(0)
  if (version !== VERSION)
    throw new Error(`Frames of positions have version ${VERSION}, not ${version}: load this page again.`)
  const count = view.getUint16(2, true)
  const length = HEADER + RECORD * count
  if (bytes.byteLength !== length)
    throw new Error(`${count} positions need ${length} bytes, not ${bytes.byteLength}.`)
  return new PositionFrame(view)
}

/** Why a fix is to be taken with a grain of salt; null where nothing speaks against it. */
export type Doubt = 'clock_ahead' | 'newer_apart'

/**
 * A frame that came. Its numbers are read out of its bytes one by one, by the index of their record: ten thousand come four
 * times a second, and an object for each would be thrown away as soon as it is made.
 */
export class PositionFrame {
  /** Server instant of the frame, in milliseconds since 1970. */
  readonly at: number
  /** How many positions it has. */
  readonly length: number

  /** Of a frame of the right length; throws where it has a place that is not on earth. */
  constructor(private readonly view: DataView) {
    this.at = view.getFloat64(4, true)
    this.length = view.getUint16(2, true)
    for (let index = 0; index < this.length; index += 1) {
      const lon = this.lon(index)
      const lat = this.lat(index)
      if (Math.abs(lon) > 180 || Math.abs(lat) > 90) checkPlace({ crew: this.crew(index), lon, lat })
    }
  }

  /** The number of the crew. */
  crew(index: number): number {
    return this.view.getUint16(HEADER + RECORD * index, true)
  }

  lon(index: number): number {
    return this.view.getInt32(HEADER + RECORD * index + 2, true) / DEGREE
  }

  lat(index: number): number {
    return this.view.getInt32(HEADER + RECORD * index + 6, true) / DEGREE
  }

  /** Of the fix, in seconds. */
  age(index: number): number {
    return this.view.getUint16(HEADER + RECORD * index + 10, true) / 10
  }

  /** Degrees clockwise from north, NaN when unknown. */
  heading(index: number): number {
    const steps = this.view.getUint8(HEADER + RECORD * index + 12)
    return steps === UNKNOWN ? Number.NaN : steps * HEADING_STEP
  }

  /** Metres a second, NaN when unknown. */
  speed(index: number): number {
    const steps = this.view.getUint8(HEADER + RECORD * index + 13)
    return steps === UNKNOWN ? Number.NaN : steps * SPEED_STEP
  }

  /** Radius of the fix in metres. */
  accuracy(index: number): number {
    return this.view.getUint8(HEADER + RECORD * index + 14)
  }

  /** What speaks against the fix, as bits: see `doubtIn`. */
  flags(index: number): number {
    return this.view.getUint8(HEADER + RECORD * index + 15)
  }

  /** Its positions as objects, for who is in no hurry. */
  get positions(): FramePosition[] {
    return Array.from({ length: this.length }, (_, index) => {
      const flags = this.flags(index)
      return {
        crew: this.crew(index),
        lon: this.lon(index),
        lat: this.lat(index),
        age: this.age(index),
        heading: known(this.heading(index)),
        speed: known(this.speed(index)),
        accuracy: this.accuracy(index),
        clockAhead: (flags & CLOCK_AHEAD) !== 0,
        newerApart: (flags & NEWER_APART) !== 0,
      }
    })
  }
}

/** What the flags of a record say; the graver where it is both. */
export function doubtIn(flags: number): Doubt | null {
  if ((flags & NEWER_APART) !== 0) return 'newer_apart'
  return (flags & CLOCK_AHEAD) !== 0 ? 'clock_ahead' : null
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
