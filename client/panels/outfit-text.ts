import { type Fleet, nameIn } from '../../shared/crew/fleet.ts'
import type { Outfit } from '../../shared/crew/outfit.ts'
import type { Locale } from '../../shared/text.ts'
import type { Words } from '../words/fr.ts'

interface OutfitContext {
  fleet: Fleet
  words: Words
  locale: Locale
}

/** « Clio sérigraphiée 112 », or that it has none. */
export function vehicleText({ vehicle }: Pick<Outfit, 'vehicle'>, { fleet, words, locale }: OutfitContext) {
  return vehicle === null ? words.shift.noVehicle : nameIn(fleet.vehicles, vehicle, locale)
}

/** « radio, défibrillateur »; null where it has nothing. */
export function equipmentText(
  { equipment }: Pick<Outfit, 'equipment'>,
  { fleet, locale }: OutfitContext,
): string | null {
  if (equipment.length === 0) return null
  return equipment.map((code) => nameIn(fleet.equipment, code, locale)).join(', ')
}

/** « 2 agents, Clio sérigraphiée 112, radio, défibrillateur ». */
export function outfitText(outfit: Outfit, context: OutfitContext): string {
  const parts = [
    context.words.crew.members(outfit.members),
    vehicleText(outfit, context),
    equipmentText(outfit, context),
  ]
  return parts.filter((part) => part !== null).join(', ')
}
