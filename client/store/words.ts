import { en } from '../words/en.ts'
import { fr, type Words } from '../words/fr.ts'
import { type Preferences, preferences } from './preferences.ts'

/** The sentences of a language. */
export function wordsIn(locale: Preferences['locale']): Words {
  return locale === 'fr' ? fr : en
}

/** The sentences in the language chosen now. */
export function currentWords(): Words {
  return wordsIn(preferences.getState().locale)
}
