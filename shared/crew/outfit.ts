import { z } from 'zod'

/** A vehicle's number in the town's fleet, as it is painted on it and spoken: « 112 ». */
export const vehicleCodeSchema = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,11}$/)
export type VehicleCode = z.infer<typeof vehicleCodeSchema>

export const equipmentCodeSchema = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/)
export type EquipmentCode = z.infer<typeof equipmentCodeSchema>

export const membersSchema = z.int().min(1).max(20)

const MOST_EQUIPMENT = 30
/** Each piece once, in the order in which it was named. */
export const equipmentSchema = z
  .array(equipmentCodeSchema)
  .max(MOST_EQUIPMENT)
  .refine((codes) => new Set(codes).size === codes.length, 'each piece once')

/** With whom and with what a crew goes out: people on board, its vehicle (null on foot), its equipment. */
export const outfitShape = {
  members: membersSchema,
  vehicle: vehicleCodeSchema.nullable(),
  equipment: equipmentSchema,
}
export const outfitSchema = z.object(outfitShape)
export type Outfit = z.infer<typeof outfitSchema>

/** The same people, vehicle and equipment, in whatever order it is named. */
export function isSameOutfit(one: Outfit, other: Outfit): boolean {
  return (
    one.members === other.members &&
    one.vehicle === other.vehicle &&
    one.equipment.length === other.equipment.length &&
    one.equipment.every((code) => other.equipment.includes(code))
  )
}
