import type { Board } from '../board.ts'
import type { CommandOf } from '../command.ts'
import type { Decision } from '../decision.ts'
import { checkCatalogue } from './check.ts'

/**
 * What a publication causes: the next version, for every ticket taken from then on. Refused where another was published
 * since its writer looked, or where the check finds a flaw.
 */
export function decideCatalogue(
  { catalogueVersion }: Board,
  { after, catalogue }: CommandOf<'publish_catalogue'>,
): Decision {
  if (after !== catalogueVersion) return { code: 'catalogue_changed', catalogueVersion }
  const problems = checkCatalogue(catalogue)
  if (problems.length > 0) return { code: 'catalogue_unsound', problems: problems.slice(0, 20) }
  return [{ type: 'catalogue_published', catalogueVersion: after + 1 }]
}
