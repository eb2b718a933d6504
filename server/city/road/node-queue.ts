import { NodeHeap } from './node-heap.ts'

/** Seconds that one bucket holds: so few nodes come due in one that putting them in order costs next to nothing. */
const WIDTH = 0.5
/** Buckets in the ring, a power of two. What is due later than all of them waits in the last, and is put off again. */
const BUCKETS = 2_048
const NONE = -1

/**
 * The smallest key first, for keys in seconds that never fall below the last one taken, as a search's do not: a ring of buckets,
 * and a heap of the bucket that is due. Most pushes are one link of a chain. A number may be in it several times.
 */
export class NodeQueue {
  private readonly due = new NodeHeap()
  /** The bucket that is due, counted from 0 s on, not from the ring's start. */
  private bucket = 0
  private readonly first = new Int32Array(BUCKETS).fill(NONE)
  /** Chained entries; a new one is put at the end, and the places are free again when the queue is cleared. */
  private keys = new Float64Array(4_096)
  private values = new Int32Array(4_096)
  private next = new Int32Array(4_096)
  private used = 0
  private chained = 0

  clear(): void {
    if (this.chained > 0) this.first.fill(NONE)
    this.due.clear()
    this.bucket = this.used = this.chained = 0
  }

  push(key: number, value: number): void {
    const bucket = Math.floor(key / WIDTH)
    if (bucket <= this.bucket) this.due.push(key, value)
    else this.chain(bucket, key, value)
  }

  /** The smallest key; undefined when empty. */
  get topKey(): number | undefined {
    while (this.due.size === 0 && this.chained > 0) this.advance()
    return this.due.topKey
  }

  /** Removes and returns the value with the smallest key. Call only after `topKey` has named one. */
  pop(): number {
    return this.due.pop()
  }

  private chain(bucket: number, key: number, value: number): void {
    if (this.used === this.keys.length) this.grow()
    const entry = this.used++
    this.keys[entry] = key
    this.values[entry] = value
    this.link(bucket, entry)
    this.chained++
  }

  private link(bucket: number, entry: number): void {
    const place = Math.min(bucket, this.bucket + BUCKETS - 1) & (BUCKETS - 1)
    this.next[entry] = this.first[place] as number
    this.first[place] = entry
  }

  /** Makes the next bucket that holds something the one that is due. */
  private advance(): void {
    let entry = NONE
    do {
      this.bucket++
      entry = this.first[this.bucket & (BUCKETS - 1)] as number
    } while (entry === NONE)
    this.first[this.bucket & (BUCKETS - 1)] = NONE
    while (entry !== NONE) {
      const after = this.next[entry] as number
      const key = this.keys[entry] as number
      const bucket = Math.floor(key / WIDTH)
      if (bucket > this.bucket) this.link(bucket, entry)
      else {
        this.due.push(key, this.values[entry] as number)
        this.chained--
      }
      entry = after
    }
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2)
    const values = new Int32Array(this.values.length * 2)
    const next = new Int32Array(this.next.length * 2)
    keys.set(this.keys)
    values.set(this.values)
    next.set(this.next)
    this.keys = keys
    this.values = values
    this.next = next
  }
}
