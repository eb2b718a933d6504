/** Does pieces of work in the order in which they come, no more than so many at a time. */
export class Lanes {
  private running = 0
  private readonly waiting: (() => void)[] = []

  constructor(private readonly most: number) {}

  /** Whether work would begin at once. */
  get isFree(): boolean {
    return this.running < this.most
  }

  /** Settles, or rejects, as `work` does. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running === this.most) await new Promise<void>((settle) => this.waiting.push(settle))
    else this.running += 1
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      // The one that comes next takes this one's place, and is counted in it.
      if (next === undefined) this.running -= 1
      else next()
    }
  }
}
