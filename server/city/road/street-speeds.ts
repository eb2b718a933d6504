import { z } from 'zod'
import { crewKindSchema } from '../../../shared/crew/crew.ts'
import { type Mode, modes, type Street } from './street.ts'
import table from './street-speeds.json' with { type: 'json' }

const kilometresPerHour = z.number().positive().max(200)
const byClass = z.object({ other: kilometresPerHour }).catchall(kilometresPerHour)
const factor = z.number().min(0.1).max(3)

/**
 * How fast crews get along, which a town edits: usual km/h by class of street, lights and corners included (`other` for
 * the classes not named), the factors for slip roads and for blue-light driving, and each kind of crew's mode and pace.
 */
const streetSpeedsSchema = z.object({
  blueLightFactor: factor,
  linkFactor: factor,
  car: byClass,
  bicycle: byClass,
  foot: byClass,
  crews: z.record(crewKindSchema, z.object({ mode: z.enum(modes), factor })),
})
export type StreetSpeeds = z.infer<typeof streetSpeedsSchema>

/** The table this project ships: figures usual in European cities, until a town puts in or learns its own. */
export const usualSpeeds: StreetSpeeds = streetSpeedsSchema.parse(table)

/** What of a street sets how fast it is driven. */
export type StreetKind = Pick<Street, 'class' | 'link' | 'maxSpeed'>

/** The class of the table that a street's class is under. */
export function tabled(name: string, mode: Mode, speeds: StreetSpeeds): string {
  return Object.hasOwn(speeds[mode], name) ? name : 'other'
}

/** Metres a second of `mode` in `street`: the table's, or the sign's where that is lower; blue light is for cars. */
export function speedIn(street: StreetKind, mode: Mode, speeds: StreetSpeeds): number {
  const usual = speeds[mode][tabled(street.class, mode, speeds)] ?? speeds[mode].other
  const drawn = mode === 'car' && street.link ? usual * speeds.linkFactor : usual
  const signed = mode === 'foot' || street.maxSpeed === null ? drawn : Math.min(drawn, street.maxSpeed)
  return (signed * (mode === 'car' ? speeds.blueLightFactor : 1)) / 3.6
}

/** Metres a second off the streets: on foot, and at a vehicle's crawl. */
export function offStreetSpeed(mode: Mode, speeds: StreetSpeeds): number {
  return (mode === 'car' ? (speeds.car.service ?? speeds.car.other) : speeds[mode].other) / 3.6
}
