/** The dark squares of a code as one SVG path, a square a unit, each run of a row at once. */
export function pathOf(squares: readonly (readonly boolean[])[]): string {
  return squares
    .flatMap((row, y) => {
      const runs: string[] = []
      for (let x = 0; x < row.length; x += 1) {
        if (!row[x]) continue
        const from = x
        while (row[x + 1]) x += 1
        runs.push(`M${from} ${y}h${x + 1 - from}v1h${from - x - 1}Z`)
      }
      return runs
    })
    .join('')
}
