const EVERY_MS = 500

/** Says how far a replay is: one line that is written over on a terminal, a line now and then elsewhere. */
export class Progress {
  private done = 0
  private saidAt = 0
  private readonly startedAt = Date.now()

  constructor(private readonly total: number) {}

  /** One more action was done; `at` is its instant in the file. */
  step(at: number): void {
    this.done += 1
    const now = Date.now()
    const every = process.stderr.isTTY ? EVERY_MS : EVERY_MS * 20
    if (now - this.saidAt < every) return
    this.saidAt = now
    this.say(at)
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\n')
  }

  private say(at: number): void {
    const seconds = Math.max(0.001, (Date.now() - this.startedAt) / 1000)
    const rate = this.done / seconds
    const left = Math.round((this.total - this.done) / rate)
    const share = Math.round((100 * this.done) / this.total)
    const clock = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
    const line = `${share} %  ${this.done}/${this.total}  ${Math.round(rate)}/s  ${clock} UTC  ${left} s left`
    process.stderr.write(process.stderr.isTTY ? `\r${line.padEnd(90)}` : `${line}\n`)
  }
}
