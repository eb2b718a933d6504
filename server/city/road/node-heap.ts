/** The smallest key first: a 4-ary heap in typed arrays, which grows. A number may be in it several times. */
export class NodeHeap {
  private keys = new Float64Array(4_096)
  private values = new Int32Array(4_096)
  size = 0

  clear(): void {
    this.size = 0
  }

  push(key: number, value: number): void {
    if (this.size === this.keys.length) this.grow()
    const { keys, values } = this
    let place = this.size++
    while (place > 0) {
      const parent = (place - 1) >> 2
      const parentKey = keys[parent] as number
      if (parentKey <= key) break
      keys[place] = parentKey
      values[place] = values[parent] as number
      place = parent
    }
    keys[place] = key
    values[place] = value
  }

  /** The smallest key; undefined when empty. */
  get topKey(): number | undefined {
    return this.size === 0 ? undefined : this.keys[0]
  }

  /** Removes and returns the value with the smallest key. Call only when not empty. */
  pop(): number {
    const { keys, values } = this
    const top = values[0] as number
    const size = --this.size
    const key = keys[size] as number
    const value = values[size] as number
    let place = 0
    for (let child = 1; child < size; child = 4 * place + 1) {
      const end = Math.min(child + 4, size)
      let smallest = child
      for (let other = child + 1; other < end; other++)
        if ((keys[other] as number) < (keys[smallest] as number)) smallest = other
      if ((keys[smallest] as number) >= key) break
      keys[place] = keys[smallest] as number
      values[place] = values[smallest] as number
      place = smallest
    }
    keys[place] = key
    values[place] = value
    return top
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2)
    const values = new Int32Array(this.values.length * 2)
    keys.set(this.keys)
    values.set(this.values)
    this.keys = keys
    this.values = values
  }
}
