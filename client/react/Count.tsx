import { figure } from '../../shared/typography.ts'
import { usePreferences } from './use-words.ts'

/** How many of something there are, in tabular figures. */
export function Count({ of, className = 'num' }: { of: number; className?: string }) {
  const { locale } = usePreferences()
  return <span className={className}>{figure(of, locale)}</span>
}
