import { fetchTicket } from '../feed/session.ts'
import { screen } from '../store/screen-store.ts'

const SETTLE_MS = 120
let timer: ReturnType<typeof setTimeout> | null = null

/** Reads the words of the chosen ticket again: they are not in the events. Several changes at once make one request. */
export function refreshDetail(): void {
  if (timer !== null) return
  timer = setTimeout(async () => {
    timer = null
    const { selected } = screen.getState()
    if (selected === null) return
    const detail = await fetchTicket(selected).catch(() => null)
    // Another ticket may have been chosen meanwhile, and a failed reading leaves what is there.
    if (detail !== null && screen.getState().selected === selected) screen.setState({ detail })
  }, SETTLE_MS)
}
