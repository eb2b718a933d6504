import { z } from 'zod'
import { instantSchema } from '../instant.ts'
import { problemSchema } from './check.ts'
import { draftSchema } from './draft.ts'
import { catalogueVersionSchema } from './published.ts'

/** What crosses the wire about the draft of the catalogue; `docs/protocol.md` says it in words. */

const revisionSchema = z.uuid()
const content = { revision: revisionSchema, basedOn: catalogueVersionSchema, catalogue: draftSchema }

const savedSchema = z.object({ ...content, at: instantSchema, by: z.string() })

/** `GET /api/catalogue/draft`: what is in force, and what is written to follow it. */
export const catalogueDeskSchema = z.object({
  published: z.object({ version: catalogueVersionSchema, at: instantSchema, by: z.string() }),
  draft: savedSchema.nullable(),
  /** How many tickets are open, by the code of their type. */
  underWay: z.record(z.string(), z.int()),
})
export type CatalogueDesk = z.infer<typeof catalogueDeskSchema>

/** `PUT /api/catalogue/draft`. `revision` is made by the sender; `after` is the one that it read, null where there was none. */
export const draftToSaveSchema = z.strictObject({ ...content, after: revisionSchema.nullable() })

export type DraftToSave = z.infer<typeof draftToSaveSchema>

export const draftSavedSchema = z.object({
  at: instantSchema,
  by: z.string(),
  problems: z.array(problemSchema),
})

/** `POST /api/catalogue/draft/publication`: a revision is published once, however often it is sent. */
export const publicationToMakeSchema = z.strictObject({ revision: revisionSchema })
export const publicationMadeSchema = z.object({ version: catalogueVersionSchema })
