const ON_A_TERMINAL_MS = 500
const ELSEWHERE_MS = 10_000

/**
 * Says how far a replay is: one line that is written over on a terminal, a line now and then elsewhere. It goes on while
 * nothing is done, so that a server that is away shows.
 */
export class Progress {
  private done = 0
  private at: number | null = null
  private readonly startedAt = Date.now()
  private readonly timer: NodeJS.Timeout

  /** `what` names the things that are done. */
  constructor(
    private readonly total: number,
    private readonly what: string,
    private readonly output: NodeJS.WriteStream,
  ) {
    this.timer = setInterval(() => this.say(), output.isTTY ? ON_A_TERMINAL_MS : ELSEWHERE_MS)
  }

  /** One more thing was done; `at` is its instant in the file, if it has one. */
  step(at?: number): void {
    this.done += 1
    if (at !== undefined) this.at = Math.max(this.at ?? at, at)
  }

  end(): void {
    clearInterval(this.timer)
    this.say()
    if (this.output.isTTY) this.output.write('\n')
  }

  private say(): void {
    if (this.total === 0) return
    const { done, total, output } = this
    const seconds = Math.max(0.001, (Date.now() - this.startedAt) / 1000)
    const share = Math.floor((100 * done) / total)
    const clock =
      this.at === null
        ? ''
        : `  ${new Date(this.at).toISOString().slice(0, 19).replace('T', ' ')} UTC in the file`
    const rate = (done / seconds).toFixed(done / seconds < 10 ? 1 : 0)
    const line = `${share} %  ${done}/${total} ${this.what}  ${rate}/s${clock}  ${Math.round(seconds)} s`
    output.write(output.isTTY ? `\r${line.padEnd(100)}` : `${line}\n`)
  }
}
