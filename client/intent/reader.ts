import { ApiError } from '../feed/session.ts'

interface ReaderDependencies<Id, Read> {
  /** Asks the server; rejects with an `ApiError`. */
  read(id: Id): Promise<Read>
  isWanted(id: Id): boolean
  take(id: Id, read: Read): void
  /** Settles when a reading that failed may be tried again. */
  pause(): Promise<void>
}

/**
 * Reads what is not in the events until what is shown is what there is: again where it changed while it was read, and
 * where the server was out of reach. Each thing is read once at a time.
 */
export class Reader<Id, Read> {
  /** What is being read, and whether it changed since that was asked. */
  private readonly reading = new Map<Id, 'asked' | 'changed'>()

  constructor(private readonly dependencies: ReaderDependencies<Id, Read>) {}

  isReading(id: Id): boolean {
    return this.reading.has(id)
  }

  /** Something changed: what is at hand is read anew. */
  refresh(id: Id): void {
    if (this.reading.has(id)) this.reading.set(id, 'changed')
    else this.readUntilTrue(id)
  }

  private async readUntilTrue(id: Id): Promise<void> {
    const { isWanted, pause } = this.dependencies
    let isTrue = false
    while (!isTrue && isWanted(id)) {
      this.reading.set(id, 'asked')
      const outcome = await this.attempt(id)
      if (outcome === 'unreachable') await pause()
      else isTrue = outcome === 'refused' || this.reading.get(id) === 'asked'
    }
    this.reading.delete(id)
  }

  private async attempt(id: Id): Promise<'taken' | 'refused' | 'unreachable'> {
    const { read, take } = this.dependencies
    try {
      take(id, await read(id))
      return 'taken'
    } catch (error) {
      return isPassing(error) ? 'unreachable' : 'refused'
    }
  }
}

/** Not an answer about what was asked: the server is away, or asked too much. What it refused it would refuse again. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500)
}
