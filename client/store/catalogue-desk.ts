import { createStore } from 'zustand/vanilla'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import type { CatalogueDesk } from '../../shared/catalogue/draft-wire.ts'
import type { SaveState } from '../intent/draft-saver.ts'
import { type DraftHistory, historyOf } from './draft-history.ts'

/** What is being looked at: a type of request by its number in the list, or the families, or those who deal with things. */
export type Shown = { what: 'service'; index: number } | { what: 'families' } | { what: 'agencies' }

/** The screen on which the catalogue is written. */
export interface DeskState {
  reading: 'reading' | 'failed' | 'read'
  published: CatalogueDesk['published'] | null
  /** What was published last, by its content. */
  inForce: Catalogue
  underWay: CatalogueDesk['underWay']
  history: DraftHistory
  /** Which version the draft was begun from. */
  basedOn: number
  save: SaveState
  /** Somebody else's draft, or that there is none any more: this one is kept until one is chosen. */
  other: CatalogueDesk | null
  shown: Shown
  /** What was done last. */
  said: string | null
  /** This device does not keep what is not saved. */
  unkept: boolean
}

const EMPTY: Catalogue = { families: [], agencies: [], services: [] }

export const desk = createStore<DeskState>(emptyDesk)

function emptyDesk(): DeskState {
  return {
    reading: 'reading',
    published: null,
    inForce: EMPTY,
    underWay: {},
    history: historyOf(EMPTY),
    basedOn: 1,
    save: { is: 'saved', at: null },
    other: null,
    shown: { what: 'service', index: 0 },
    said: null,
    unkept: false,
  }
}

export function forgetDesk(): void {
  desk.setState(emptyDesk())
}
