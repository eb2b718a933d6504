import {
  decodePositions,
  encodePositions,
  type FramePosition,
  type PositionFrame,
} from '../../shared/position-frame.ts'

const CAPITOLE = { lon: 1.44, lat: 43.6, accuracy: 6, heading: null, speed: null, age: 0 }

/** A frame as the server sends it, with what is not given of a position made up; `at` in milliseconds since 1970. */
export function aFrame(at: number, ...given: ({ crew: number } & Partial<FramePosition>)[]): PositionFrame {
  const positions = given.map((one) => ({ ...CAPITOLE, ...one }))
  return decodePositions(encodePositions({ at, positions }))
}
