import type { Catalogue } from '../../shared/catalogue/catalogue.ts'

/** A draft with what can be taken back and done again. A value, never changed. */
export interface DraftHistory {
  readonly past: readonly Catalogue[]
  readonly present: Catalogue
  readonly future: readonly Catalogue[]
  /** The place that was written in last, and when, in milliseconds; null after anything else. */
  readonly writing: { place: string; at: number } | null
}

const MOST = 200
/** Words that follow each other that fast are one step back. */
const ONE_STEP_MS = 1_500

export function historyOf(present: Catalogue): DraftHistory {
  return { past: [], present, future: [], writing: null }
}

/** The draft after a change; `place` names the field in which it was written, null: it is a step of its own. */
export function changed(
  history: DraftHistory,
  present: Catalogue,
  place: string | null,
  now: number,
): DraftHistory {
  const { past, present: before, writing } = history
  if (present === before) return history
  const goesOn = writing !== null && writing.place === place && now - writing.at < ONE_STEP_MS
  return {
    past: goesOn ? past : [...past, before].slice(-MOST),
    present,
    future: [],
    writing: place === null ? null : { place, at: now },
  }
}

export function undone({ past, present, future }: DraftHistory): DraftHistory {
  const before = past.at(-1)
  if (before === undefined) return { past, present, future, writing: null }
  return { past: past.slice(0, -1), present: before, future: [present, ...future], writing: null }
}

export function redone({ past, present, future }: DraftHistory): DraftHistory {
  const [next, ...others] = future
  if (next === undefined) return { past, present, future, writing: null }
  return { past: [...past, present], present: next, future: others, writing: null }
}
