import { z } from 'zod'
import { jurisdictionIdSchema } from '../jurisdiction.ts'
import type { Circumstances } from './circumstances.ts'

/** Districts of the city by their codes, and towns by their ids; a place is in it where it is in one of them. */
export const areaSchema = z.strictObject({
  districts: z.array(z.string().min(1).max(40)).max(300).default([]),
  jurisdictions: z.array(jurisdictionIdSchema).max(100).default([]),
})
export type Area = z.infer<typeof areaSchema>

export function covers(
  { districts, jurisdictions }: Area,
  { district, jurisdiction }: Pick<Circumstances, 'district' | 'jurisdiction'>,
): boolean {
  return (
    (district !== null && districts.includes(district)) ||
    (jurisdiction !== null && jurisdictions.includes(jurisdiction))
  )
}
