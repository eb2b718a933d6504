import { z } from 'zod'
import { createStore } from 'zustand/vanilla'

const preferencesSchema = z.object({
  theme: z.enum(['dark', 'light']).default('dark'),
  locale: z.enum(['fr', 'en']).default('fr'),
  sound: z.boolean().default(true),
  /** Single-key shortcuts; switched off, they need Alt (RGAA 12.10). */
  singleKeys: z.boolean().default(true),
  trails: z.boolean().default(true),
  districts: z.boolean().default(true),
})
export type Preferences = z.infer<typeof preferencesSchema>

const KEY = 'vigie.preferences'

function read(): Preferences {
  try {
    return preferencesSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'))
  } catch {
    return preferencesSchema.parse({})
  }
}

/** What someone chose on this device; kept there and nowhere else. */
export const preferences = createStore<Preferences>(read)

export function prefer(change: Partial<Preferences>): void {
  preferences.setState(change)
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences.getState()))
  } catch {
    // A device that stores nothing keeps the choice until the page is closed.
  }
}
