/** Seconds that one bucket holds. */
const WIDTH = 1
/** Buckets in the ring, a power of two. What is due later than all of them waits in the last, and is put off again. */
const BUCKETS = 2_048
const NONE = -1

/** The bucket that a time in seconds falls into. */
export function bucketOf(seconds: number): number {
  return Math.floor(seconds / WIDTH)
}

/**
 * The nodes of a search by the buckets of their times, the earliest first, those of one bucket in no order: so a node can be
 * taken again when a shorter way to it is found from one of its own bucket, and its time is sure once the bucket is empty. No
 * bucket is longer than most edges, so that this is rare, and costs less than keeping order. A ring of chains; a node may be in several.
 */
export class NodeQueue {
  /** The search's own times, by node. */
  private seconds: Float64Array = new Float64Array(0)
  /** The bucket that is due, counted from 0 s on, not from the ring's start. */
  private due = 0
  private readonly first = new Int32Array(BUCKETS).fill(NONE)
  /** Entry e is the node at 2e and the next entry of its chain at 2e + 1. Places are free again when the queue is cleared. */
  private entries = new Int32Array(8_192)
  private used = 0
  private waiting = 0

  /** Begins anew, with the times of another search. */
  clear(seconds: Float64Array): void {
    if (this.waiting > 0) this.first.fill(NONE)
    this.seconds = seconds
    this.due = this.used = this.waiting = 0
  }

  /** Lets `node` be taken when its time is due: not before the bucket that is due now. */
  push(node: number, seconds: number): void {
    if (2 * this.used === this.entries.length) this.grow()
    const entry = this.used++
    this.entries[2 * entry] = node
    this.waiting++
    this.link(entry, bucketOf(seconds))
  }

  /** The bucket that is due, before which none holds anything; undefined when the queue is empty. */
  next(): number | undefined {
    if (this.waiting === 0) return undefined
    while (this.first[this.due & (BUCKETS - 1)] === NONE) this.due++
    return this.due
  }

  /** Removes and returns a node of the bucket that is due; -1 when it holds none any more. */
  take(): number {
    const place = this.due & (BUCKETS - 1)
    for (let entry = this.first[place] as number; entry !== NONE; entry = this.first[place] as number) {
      this.first[place] = this.entries[2 * entry + 1] as number
      const node = this.entries[2 * entry] as number
      const bucket = bucketOf(this.seconds[node] as number)
      if (bucket > this.due) this.link(entry, bucket)
      else {
        this.waiting--
        // Of an earlier bucket: it was taken then.
        if (bucket === this.due) return node
      }
    }
    return NONE
  }

  private link(entry: number, bucket: number): void {
    const place = Math.min(bucket, this.due + BUCKETS - 1) & (BUCKETS - 1)
    this.entries[2 * entry + 1] = this.first[place] as number
    this.first[place] = entry
  }

  private grow(): void {
    const entries = new Int32Array(this.entries.length * 2)
    entries.set(this.entries)
    this.entries = entries
  }
}
