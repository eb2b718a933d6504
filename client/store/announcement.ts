import { createStore } from 'zustand/vanilla'
import { HARD } from '../../shared/typography.ts'

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
    const region = next.urgent ? 'assertive' : 'polite'
    // A region that does not change is not read: the same sentence twice in a row differs by a space.
    const again = announcement.getState()[region] === next.text
    announcement.setState({ [region]: again ? next.text + HARD : next.text })
  } else if (timer !== null) {
    clearInterval(timer)
    timer = null
    announcement.setState({ polite: '', assertive: '' })
  }
}
