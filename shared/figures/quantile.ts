/** How long it took, in whole seconds; `atLeast`: or longer, since it rests on tickets that still wait. */
export interface Quantile {
  seconds: number
  atLeast: boolean
}

/**
 * How long it took for `percent` of 100, at most, by the nearest rank among those that were reached (`took`) and those
 * that still wait and have for so long (`waiting`), both in seconds, shortest first. Those that wait are not left out,
 * which would make a bad day look good: each counts as long as it has waited. Where its end may change the answer, that is
 * only known to be the least. Null of nothing.
 */
export function quantileOf(
  percent: number,
  took: readonly number[],
  waiting: readonly number[],
): Quantile | null {
  const rank = Math.max(1, Math.ceil((percent * (took.length + waiting.length)) / 100))
  const seconds = [...took, ...waiting].sort((a, b) => a - b)[rank - 1]
  // Were all that wait to wait for ever, it would be this, or for ever.
  return seconds === undefined ? null : { seconds, atLeast: took[rank - 1] !== seconds }
}
