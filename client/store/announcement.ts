import { createStore } from 'zustand/vanilla'

interface Announcement {
  polite: string
  assertive: string
}

/** What screen readers are told; the page has one live region for each urgency. */
export const announcement = createStore<Announcement>(() => ({ polite: '', assertive: '' }))

const EVERY_MS = 2_000
const waiting: { text: string; urgent: boolean }[] = []
let timer: ReturnType<typeof setInterval> | null = null

/** Says a sentence, at most one every two seconds; what is urgent goes first. */
export function announce(text: string, urgent = false): void {
  if (urgent) waiting.unshift({ text, urgent })
  else waiting.push({ text, urgent })
  // What could not be said in time is not worth saying: the screen has it.
  waiting.splice(5)
  if (timer === null) {
    say()
    timer = setInterval(say, EVERY_MS)
  }
}

function say(): void {
  const next = waiting.shift()
  if (next !== undefined) {
    announcement.setState(next.urgent ? { assertive: next.text } : { polite: next.text })
  } else if (timer !== null) {
    clearInterval(timer)
    timer = null
  }
}
