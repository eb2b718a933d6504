/** Buffers by key, as many as fit in a number of bytes; the one least recently asked for goes first. */
export class TileCache {
  private readonly kept = new Map<string, Buffer>()
  private bytes = 0

  constructor(private readonly mostBytes: number) {}

  get(key: string): Buffer | undefined {
    const found = this.kept.get(key)
    if (found === undefined) return undefined
    // A map keeps the order in which keys came: this one comes last again.
    this.kept.delete(key)
    this.kept.set(key, found)
    return found
  }

  set(key: string, buffer: Buffer): void {
    this.drop(key)
    this.kept.set(key, buffer)
    this.bytes += cost(key, buffer)
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.mostBytes) return
      this.drop(oldest)
    }
  }

  clear(): void {
    this.kept.clear()
    this.bytes = 0
  }

  private drop(key: string): void {
    const buffer = this.kept.get(key)
    if (buffer === undefined) return
    this.kept.delete(key)
    this.bytes -= cost(key, buffer)
  }
}

/** An empty tile is not free either: the entry itself, roughly. */
function cost(key: string, buffer: Buffer): number {
  return buffer.byteLength + 2 * key.length + 200
}
