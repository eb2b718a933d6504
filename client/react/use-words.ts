import { useStore } from 'zustand'
import { type Preferences, preferences } from '../store/preferences.ts'
import { wordsIn } from '../store/words.ts'
import type { Words } from '../words/fr.ts'

/** What someone chose on this device. */
export function usePreferences(): Preferences {
  return useStore(preferences)
}

/** The sentences of the screen, in the language chosen. */
export function useWords(): Words {
  return wordsIn(usePreferences().locale)
}
