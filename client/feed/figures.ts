import type { Days } from '../../shared/figures/days.ts'
import { type Figures, figuresSchema } from '../../shared/figures/figures.ts'
import type { Locale } from '../../shared/text.ts'
import { call } from './session.ts'

/** The figures of some days; null: of today, whichever that is where the town is. */
export async function fetchFigures(days: Days | null, signal: AbortSignal): Promise<Figures> {
  const query = days === null ? '' : `?${new URLSearchParams({ ...days })}`
  return figuresSchema.parse(await call('GET', `/api/figures${query}`, undefined, signal))
}

/** Where they are as a file for a spreadsheet. */
export function figuresFile({ from, to }: Days, locale: Locale): string {
  return `/api/figures.csv?${new URLSearchParams({ from, to, locale })}`
}
