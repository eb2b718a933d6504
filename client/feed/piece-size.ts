/** Bytes of a piece where nothing is known of the way, or it was cut. */
export const SMALLEST_PIECE = 64 * 1024
/** The largest that the server takes. */
const LARGEST_PIECE = 1024 * 1024
/** A piece that took less could be larger; one that took more should be smaller: it is what a cut loses. */
const QUICK_MS = 1_000
const SLOW_MS = 4_000

/** How many bytes of a photograph go at once: few over a bad network, many over a good one. */
export class PieceSize {
  bytes = SMALLEST_PIECE

  /** A piece has come, in so many milliseconds. */
  came(milliseconds: number): void {
    if (milliseconds < QUICK_MS) this.bytes = Math.min(LARGEST_PIECE, this.bytes * 2)
    else if (milliseconds > SLOW_MS) this.bytes = Math.max(SMALLEST_PIECE, this.bytes / 2)
  }

  /** The way was cut. */
  lost(): void {
    this.bytes = SMALLEST_PIECE
  }
}
