import type { Board } from '../../shared/board.ts'
import type { Catalogues } from '../../shared/catalogue/published.ts'
import type { Fleet } from '../../shared/crew/fleet.ts'
import type { Locale } from '../../shared/text.ts'
import type { Words } from '../words/fr.ts'

/** One event as a sentence: what is in bold, and what follows. */
export interface EventText {
  strong: string
  rest: string
  /** A person's doing, the system's, or a crew's word. */
  by: 'person' | 'system' | 'crew'
}

export interface EventContext {
  board: Board
  catalogues: Catalogues
  fleet: Fleet
  words: Words
  locale: Locale
  /** Of the city. */
  timeZone: string
}
