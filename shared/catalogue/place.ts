/** Where something is in a catalogue, or in what should be one: by keys and numbers, as zod tells it. */
export type Path = readonly PropertyKey[]

/**
 * A path in words: an item of a list is told by its code or key, or by its number from 1 where it has none,
 * « services.RIXE.questions.ARME.say.fr ».
 */
export function placeOf(raw: unknown, path: Path): string {
  const names: string[] = []
  let at: unknown = raw
  for (const step of path) {
    const inList = Array.isArray(at)
    at = isObject(at) ? at[String(step)] : undefined
    names.push(inList ? itemName(at, Number(step)) : String(step))
  }
  return names.join('.')
}

/** What an item of a list is called in a place. */
export function itemName(item: unknown, index: number): string {
  const name = isObject(item) ? item.code || item.key : undefined
  return typeof name === 'string' && name !== '' ? name : String(index + 1)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
