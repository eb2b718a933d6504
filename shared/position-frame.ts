/**
 * The binary frame of positions, little endian.
 *
 * Header, 12 bytes: u8 version (1) · u8 reserved (0) · u16 number of records · f64 server instant, ms since 1970.
 * Record, 16 bytes: u16 crew number · i32 longitude × 10⁷ · i32 latitude × 10⁷ · u16 age of the fix at the header's
 * instant, in tenths of a second (65535: that or older) · u8 heading in steps of 1.5° clockwise from north (255:
 * unknown) · u8 speed in steps of 0.25 m/s (254: that or faster, 255: unknown) · u8 accuracy in metres (255: that or
 * worse) · u8 flags (0).
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
}

export interface PositionFrame {
  /** Server instant of the frame, in milliseconds since 1970. */
  at: number
  positions: FramePosition[]
}

const VERSION = 1
const HEADER = 12
const RECORD = 16
const UNKNOWN = 255
const DEGREE = 1e7

/** A frame of at most 65,535 positions. */
export function encodePositions({ at, positions }: PositionFrame): Uint8Array {
  const bytes = new Uint8Array(HEADER + RECORD * positions.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, VERSION)
  view.setUint16(2, positions.length, true)
  view.setFloat64(4, at, true)
  for (const [index, { crew, lon, lat, age, heading, speed, accuracy }] of positions.entries()) {
    const offset = HEADER + RECORD * index
    view.setUint16(offset, crew, true)
    view.setInt32(offset + 2, Math.round(lon * DEGREE), true)
    view.setInt32(offset + 6, Math.round(lat * DEGREE), true)
    view.setUint16(offset + 10, atMost(Math.round(age * 10), 65_535), true)
    view.setUint8(offset + 12, heading === null ? UNKNOWN : Math.round(heading / 1.5) % 240)
    view.setUint8(offset + 13, speed === null ? UNKNOWN : atMost(Math.round(speed * 4), 254))
    view.setUint8(offset + 14, atMost(Math.round(accuracy), 255))
  }
  return bytes
}

function atMost(value: number, most: number): number {
  return Math.min(most, Math.max(0, value))
}

/** Reads a frame; throws an error that says what is wrong with one that is not. */
export function decodePositions(bytes: Uint8Array): PositionFrame {
  if (bytes.byteLength < HEADER)
    throw new Error(`A frame of positions has at least ${HEADER} bytes, not ${bytes.byteLength}.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = view.getUint8(0)
  if (version !== VERSION) throw new Error(`Frames of positions have version ${VERSION}, not ${version}.`)
  const count = view.getUint16(2, true)
  const length = HEADER + RECORD * count
  if (bytes.byteLength !== length)
    throw new Error(`${count} positions need ${length} bytes, not ${bytes.byteLength}.`)
  const positions = Array.from({ length: count }, (_, index) => decodeOne(view, HEADER + RECORD * index))
  return { at: view.getFloat64(4, true), positions }
}

function decodeOne(view: DataView, offset: number): FramePosition {
  const heading = view.getUint8(offset + 12)
  const speed = view.getUint8(offset + 13)
  return {
    crew: view.getUint16(offset, true),
    lon: view.getInt32(offset + 2, true) / DEGREE,
    lat: view.getInt32(offset + 6, true) / DEGREE,
    age: view.getUint16(offset + 10, true) / 10,
    heading: heading === UNKNOWN ? null : heading * 1.5,
    speed: speed === UNKNOWN ? null : speed / 4,
    accuracy: view.getUint8(offset + 14),
  }
}
