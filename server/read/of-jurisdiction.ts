import type { Jurisdiction } from '../../shared/jurisdiction.ts'
import type { Jurisdictions } from '../city/jurisdiction.ts'

/**
 * What must hold of a ticket's `position` for it to be of a jurisdiction, as `Jurisdictions.of` has it, in SQL: nothing where
 * none is asked for, or there is but one. `value` keeps a value of the query and says its place.
 */
export function ofJurisdiction(
  asked: Jurisdiction | null,
  { all, first }: Jurisdictions,
  value: (given: unknown) => string,
): string[] {
  if (asked === null || all.length === 1) return []
  const { territory, id } = asked
  const covered = (outline: object) =>
    `st_covers(st_geomfromgeojson(${value(JSON.stringify(outline))}), position)`
  const others = all.flatMap(({ territory: other }) => other ?? [])
  const within = territory === null ? `not (${others.map(covered).join(' or ')})` : covered(territory)
  return [id === first.id ? `(position is null or ${within})` : within]
}
