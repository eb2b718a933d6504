import type { z } from 'zod'
import { type Catalogue, catalogueSchema } from './catalogue.ts'
import { checkCatalogue, type KnownTown, type Problem, type ProblemCode } from './check.ts'
import { type Path, placeOf } from './place.ts'

type Issue = z.core.$ZodIssue

/** Everything that keeps a draft from being published: what is not filled in well, and what does not hold together. */
export function flawsOf(draft: Catalogue, town: KnownTown = {}): Problem[] {
  const form = problemsIn(draft, catalogueSchema.safeParse(draft).error?.issues ?? [])
  const follows = ({ code, place }: Problem) =>
    form.some((one) => one.place === place || (FROM_WITHIN.has(code) && one.place.startsWith(`${place}.`)))
  return [...form, ...checkCatalogue(draft, town).filter((problem) => !follows(problem))]
}

/** What comes of a part that is not filled in: it goes with it, and is not told twice. */
const FROM_WITHIN: ReadonlySet<ProblemCode> = new Set(['never_asked', 'never_holds', 'changes_nothing'])

/** What zod finds in `raw`, each by its place. */
export function problemsIn(raw: unknown, issues: readonly Issue[], under: Path = []): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = [...under, ...issue.path]
    if (issue.code === 'invalid_union' && issue.errors.length > 0)
      return problemsIn(raw, nearest(issue.errors), path)
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        code: 'unknown_field',
        place: placeOf(raw, [...path, key]),
        about: key,
      }))
    return [{ ...problemOf(issue, isThere(raw, path)), place: placeOf(raw, path) }]
  })
}

/** Of the kinds of thing that it may be, the one that it is most like. */
function nearest(kinds: readonly (readonly Issue[])[]): readonly Issue[] {
  return kinds.toSorted((one, other) => weight(one) - weight(other))[0] ?? []
}

/** A part that is badly filled in is less wrong than one that is missing, or that nobody would read. */
function weight(issues: readonly Issue[]): number {
  return issues.reduce((sum, { code }) => sum + (code.startsWith('too_') ? 1 : 10), 0)
}

function problemOf(issue: Issue, there: boolean): { code: ProblemCode; about: string | null } {
  switch (issue.code) {
    case 'too_small': {
      const { minimum, origin, inclusive } = issue
      if (origin === 'string') return { code: 'empty', about: null }
      if (origin === 'array') return { code: 'too_few', about: String(minimum) }
      return { code: inclusive ? 'too_small' : 'not_above', about: String(minimum) }
    }
    case 'too_big': {
      const code = issue.origin === 'string' || issue.origin === 'array' ? 'too_long' : 'too_large'
      return { code, about: String(issue.maximum) }
    }
    case 'invalid_format':
      return { code: 'no_code', about: null }
    case 'invalid_value':
    case 'invalid_union':
      return { code: 'not_offered', about: null }
    case 'invalid_type':
      return { code: there ? 'wrong_kind' : 'missing', about: null }
    default:
      return { code: 'wrong_kind', about: null }
  }
}

function isThere(raw: unknown, path: Path): boolean {
  let at: unknown = raw
  for (const step of path) at = Object(at)[step]
  return at !== undefined
}
