/** How often a job is tried before it is given up, and how long it waits in between, in milliseconds. */
export interface Patience {
  tries: number
  firstMs: number
  longestMs: number
}

/**
 * How long a job waits after its `tries`th try, in milliseconds; null where it was the last. It doubles each time;
 * `random`, in [0, 1), takes up to half of it away, so that what failed together does not come back together.
 */
export function backOff(
  { tries: most, firstMs, longestMs }: Patience,
  tries: number,
  random: number,
): number | null {
  if (tries >= most) return null
  const whole = Math.min(longestMs, firstMs * 2 ** (tries - 1))
  return Math.round(whole * (1 - random / 2))
}
