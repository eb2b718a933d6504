import { z } from 'zod'

/** A plain decimal number of degrees in a query; « 1e3 », « Infinity » and an empty text are none. */
export function degrees(most: number) {
  return z
    .string('must be given once, in degrees')
    .regex(/^-?\d{1,3}(\.\d{1,20})?$/, 'must be decimal degrees, as 1.4442')
    .transform(Number)
    .refine((value) => Math.abs(value) <= most, `must be from -${most} to ${most}`)
}
