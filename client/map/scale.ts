const LENGTHS = [5, 10, 20, 50, 100, 250, 500, 1000, 2000, 5000, 10_000]

/** The longest round length that fits in `pixels`, given how many metres one pixel is. Metres, and its width in px. */
export function scaleBar(metresPerPixel: number, pixels: number): { metres: number; width: number } {
  const fitting = LENGTHS.filter((length) => length / metresPerPixel <= pixels)
  const metres = fitting.at(-1) ?? LENGTHS[0] ?? 5
  return { metres, width: metres / metresPerPixel }
}
