/** A tile's column and row at a zoom, as in `/tiles/{z}/{x}/{y}`. */
export type TilePlace = readonly [z: number, x: number, y: number]

/** The tiles of `zoom` around the one that holds a place, `steps` of them on each side of it. Degrees. */
export function tilesAround(
  zoom: number,
  { lon, lat }: { lon: number; lat: number },
  steps: number,
): TilePlace[] {
  const side = 2 ** zoom
  const column = Math.floor(((lon + 180) / 360) * side)
  const row = Math.floor((0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * side)
  const offsets = Array.from({ length: 2 * steps + 1 }, (_, index) => index - steps)
  return offsets.flatMap((right) => offsets.map((down): TilePlace => [zoom, column + right, row + down]))
}
