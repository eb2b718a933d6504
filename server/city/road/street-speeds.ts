import { z } from 'zod'
import { crewKindSchema } from '../../../shared/crew/crew.ts'
import { type Mode, modes, type Street } from './street.ts'
import table from './street-speeds.json' with { type: 'json' }

const kilometresPerHour = z.number().positive().max(200)
const byClass = z.object({ other: kilometresPerHour }).catchall(kilometresPerHour)
const factor = z.number().min(0.1).max(3)
const turnSeconds = z.number().min(0).max(15)

/**
 * How fast crews get along, which a town edits: usual km/h by class of street, lights included, for streets without a sign
 * (`other` for the classes not named); what of a sign's speed cars drive, and how many times their class's at most; the
 * factors for slip roads and for blue-light driving; the seconds that cars lose by a right-angled turn to each side; and each
 * kind of crew's mode and pace.
 */
const streetSpeedsSchema = z.object({
  blueLightFactor: factor,
  linkFactor: factor,
  signs: z.object({ driven: factor.max(1), overClass: factor }),
  turns: z.object({ left: turnSeconds, right: turnSeconds }),
  car: byClass,
  bicycle: byClass,
  foot: byClass,
  crews: z.record(crewKindSchema, z.object({ mode: z.enum(modes), factor })),
})
export type StreetSpeeds = z.infer<typeof streetSpeedsSchema>
export type Turns = StreetSpeeds['turns']

/** The table this project ships: figures usual in European cities, until a town puts in or learns its own. */
export const usualSpeeds: StreetSpeeds = streetSpeedsSchema.parse(table)

/** What of a street sets how fast it is driven. */
export type StreetKind = Pick<Street, 'class' | 'link' | 'maxSpeed'>

/** The class of the table that a street's class is under. */
export function tabled(name: string, mode: Mode, speeds: StreetSpeeds): string {
  return Object.hasOwn(speeds[mode], name) ? name : 'other'
}

/**
 * Metres a second of `mode` in `street`: the table's times a `correction`, never faster than the sign. For cars a sign says
 * more of its street than the class does; blue light is for them.
 */
export function speedIn(street: StreetKind, mode: Mode, speeds: StreetSpeeds, correction = 1): number {
  const usual = speeds[mode][tabled(street.class, mode, speeds)] ?? speeds[mode].other
  const limit = mode === 'foot' ? null : street.maxSpeed
  if (mode !== 'car') return Math.min(usual * correction, limit ?? usual * correction) / 3.6
  const drawn = street.link ? usual * speeds.linkFactor : usual
  const { driven, overClass } = speeds.signs
  const signed = limit === null ? drawn : Math.min(limit * driven, drawn * overClass)
  return (Math.min(signed * correction, limit ?? signed * correction) * speeds.blueLightFactor) / 3.6
}

/** What a mode loses by turning; null for one that loses nothing. */
export function turnsOf(mode: Mode, speeds: StreetSpeeds): Turns | null {
  return mode === 'car' ? speeds.turns : null
}

/** Metres a second off the streets: on foot, and at a vehicle's crawl. */
export function offStreetSpeed(mode: Mode, speeds: StreetSpeeds): number {
  return (mode === 'car' ? (speeds.car.service ?? speeds.car.other) : speeds[mode].other) / 3.6
}
