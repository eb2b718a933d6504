/** What is under way when a replay is interrupted gets so long to end. */
const GRACE_MS = 10_000
/** Ctrl C reaches a program that npm started twice: from the terminal and from npm. */
const SAME_MS = 1_000

/** SIGINT and SIGTERM: the first ends the replay in order, a second one, or time, gives up what is under way. */
export class Interruption {
  private readonly halting = new AbortController()
  private readonly givingUp = new AbortController()
  private firstAt = 0
  private grace: NodeJS.Timeout | undefined

  constructor(source: NodeJS.EventEmitter) {
    for (const signal of ['SIGINT', 'SIGTERM']) source.on(signal, () => this.interrupt())
  }

  /** Nothing new is begun. */
  get halt(): AbortSignal {
    return this.halting.signal
  }

  /** Nothing is waited for. */
  get giveUp(): AbortSignal {
    return this.givingUp.signal
  }

  /** What was under way has ended: from here on only a second signal gives up. */
  settled(): void {
    clearTimeout(this.grace)
  }

  private interrupt(): void {
    if (!this.halting.signal.aborted) {
      this.firstAt = Date.now()
      this.halting.abort()
      this.grace = setTimeout(() => this.givingUp.abort(), GRACE_MS)
    } else if (Date.now() - this.firstAt > SAME_MS) this.givingUp.abort()
  }
}
