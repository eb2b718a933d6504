import { z } from 'zod'
import { skillSchema } from '../catalogue/service.ts'
import { crewIdSchema, noteIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'
import { localizedSchema } from '../text.ts'
import { type EquipmentCode, equipmentSchema, membersSchema, vehicleCodeSchema } from './outfit.ts'

export const crewKinds = [
  'patrol',
  'motorcycle',
  'bicycle',
  'foot',
  'dog',
  'mediation',
  'roads',
  'lighting',
  'cleaning',
] as const
export const crewKindSchema = z.enum(crewKinds)
export type CrewKind = z.infer<typeof crewKindSchema>

export const duties = ['off', 'available', 'on_break', 'unavailable', 'distress'] as const
export const dutySchema = z.enum(duties)
export type Duty = z.infer<typeof dutySchema>

/** Before there was a fleet, vehicles and equipment were words. */
const vehicleSchema = z.union([vehicleCodeSchema.nullable(), localizedSchema.transform(() => null)])
const equipmentOfCrewSchema = z.union([
  equipmentSchema,
  z.object({ fr: z.array(z.string()), en: z.array(z.string()) }).transform((): EquipmentCode[] => []),
])

/** People who move together under one call sign. `number` (1 to 65535) names it in position frames. */
export const crewSchema = z.object({
  id: crewIdSchema,
  number: z.int().min(1).max(65_535),
  callSign: z.string().min(1).max(24),
  kind: crewKindSchema,
  skills: z.array(skillSchema),
  /** With whom and with what it is out, or was the last time; at first what it is registered with. */
  members: membersSchema,
  vehicle: vehicleSchema,
  equipment: equipmentOfCrewSchema,
  /** Codes of the districts it serves; null serves the whole territory. */
  territory: z.array(z.string()).nullable(),
  duty: dutySchema,
  dutyAt: instantSchema,
  dutyReason: z.string().max(200).nullable(),
  /** The duty to go back to when a distress is over. */
  dutyBefore: dutySchema,
  /** Since when it is on duty; null off duty, or where that was never told. */
  onDutyAt: instantSchema.nullable().default(null),
  /** The turn of the team on board: since when, and how many tickets it has settled; null off duty, or where that was never told. */
  shift: z
    .object({ since: instantSchema, settled: z.int().min(0) })
    .nullable()
    .default(null),
  /** The last hand-over of this duty: `takenAt` is null until the next team has taken over. */
  handOver: z
    .object({
      at: instantSchema,
      /** The note it left, kept apart; null where it had nothing to say. */
      noteId: noteIdSchema.nullable(),
      takenAt: instantSchema.nullable(),
    })
    .nullable()
    .default(null),
  /** Since when it has no open assignment; null while it has one. */
  freeAt: instantSchema.nullable(),
  /** When it was last heard: a step, a note, a word by radio, a contact confirmed. Where it is says nothing of that. */
  heardAt: instantSchema.nullable().default(null),
  distress: z
    .object({ at: instantSchema, takenBy: z.string().nullable(), takenAt: instantSchema.nullable() })
    .nullable(),
})
export type Crew = z.infer<typeof crewSchema>
