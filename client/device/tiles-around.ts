import type { LonLat } from '../../shared/geo.ts'

export interface TileAddress {
  z: number
  x: number
  y: number
}

/** Metres along the equator. */
const EQUATOR = 40_075_016.7
/** Degrees: the edge of the tiles' projection. */
const NORTHMOST = 85.0511

/** Every tile of `zooms` that is within `metres` of a point, the widest first. */
export function tilesAround({ lon, lat }: LonLat, metres: number, zooms: readonly number[]): TileAddress[] {
  const latitude = Math.min(NORTHMOST, Math.max(-NORTHMOST, lat))
  const radians = (latitude * Math.PI) / 180
  return zooms.flatMap((z) => {
    const side = 2 ** z
    const x = ((lon + 180) / 360) * side
    const y = ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * side
    const reach = (metres / (EQUATOR * Math.cos(radians))) * side
    const tiles: TileAddress[] = []
    for (let row = Math.floor(y - reach); row <= Math.floor(y + reach); row += 1)
      for (let column = Math.floor(x - reach); column <= Math.floor(x + reach); column += 1)
        if (row >= 0 && row < side) tiles.push({ z, x: ((column % side) + side) % side, y: row })
    return tiles
  })
}
