/** A repeatable source of chance: the same seed gives the same numbers, on every machine. */
export type Random = () => number

/** The mulberry32 generator: numbers from 0 up to, but not including, 1. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function between(random: Random, least: number, most: number): number {
  return least + (most - least) * random()
}

/** One of `items`, each as likely as its weight. Throws where there is none. */
export function pick<T>(random: Random, items: readonly T[], weightOf: (item: T) => number = () => 1): T {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0)
  let left = random() * total
  for (const item of items) {
    left -= weightOf(item)
    if (left < 0) return item
  }
  const last = items.at(-1)
  if (last === undefined) throw new Error('Nothing to pick from.')
  return last
}
