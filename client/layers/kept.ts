/** Keeps what was made of the same things, by identity: what did not change is neither made nor read again. */
export class Kept<T> {
  private from: readonly unknown[] = []
  private made: { value: T } | null = null

  /** What `make` gave when it was last asked for with all of `from`; made anew when any of it is another. */
  of(from: readonly unknown[], make: () => T): T {
    const { made } = this
    const same =
      from.length === this.from.length && from.every((one, index) => Object.is(one, this.from[index]))
    if (made !== null && same) return made.value
    const value = make()
    this.from = from
    this.made = { value }
    return value
  }
}
