import type { Toast } from '../store/screen-store.ts'
import { screen } from '../store/screen-store.ts'

const SHOWN_MS = 4_000
/** How long what was done can be taken back. */
export const UNDO_MS = 10_000
const MOST = 2

let last = 0

/** Shows a short message; a refusal or a notice stays until it is read, what was done leaves by itself. */
export function toast(given: Partial<Toast> & Pick<Toast, 'text'>): void {
  last += 1
  const shown: Toast = { kind: 'done', undo: null, why: null, ...given, id: last }
  screen.setState(({ toasts }) => {
    // Only what was done makes room: what must be read waits for its reader.
    const done = [...toasts, shown].filter(({ kind }) => kind === 'done').slice(-MOST)
    return { toasts: [...toasts, shown].filter((one) => one.kind !== 'done' || done.includes(one)) }
  })
  if (shown.kind !== 'done') return
  const life = shown.undo === null && shown.why === null ? SHOWN_MS : UNDO_MS
  setTimeout(() => dismissToast(shown.id), life)
}

export function dismissToast(id: number): void {
  screen.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }))
}
