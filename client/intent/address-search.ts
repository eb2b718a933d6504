import type { LonLat } from '../../shared/geo.ts'
import type { FoundAddress } from '../../shared/protocol/place.ts'

/** What is known of the places that a line may mean. */
export interface AddressSearch {
  state: 'idle' | 'searching' | 'slow' | 'found' | 'unavailable'
  /** Those of the line typed now when `found`; before that those of the line before, to be seen and not chosen. */
  addresses: readonly FoundAddress[]
}

export const NO_SEARCH: AddressSearch = { state: 'idle', addresses: [] }

/** A person who types does not ask at every letter. */
export const DEBOUNCE_MS = 120
/** Past this an answer is said to be late. */
export const SLOW_MS = 1_500
/** Past this it is not waited for any more. */
export const GIVE_UP_MS = 10_000

/** The least and most characters that are worth asking about; the server takes no more. */
const SHORTEST = 2
const LONGEST = 200
/** A ticket's number is no address, and neither is a house number alone. */
const NUMBER = /^(?:f[ -]?)?\d{1,9}$/i

type Fetch = (text: string, near: LonLat | null, signal: AbortSignal) => Promise<readonly FoundAddress[]>

/** Whether a line can mean a place. */
export function mayBeAddress(line: string): boolean {
  const { length } = line.trim()
  return length >= SHORTEST && length <= LONGEST && !NUMBER.test(line.trim())
}

/**
 * Searches places while a line is typed: one question at a time, for the newest line alone. An answer to an older line
 * is never shown as one to a newer.
 */
export class AddressSearcher {
  private search = NO_SEARCH
  private timers: ReturnType<typeof setTimeout>[] = []
  private asking = new AbortController()

  constructor(
    private readonly fetch: Fetch,
    private readonly onChange: (search: AddressSearch) => void,
  ) {}

  /** Takes the line as it is now; `near` is read when the question goes out. */
  ask(line: string, near: () => LonLat | null): void {
    this.stop()
    if (!mayBeAddress(line)) return this.tell(NO_SEARCH)
    const asking = new AbortController()
    this.asking = asking
    this.tell({ state: 'searching', addresses: this.search.addresses })
    this.timers = [
      setTimeout(() => this.send(line.trim(), near(), asking), DEBOUNCE_MS),
      setTimeout(() => this.tell({ ...this.search, state: 'slow' }), SLOW_MS),
      setTimeout(() => {
        this.stop()
        this.tell({ state: 'unavailable', addresses: [] })
      }, GIVE_UP_MS),
    ]
  }

  /** Forgets the question on its way. */
  stop(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.asking.abort()
  }

  private async send(text: string, near: LonLat | null, asking: AbortController): Promise<void> {
    const addresses = await this.fetch(text, near, asking.signal).catch(() => null)
    if (asking.signal.aborted) return
    this.stop()
    this.tell(addresses === null ? { state: 'unavailable', addresses: [] } : { state: 'found', addresses })
  }

  private tell(search: AddressSearch): void {
    this.search = search
    this.onChange(search)
  }
}
