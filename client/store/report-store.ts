import { createStore } from 'zustand/vanilla'
import type { AskedType, ListedType } from '../../shared/open311/extension.ts'
import type { PublicTown } from '../../shared/protocol/city.ts'
import type { Taken } from '../feed/report.ts'
import { newDraft, type ReportDraft } from './report-draft.ts'

/** A photograph as it will be sent. */
export interface Picture {
  id: number
  blob: Blob
}

/** Where sending stands: nothing is under way, it is sent, nobody answered, or the door said why not. */
type SendState =
  | { state: 'idle' | 'sending' | 'unanswered' | 'closed' | 'too_large' }
  /** `until` in milliseconds since 1970. */
  | { state: 'wait'; until: number }
  | { state: 'refused'; why: string; outside: boolean }

export interface ReportState {
  /** What the page needs before anything can be chosen. */
  loading: 'loading' | 'unreachable' | 'closed' | 'ready'
  town: PublicTown | null
  types: readonly ListedType[]
  /** The questions of the chosen type; `failed` where they did not come. */
  type: AskedType | null
  typeFailed: boolean
  draft: ReportDraft
  pictures: readonly Picture[]
  /** It was begun before this page was opened. */
  restored: boolean
  /** Sending was tried: what is missing is told beside its field. */
  tried: boolean
  sending: SendState
  /** The report that was sent from here; its number is null while it is looked up. */
  taken: (Omit<Taken, 'reference'> & { reference: string | null }) | null
  /** That number cannot be had. */
  unknown: boolean
}

export const report = createStore<ReportState>(() => ({
  loading: 'loading',
  town: null,
  types: [],
  type: null,
  typeFailed: false,
  draft: newDraft('none', 0),
  pictures: [],
  restored: false,
  tried: false,
  sending: { state: 'idle' },
  taken: null,
  unknown: false,
}))
