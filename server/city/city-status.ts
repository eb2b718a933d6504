import type { LoadedCity } from './read-city.ts'

/** What is loaded, from where and since when, with its counts, to print; and what to do where it was imported too long ago. */
export function described({
  name,
  source,
  schematic,
  credit,
  version,
  importedAt,
  bounds,
  counts,
}: LoadedCity): string {
  const lines = [
    `${name}${schematic ? ' (schematic: drawn by hand, never to find one’s way by)' : ''}`,
    `  source     ${source}`,
    `  imported   ${importedAt.toISOString()}`,
    `  version    ${version}`,
    `  credit     ${credit.en}`,
    `  bounds     ${bounds.map((degrees) => degrees.toFixed(4)).join(', ')}`,
    ...Object.entries(counts).map(
      ([what, count]) => `  ${WORDS[what] ?? what}: ${count.toLocaleString('en')}`,
    ),
  ]
  if (counts.signals === undefined)
    lines.push(
      '  Imported before surfaces and traffic lights were kept: import it again, and road times know them.',
    )
  return lines.join('\n')
}

const WORDS: Readonly<Record<string, string>> = {
  street_names: 'street names',
  signals: 'traffic lights',
  missingNodes: 'points that ways name and the file does not hold',
  invalidNodes: 'points that are nowhere on earth, left out',
  openRings: 'outlines that do not close, left out',
  banOutside: 'BAN addresses outside the city, left out',
  banUnusable: 'BAN rows without a number or a point, left out',
}
