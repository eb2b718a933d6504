import type { LonLat } from '../../../shared/geo.ts'
import { type PositionReport, positionReportSchema } from '../../../shared/protocol/live.ts'

/** What a device's message says, in our terms, whatever protocol it speaks. */
export interface DeviceMessage {
  /** What the device names itself by, and so proves itself with; null where it does not. */
  secret: string | null
  /** As many as can be read, in the message's order. */
  fixes: PositionReport[]
  /** A call for help, with the instant on the device's clock, in milliseconds since 1970. */
  sos: { at: number; position: LonLat | null } | null
  /** Points that nobody can use: no numbers, nowhere on earth, not valid by the device's own word, made up. */
  unusable: number
}

/** A fix as protocols tell it: metres, metres a second and degrees; what is not known is null. */
export interface ToldFix {
  lon: number | null
  lat: number | null
  accuracy: number | null
  heading: number | null
  speed: number | null
  /** Milliseconds since 1970 on the device's clock. */
  at: number
}

/** Metres: what a receiver that does not say is taken to be off by. */
const ACCURACY_UNTOLD = 50
/** Metres a second: beyond this a speed is a mistake, and the fix can still be right. */
const FASTEST_TOLD = 120

/** The fix where it can be one, else null: a place on earth, at an instant. */
export function fixOf({ lon, lat, accuracy, heading, speed, at }: ToldFix): PositionReport | null {
  const { data } = positionReportSchema.safeParse({
    lon,
    lat,
    accuracy: accuracy !== null && accuracy >= 0 ? Math.min(accuracy, 100_000) : ACCURACY_UNTOLD,
    heading: heading !== null && heading >= 0 ? heading % 360 : null,
    speed: speed !== null && speed >= 0 && speed <= FASTEST_TOLD ? speed : null,
    at: Math.trunc(at),
  })
  return data ?? null
}

/** A number, were it written as text; null for anything else, blank text and infinities included. */
export function numberOf(value: unknown): number | null {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}
