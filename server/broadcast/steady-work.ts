/** While the database is away, it is told once a minute, not at every attempt. */
const FAULTS_APART_MS = 60_000

/** Does the same piece of work again and again, once at a time; what failed is tried again the next time. */
export class SteadyWork {
  private readonly timer: NodeJS.Timeout
  private working: Promise<void> | null = null
  private failures = 0

  constructor(
    private readonly work: () => Promise<void>,
    private readonly everyMs: number,
    private readonly onFault: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => this.flush(), everyMs)
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
    if ((this.failures * this.everyMs) % FAULTS_APART_MS === 0) this.onFault(error)
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
