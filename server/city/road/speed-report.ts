import {
  correctionsAt,
  FASTEST_CORRECTION,
  HALF_LIFE_DAYS,
  LEAST_METRES,
  LEAST_OBSERVATIONS,
  SLOWEST_CORRECTION,
  type SpeedSum,
} from './learned-speeds.ts'
import type { StreetSpeeds } from './street-speeds.ts'

const PARTS = ['00-06', '06-10', '10-16', '16-20', '20-24'] as const

/**
 * The speeds of cars as a table to print: by class what the table says (km/h), what is driven instead in each part of the
 * day (the least and the most of its hours' factors, a dot where it is the table's), and from how many observations.
 */
export function speedReport(sums: readonly SpeedSum[], speeds: StreetSpeeds): string {
  const byHour = Array.from({ length: 24 }, (_, hour) => correctionsAt(hour, sums, speeds))
  const rows = Object.entries(speeds.car).map(([name, usual]) => {
    const own = sums.filter((sum) => sum.class === name)
    const total = (of: 'observations' | 'metres') => own.reduce((sum, one) => sum + one[of], 0)
    const parts = PARTS.map((part) => {
      const [from = 0, to = 24] = part.split('-').map(Number)
      return rangeOf(byHour.slice(from, to).flatMap((corrections) => corrections[name] ?? []))
    })
    return [
      name,
      `${usual}`,
      ...parts,
      `${Math.round(total('observations'))}`,
      (total('metres') / 1_000).toFixed(1),
    ]
  })
  const note =
    `Factors on the table's speed, between ${SLOWEST_CORRECTION} and ${FASTEST_CORRECTION}; a dot: the table's. Learned from ` +
    `${LEAST_OBSERVATIONS} observations and ${LEAST_METRES / 1_000} km on, which count half after ${HALF_LIFE_DAYS} days.`
  return [...aligned([['class', 'km/h', ...PARTS, 'observations', 'km'], ...rows]), note].join('\n')
}

function rangeOf(factors: readonly number[]): string {
  if (factors.length === 0) return '·'
  const [least, most] = [Math.min(...factors), Math.max(...factors)].map((factor) => factor.toFixed(2))
  return least === most ? `${least}` : `${least}-${most}`
}

/** Names to the left, figures to the right. */
function aligned(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  )
}
