import { z } from 'zod'

/** How the columns of a file become tickets, and units' movements where it has them. Files of `fixtures/replay`. */
export const replayMapSchema = z.strictObject({
  about: z.string(),
  timeZone: z.string(),
  columns: z.strictObject({
    id: z.string(),
    at: z.string(),
    type: z.string(),
    address: z.string(),
    /** Two columns, or one that holds « (lat, lon) ». */
    point: z.union([z.strictObject({ lat: z.string(), lon: z.string() }), z.string()]),
  }),
  /** What a type becomes: the first entry whose words it contains, else `otherwise`; null rejects the row. */
  services: z.array(z.strictObject({ words: z.array(z.string()).min(1), code: z.string() })),
  otherwise: z.string().nullable(),
  /**
   * The centre of the file's own city, `[lon, lat]`: its points are moved so that this falls on the centre of the
   * territory. A rehearsal of load and rhythm, not of geography.
   */
  centre: z.tuple([z.number(), z.number()]),
  units: z
    .strictObject({
      unit: z.string(),
      dispatched: z.string(),
      enRoute: z.string(),
      onScene: z.string(),
      available: z.string(),
    })
    .optional(),
})
export type ReplayMap = z.infer<typeof replayMapSchema>
