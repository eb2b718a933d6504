import { z } from 'zod'
import type { CrewId } from '../id.ts'
import { type Locale, localizedSchema } from '../text.ts'
import { type Crew, type CrewKind, crewKindSchema } from './crew.ts'
import { equipmentCodeSchema, type VehicleCode, vehicleCodeSchema } from './outfit.ts'

const named = { name: localizedSchema, suits: z.array(crewKindSchema) }

/** What the town has for its crews: `suits` says to which kinds of crew it is offered. */
export const fleetSchema = z.object({
  vehicles: z.array(z.object({ code: vehicleCodeSchema, ...named })),
  equipment: z.array(z.object({ code: equipmentCodeSchema, ...named })),
})
export type Fleet = z.infer<typeof fleetSchema>

export const NO_FLEET: Fleet = { vehicles: [], equipment: [] }

/** What is offered to a crew of `kind`, with what it has already, in the order of the town's list. */
export function offeredTo<T extends { code: string; suits: readonly CrewKind[] }>(
  things: readonly T[],
  kind: CrewKind,
  has: readonly string[],
): T[] {
  return things.filter(({ code, suits }) => suits.includes(kind) || has.includes(code))
}

/** The name of a vehicle or a piece of equipment; its code where the town no longer has it. */
export function nameIn(things: Fleet['vehicles' | 'equipment'], code: string, locale: Locale): string {
  return things.find((one) => one.code === code)?.name[locale] ?? code
}

/** Whether a crew has its vehicle with it. One that called for help off duty only had it the last time. */
function isOut({ duty, dutyBefore }: Crew): boolean {
  return duty === 'distress' ? dutyBefore !== 'off' : duty !== 'off'
}

/** The crew on duty that has a vehicle, other than `except`; undefined where it is free. */
export function holderOf(vehicle: VehicleCode, crews: Iterable<Crew>, except?: CrewId): Crew | undefined {
  for (const crew of crews) if (crew.id !== except && crew.vehicle === vehicle && isOut(crew)) return crew
  return undefined
}

/** Every vehicle that is out, by its code, and the call sign of the crew that has it. */
export function vehiclesOut(crews: Iterable<Crew>): Map<VehicleCode, string> {
  const out = new Map<VehicleCode, string>()
  for (const crew of crews) if (crew.vehicle !== null && isOut(crew)) out.set(crew.vehicle, crew.callSign)
  return out
}
