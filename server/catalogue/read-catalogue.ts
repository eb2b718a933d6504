import { type Catalogue, catalogueSchema } from '../../shared/catalogue/catalogue.ts'

/** A catalogue that cannot be read, one line for each place that is wrong: told to whoever wrote it, as it is. */
export class CatalogueFileError extends Error {}

const MOST_TOLD = 30

/**
 * The catalogue in the text of a file. Throws a `CatalogueFileError` with the place of everything that is malformed, or
 * that nobody would read: by the codes of what it lies in where these have one, « services.RIXE.questions.ARME.say.fr ».
 */
export function readCatalogue(text: string): Catalogue {
  const raw = parseJson(text)
  const parsed = catalogueSchema.safeParse(raw)
  const problems = parsed.success
    ? unknownFields(raw, parsed.data, []).map((path) => `${placeOf(raw, path)}: there is no such field.`)
    : parsed.error.issues.map(({ path, message }) => `${placeOf(raw, path)}: ${message}.`)
  if (parsed.success && problems.length === 0) return parsed.data
  const more = problems.length > MOST_TOLD ? [`… and ${problems.length - MOST_TOLD} more.`] : []
  throw new CatalogueFileError([...problems.slice(0, MOST_TOLD), ...more].join('\n'))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const { message } = cause as Error
    throw new CatalogueFileError(`It is not JSON: ${message}.`, { cause })
  }
}

type Path = readonly PropertyKey[]

/** Where parsing left something out: a misspelt name is not to be lost in silence. */
function unknownFields(raw: unknown, read: unknown, path: Path): Path[] {
  if (!isObject(raw) || !isObject(read)) return []
  return Object.entries(raw).flatMap(([key, part]) =>
    key in read ? unknownFields(part, read[key], [...path, key]) : [[...path, key]],
  )
}

/** A path through `raw`, in which an item of a list is told by its code or key, or by its number from 1. */
function placeOf(raw: unknown, path: Path): string {
  const names: string[] = []
  let at: unknown = raw
  for (const step of path) {
    const inList = Array.isArray(at)
    at = isObject(at) ? at[String(step)] : undefined
    const name = isObject(at) ? (at.code ?? at.key) : undefined
    names.push(inList ? String(name ?? Number(step) + 1) : String(step))
  }
  return names.join('.') || 'the whole'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
