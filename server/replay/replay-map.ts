import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { timeZoneSchema } from '../../shared/wall-clock.ts'
import { InputError } from './input-error.ts'

const column = z.string().min(1)

/** How the columns of a file become tickets, and units' movements where it has them. Files of `fixtures/replay`. */
export const replayMapSchema = z.strictObject({
  about: z.string(),
  timeZone: timeZoneSchema,
  columns: z.strictObject({
    id: column,
    at: column,
    type: column,
    address: column,
    /** Two columns, or one that holds « (lat, lon) ». */
    point: z.union([z.strictObject({ lat: column, lon: column }), column]),
  }),
  /** What a type becomes: the first entry whose words it contains, else `otherwise`; null rejects the row. */
  services: z.array(z.strictObject({ words: z.array(z.string().min(1)).min(1), code: z.string() })),
  otherwise: z.string().nullable(),
  /**
   * The centre of the file's own city, `[lon, lat]`: its points are moved so that this falls on the centre of the
   * territory. A rehearsal of load and rhythm, not of geography.
   */
  centre: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  units: z
    .strictObject({
      unit: column,
      dispatched: column,
      enRoute: column,
      onScene: column,
      available: column,
    })
    .optional(),
})
export type ReplayMap = z.infer<typeof replayMapSchema>

/** Reads a map. Throws an `InputError` that names the file and the field. */
export async function readMap(file: string): Promise<ReplayMap> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`The map ${file} cannot be read (${error.code}): see fixtures/replay for two.`)
  })
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw new InputError(`The map ${file} is not JSON: ${error instanceof Error ? error.message : error}.`)
  }
  const { data, error } = replayMapSchema.safeParse(content)
  if (data !== undefined) return data
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`)
  throw new InputError(`The map ${file} cannot be used. ${problems.join('; ')}. See docs/replay.md.`)
}

/** The columns that a file must have to be read with this map. */
export function columnsOf({ columns, units }: ReplayMap): string[] {
  const { point, ...others } = columns
  const points = typeof point === 'string' ? [point] : [point.lat, point.lon]
  return [...new Set([...Object.values(others), ...points, ...Object.values(units ?? {})])]
}

/** Throws an `InputError` where the map asks for a type of request that this town does not have. */
export function checkServices({ services, otherwise }: ReplayMap, known: ReadonlySet<string>): void {
  const asked = [...services.map(({ code }) => code), ...(otherwise === null ? [] : [otherwise])]
  const missing = [...new Set(asked)].filter((code) => !known.has(code))
  if (missing.length === 0) return
  throw new InputError(
    `The map names types of request that this town does not have: ${missing.join(', ')}. ` +
      'Its own are at /open311/v2/services.json.',
  )
}
