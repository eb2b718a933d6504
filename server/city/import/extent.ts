/** The box of points as they come; one that crosses the antimeridian ends with west > east. Degrees. */
export class Extent {
  south = Number.POSITIVE_INFINITY
  north = Number.NEGATIVE_INFINITY
  private readonly western = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY }
  private readonly eastern = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY }

  add(lon: number, lat: number): void {
    this.south = Math.min(this.south, lat)
    this.north = Math.max(this.north, lat)
    const side = lon < 0 ? this.western : this.eastern
    side.least = Math.min(side.least, lon)
    side.most = Math.max(side.most, lon)
  }

  /** A city spans less than half the earth: the way round that is shorter is its box. */
  box(): { west: number; south: number; east: number; north: number } {
    const { western, eastern, south, north } = this
    const west = Math.min(western.least, eastern.least)
    const east = Math.max(western.most, eastern.most)
    const across = east - west > 180 && Number.isFinite(western.most) && Number.isFinite(eastern.least)
    return across ? { west: eastern.least, south, east: western.most, north } : { west, south, east, north }
  }
}
