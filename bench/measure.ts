/** One measured figure beside its floor or aim. */
export interface Figure {
  name: string
  unit: string
  value: number
  /** What a bare program does in the same run; absent where there is only an aim. */
  floor?: number
  /** value / floor, the median over pairs where there are several. */
  ratio?: number
  /** The largest value, or ratio where there is a floor, that the project aims at. */
  aim?: number
}

interface BenchOptions {
  /** How large a file is made for the import, in 10⁶ bytes. */
  megabytes: number
  /** How many tickets of the past are stored for what must not slow down with them. */
  tickets: number
}

export interface Bench {
  name: string
  what: string
  run(report: (line: string) => void, options: BenchOptions): Promise<Figure[]>
}

/** The `share` quantile (0 to 1) of `values`, by the nearest rank. Throws on none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]
  if (found === undefined) throw new Error('No value was measured.')
  return found
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

const ROUNDS = 60
const WARM_UP = 10

/** Milliseconds of each round after the first, which find code not yet compiled. Throws where one found nothing. */
export async function timed(ask: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const startedAt = performance.now()
    if ((await ask()) === 0) throw new Error('A page was empty: nothing was measured.')
    if (round >= WARM_UP) times.push(performance.now() - startedAt)
  }
  return times
}
