/** So often that a kill, with what is being written and what is not read yet, loses no more than the last second. */
const EVERY_MS = 400
/** While the database is away, it is told once a minute, not at every attempt. */
const ATTEMPTS_BETWEEN_FAULTS = 150

/** Does the same piece of work again and again, once at a time; what failed is tried again the next time. */
export class SteadyWork {
  private readonly timer: NodeJS.Timeout
  private working: Promise<void> | null = null
  private failures = 0

  constructor(
    private readonly work: () => Promise<void>,
    private readonly onFault: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => this.flush(), EVERY_MS)
  }

  /** Settles when what there was is done, or has failed and will be tried again; never rejects. */
  flush(): Promise<void> {
    this.working ??= this.attempt().finally(() => {
      this.working = null
    })
    return this.working
  }

  /** Does what is left, and stops. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.working
    await this.flush()
  }

  /** Tells a failure, the work's own or one beside it. */
  fail(error: unknown): void {
    if (this.failures % ATTEMPTS_BETWEEN_FAULTS === 0) this.onFault(error)
    this.failures += 1
  }

  private async attempt(): Promise<void> {
    try {
      await this.work()
      this.failures = 0
    } catch (error) {
      this.fail(error)
    }
  }
}
