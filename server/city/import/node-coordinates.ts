const CHUNK = 1 << 18
const MISSING = -0x80000000
/** OSM's own precision: 1e-7 degree, about 1 cm. */
const PRECISION = 1e7

/** Collects numbers without a limit, in 2 MB pieces. */
export class NumberBag {
  private readonly full: Float64Array[] = []
  private current = new Float64Array(CHUNK)
  private used = 0

  add(value: number): void {
    if (this.used === CHUNK) {
      this.full.push(this.current)
      this.current = new Float64Array(CHUNK)
      this.used = 0
    }
    this.current[this.used++] = value
  }

  /** All of them, sorted, each once; the bag is empty afterwards. */
  takeSorted(): Float64Array {
    const all = new Float64Array(this.full.length * CHUNK + this.used)
    for (const [index, chunk] of this.full.entries()) all.set(chunk, index * CHUNK)
    all.set(this.current.subarray(0, this.used), this.full.length * CHUNK)
    this.full.length = 0
    this.used = 0
    all.sort()
    let count = 0
    for (let index = 0; index < all.length; index++) {
      if (index === 0 || all[index] !== all[index - 1]) all[count++] = all[index] ?? 0
    }
    return all.subarray(0, count)
  }
}

/** Where `value` stands in `sorted`, -1 where it does not. */
export function indexIn(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const at = sorted[middle] ?? 0
    if (at === value) return middle
    if (at < value) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The places of the nodes that are needed, 16 bytes each. */
export class NodeCoordinates {
  private readonly lons: Int32Array
  private readonly lats: Int32Array

  /** `ids` sorted, each once. */
  constructor(private readonly ids: Float64Array) {
    this.lons = new Int32Array(ids.length).fill(MISSING)
    this.lats = new Int32Array(ids.length)
  }

  /** Notes a node if it is needed. One that is nowhere on earth stays missing. */
  set(id: number, lon: number, lat: number): void {
    const index = indexIn(this.ids, id)
    if (index < 0 || !isOnEarth(lon, lat)) return
    this.lons[index] = Math.round(lon * PRECISION)
    this.lats[index] = Math.round(lat * PRECISION)
  }

  /** [lon, lat] in degrees; undefined for a node that the file does not hold. */
  get(id: number): [number, number] | undefined {
    const index = indexIn(this.ids, id)
    const lon = this.lons[index] ?? MISSING
    if (lon === MISSING) return undefined
    return [lon / PRECISION, (this.lats[index] ?? 0) / PRECISION]
  }
}

/** False for NaN too. */
export function isOnEarth(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90
}
