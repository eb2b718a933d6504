import { z } from 'zod'
import { instantSchema } from '../instant.ts'
import { placeNoteSchema } from '../place-note/place-note.ts'

/** What is known of a place, with the words that were written last; null where there are none. */
export const knownPlaceSchema = placeNoteSchema.extend({
  text: z.string().nullable(),
  textAt: instantSchema.nullable(),
  textBy: z.string().nullable(),
})
export type KnownPlace = z.infer<typeof knownPlaceSchema>

/** `GET /api/places`: what is known at a point, hazards first. */
export const knownPlacesSchema = z.object({ known: z.array(knownPlaceSchema) })

/** `GET /api/tickets/{ticketId}/stretch`: the street that a hazard is on, [lon, lat]; null where there is none. */
export const streetStretchSchema = z.object({
  stretch: z
    .array(z.tuple([z.number(), z.number()]))
    .min(2)
    .nullable(),
})

const districtSchema = z.object({ code: z.string(), short: z.string() })
const placeSchema = z.object({
  label: z.string(),
  municipality: z.string().nullable(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
})

/** `GET /api/addresses`: what a text may mean, best match first. */
export const foundAddressesSchema = z.object({
  addresses: z.array(
    placeSchema.extend({
      kind: z.enum(['address', 'street', 'crossing', 'district', 'place']),
      district: districtSchema.nullable(),
      score: z.number(),
      sure: z.boolean(),
    }),
  ),
})
export type FoundAddress = z.infer<typeof foundAddressesSchema>['addresses'][number]

/** `GET /api/addresses/reverse`: what lies at a point. */
export const pointAddressSchema = z.object({
  nearest: placeSchema.extend({ kind: z.enum(['address', 'street']), metres: z.number() }).nullable(),
  district: districtSchema.nullable(),
})
export type PointAddress = z.infer<typeof pointAddressSchema>
