import type { Catalogue } from './catalogue.ts'
import type { Problem } from './check.ts'
import { draftSchema } from './draft.ts'
import { explainProblem } from './explain-problem.ts'
import { problemsIn } from './form.ts'

const MOST_TOLD = 30

/** A catalogue that cannot be read: what is wrong in it, each by its place. The message says it in English, a line for each. */
export class CatalogueFileError extends Error {
  constructor(
    readonly problems: readonly Problem[],
    options?: ErrorOptions,
  ) {
    const lines = problems.slice(0, MOST_TOLD).map(problemLine)
    const more = problems.length > MOST_TOLD ? [`… and ${problems.length - MOST_TOLD} more.`] : []
    super([...lines, ...more].join('\n'), options)
  }
}

/** A problem and its place, in English, as a command line tells it. */
export function problemLine(problem: Problem): string {
  return `${problem.place || 'the whole'}: ${explainProblem(problem, 'en')}`
}

/**
 * The catalogue in the text of a file, which may still have flaws (`flawsOf`). Throws a `CatalogueFileError` where it is
 * no catalogue, lacks a part, or has one that nobody would read: a misspelt name is not to be lost in silence.
 */
export function readCatalogue(text: string): Catalogue {
  const raw = parseJson(text)
  const parsed = draftSchema.safeParse(raw)
  if (parsed.success) return parsed.data
  throw new CatalogueFileError(problemsIn(raw, parsed.error.issues))
}

/** The text of a file that holds `catalogue`: reading it gives it back. */
export function catalogueText(catalogue: Catalogue): string {
  return `${JSON.stringify(draftSchema.parse(catalogue), null, 2)}\n`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const about = cause instanceof Error ? cause.message : null
    throw new CatalogueFileError([{ code: 'not_json', place: '', about }], { cause })
  }
}
