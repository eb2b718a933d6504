import { z } from 'zod'
import { fleetSchema } from '../crew/fleet.ts'
import { jurisdictionsSchema } from '../jurisdiction.ts'
import { onCallRulesSchema } from './on-call.ts'

/** `GET /api/city`: the territory served, the rules of being on call, and the fleet of its crews. */
export const citySchema = z.object({
  name: z.string(),
  jurisdiction: z.string(),
  timeZone: z.string(),
  center: z.tuple([z.number(), z.number()]),
  zoom: z.number(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  label: z.object({ fr: z.string(), en: z.string() }),
  credit: z.object({ fr: z.string(), en: z.string() }),
  districts: z.array(z.object({ code: z.string(), name: z.string(), short: z.string() })),
  /** The towns served; none where the screen kept this before it was told. */
  jurisdictions: jurisdictionsSchema.or(z.tuple([])).default([]),
  onCall: onCallRulesSchema,
  fleet: fleetSchema,
  /** Names what the map's tiles are made of: `/tiles/{z}/{x}/{y}?v=`. */
  mapVersion: z.string(),
})
export type City = z.infer<typeof citySchema>

/** `GET /api/signaler`: what whoever has no account may know of the town, and the types that many asked for. */
export const publicTownSchema = citySchema
  .pick({ name: true, timeZone: true, center: true, zoom: true, bounds: true })
  .extend(citySchema.pick({ label: true, credit: true, mapVersion: true, jurisdictions: true }).shape)
  .extend({
    /** When city services are at work. */
    agencies: z.array(onCallRulesSchema.shape.agencies.element.pick({ agency: true, calendar: true })),
    common: z.array(z.string()),
  })
export type PublicTown = z.infer<typeof publicTownSchema>
