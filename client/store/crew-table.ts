const FEWEST = 64

/**
 * Numbers of crews, `width` for each, in the order of the crews' own numbers (1 to 65535): what comes four times a second of
 * ten thousand crews is found by index, and written over in place. NaN where nothing was written.
 */
export class CrewTable {
  numbers: Float64Array

  constructor(readonly width: number) {
    this.numbers = new Float64Array(FEWEST * width).fill(Number.NaN)
  }

  /** Where the numbers of a crew begin, in `numbers` as that is now: room is made for a crew that has none. */
  rowOf(crew: number): number {
    const row = crew * this.width
    if (row >= this.numbers.length) this.grow(row)
    return row
  }

  forget(crew: number): void {
    this.numbers.fill(Number.NaN, crew * this.width, (crew + 1) * this.width)
  }

  forgetAll(): void {
    this.numbers.fill(Number.NaN)
  }

  private grow(row: number): void {
    let { length } = this.numbers
    while (length <= row) length *= 2
    const numbers = new Float64Array(length).fill(Number.NaN)
    numbers.set(this.numbers)
    this.numbers = numbers
  }
}
