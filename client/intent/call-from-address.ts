import { phoneKey } from '../../shared/intake/phone.ts'
import { calls } from '../store/calls-store.ts'
import { serverNow } from '../store/clock.ts'

/** The parts of a page's address, and of its history, that count. */
interface Page {
  location: Pick<Location, 'pathname' | 'search' | 'hash'>
  history: Pick<History, 'replaceState' | 'state'>
}

/**
 * The number (E.164) that a telephone put into the address of a page, `#from=` or `?from=`; null where it is none that
 * can be read, undefined where there is none. It is taken out of the address at once, so that no history keeps it.
 */
export function takeNumberFromAddress({ location, history }: Page): string | null | undefined {
  const query = new URLSearchParams(location.search)
  const fragment = new URLSearchParams(location.hash.slice(1))
  const written = fragment.get('from') ?? query.get('from')
  if (written === null) return undefined
  query.delete('from')
  fragment.delete('from')
  const rest = `${query.size > 0 ? `?${query}` : ''}${fragment.size > 0 ? `#${fragment}` : ''}`
  history.replaceState(history.state, '', `${location.pathname}${rest}`)
  // A plus that was not escaped came as a blank.
  return phoneKey(written.replace(/^ (?=\d)/, '+'))
}

/** Lets the telephone ring for the number in the page's address, now and whenever one comes into it. */
export function followAddress(): void {
  const take = () => {
    const phone = takeNumberFromAddress(window)
    if (phone !== undefined) calls.setState({ ringing: { at: serverNow(), phone } })
  }
  take()
  addEventListener('hashchange', take)
}
