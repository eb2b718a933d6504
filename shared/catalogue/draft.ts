import { z } from 'zod'
import { type Catalogue, catalogueSchema } from './catalogue.ts'

const LONGEST_TEXT = 4_000
const MOST_IN_A_LIST = 500

/**
 * A catalogue while it is written: of the same shape, with nothing in it that nobody would read. Its texts may be empty
 * still, its codes no codes, its lists too short and its numbers too large: `flawsOf` says so, and it is kept as it is.
 */
export const draftSchema = loosened(catalogueSchema).pipe(z.custom<Catalogue>())

function loosened(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return loosened(schema.unwrap()).optional()
  if (schema instanceof z.ZodDefault) return loosened(schema.unwrap()).default(schema.def.defaultValue)
  if (schema instanceof z.ZodArray) return z.array(loosened(schema.element)).max(MOST_IN_A_LIST)
  if (schema instanceof z.ZodObject) return loosenedObject(schema)
  if (schema instanceof z.ZodDiscriminatedUnion) return loosenedChoice(schema)
  if (schema instanceof z.ZodUnion) return z.union(schema.options.map(loosened))
  if (schema instanceof z.ZodString) return z.string().max(LONGEST_TEXT)
  if (schema instanceof z.ZodNumber) return z.number()
  if (schema instanceof z.ZodType) return schema
  throw new Error('A part of the catalogue is of a kind that a draft cannot hold.')
}

function loosenedObject({ shape }: z.ZodObject): z.ZodObject {
  return z.strictObject(Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, loosened(part)])))
}

function loosenedChoice({ options, def }: z.ZodDiscriminatedUnion): z.ZodType {
  const [first, ...others] = options.flatMap((one) =>
    one instanceof z.ZodObject ? [loosenedObject(one)] : [],
  )
  if (first === undefined) throw new Error('A choice of the catalogue has nothing to choose.')
  return z.discriminatedUnion(def.discriminator, [first, ...others])
}
