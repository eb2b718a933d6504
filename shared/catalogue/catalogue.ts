import { z } from 'zod'
import { agencySchema, familySchema, serviceSchema } from './service.ts'

/** All that can be asked for in a town, what is asked about it, and who deals with it. Content, without a version. */
export const catalogueSchema = z.object({
  families: z.array(familySchema).max(100),
  agencies: z.array(agencySchema).max(100),
  services: z.array(serviceSchema).min(1).max(300),
})
export type Catalogue = z.infer<typeof catalogueSchema>
