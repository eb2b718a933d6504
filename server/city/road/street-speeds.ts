import { z } from 'zod'
import { crewKindSchema } from '../../../shared/crew/crew.ts'
import { type Mode, modes, type Street, surfaces } from './street.ts'
import table from './street-speeds.json' with { type: 'json' }

const kilometresPerHour = z.number().positive().max(200)
const byClass = z.object({ other: kilometresPerHour }).catchall(kilometresPerHour)
const factor = z.number().min(0.1).max(3)
const lostSeconds = z.number().min(0).max(15)

/**
 * How fast crews get along, which a town edits: usual km/h by class of street, lights included, for streets without a sign
 * (`other` for the classes not named); what of a sign's speed cars drive, and how many times their class's at most; the
 * factors for slip roads, for each surface that slows cars down, and for blue-light driving; the seconds that cars lose by a
 * right-angled turn to each side, and at traffic lights; and each kind of crew's mode and pace. Kinds of service streets are classes of
 * their own for cars where they are named.
 */
const streetSpeedsSchema = z.object({
  blueLightFactor: factor,
  linkFactor: factor,
  surfaces: z.record(z.enum(surfaces), factor.max(1)),
  signs: z.object({ driven: factor.max(1), overClass: factor }),
  turns: z.object({ left: lostSeconds, right: lostSeconds }),
  trafficLights: lostSeconds,
  car: byClass,
  bicycle: byClass,
  foot: byClass,
  crews: z.record(crewKindSchema, z.object({ mode: z.enum(modes), factor })),
})
export type StreetSpeeds = z.infer<typeof streetSpeedsSchema>
export type Turns = StreetSpeeds['turns']
/** The seconds that a mode loses where streets meet, and at traffic lights. */
export type Losses = Turns & { lights: number }

/** The table this project ships: figures usual in European cities, until a town puts in or learns its own. */
export const usualSpeeds: StreetSpeeds = streetSpeedsSchema.parse(table)

/** What of a street sets how fast it is driven. */
export type StreetKind = Pick<Street, 'class' | 'link' | 'service' | 'surface' | 'maxSpeed'>

/** The class of the table that a street is under: the kind of service street, where it is named, before the class. */
export function tabled(
  { class: name, service }: Pick<Street, 'class' | 'service'>,
  mode: Mode,
  speeds: StreetSpeeds,
): string {
  return [service ?? name, name].find((one) => Object.hasOwn(speeds[mode], one)) ?? 'other'
}

/**
 * Metres a second of `mode` in `street`: the table's times a `correction`, never faster than the sign. For cars a sign says
 * more of its street than the class does, and a surface slows them down; blue light is for them.
 */
export function speedIn(street: StreetKind, mode: Mode, speeds: StreetSpeeds, correction = 1): number {
  const usual = speeds[mode][tabled(street, mode, speeds)] ?? speeds[mode].other
  const limit = mode === 'foot' ? null : street.maxSpeed
  if (mode !== 'car') return Math.min(usual * correction, limit ?? usual * correction) / 3.6
  const even = street.link ? usual * speeds.linkFactor : usual
  const drawn = street.surface === null ? even : even * speeds.surfaces[street.surface]
  const { driven, overClass } = speeds.signs
  const signed = limit === null ? drawn : Math.min(limit * driven, drawn * overClass)
  return (Math.min(signed * correction, limit ?? signed * correction) * speeds.blueLightFactor) / 3.6
}

/** What a mode loses by turning and at lights; null for one that loses nothing. */
export function lossesOf(mode: Mode, speeds: StreetSpeeds): Losses | null {
  return mode === 'car' ? { ...speeds.turns, lights: speeds.trafficLights } : null
}

/** Metres a second off the streets: on foot, and at a vehicle's crawl. */
export function offStreetSpeed(mode: Mode, speeds: StreetSpeeds): number {
  return (mode === 'car' ? (speeds.car.service ?? speeds.car.other) : speeds[mode].other) / 3.6
}
