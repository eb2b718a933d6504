import type { Rejection } from './map-row.ts'

/** What became of every row of the file: each is accepted once, rejected once with a reason, or not finished. */
export class Ledger {
  private readonly reasons = new Map<number, string>()
  private readonly taken = new Set<number>()

  constructor(
    private readonly lines: readonly number[],
    rejected: readonly Rejection[],
  ) {
    for (const { line, reason } of rejected) this.reject(line, reason)
  }

  /** The server acknowledged everything that the row asked for. */
  accept(line: number): void {
    if (!this.isRejected(line)) this.taken.add(line)
  }

  /** The first reason stands. */
  reject(line: number, reason: string): void {
    this.taken.delete(line)
    if (!this.reasons.has(line)) this.reasons.set(line, reason)
  }

  isRejected(line: number): boolean {
    return this.reasons.has(line)
  }

  get read(): number {
    return this.lines.length
  }

  /** In the order of the file. */
  get accepted(): number[] {
    return this.lines.filter((line) => this.taken.has(line))
  }

  get rejected(): Rejection[] {
    return this.lines.flatMap((line) => {
      const reason = this.reasons.get(line)
      return reason === undefined ? [] : [{ line, reason }]
    })
  }

  /** Neither: the replay was stopped before their end. */
  get unfinished(): number[] {
    return this.lines.filter((line) => !this.taken.has(line) && !this.reasons.has(line))
  }
}
