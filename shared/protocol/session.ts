import { z } from 'zod'
import { agencySchema } from '../catalogue/service.ts'
import { roleSchema } from '../event.ts'
import { crewIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'

/** `GET /api/session`: who is logged in here. */
export const sessionViewSchema = z.object({
  role: roleSchema,
  /** The post or call sign under which this session acts. */
  label: z.string(),
  /** Null on an enrolled tablet, which has no account. */
  userName: z.string().nullable(),
  /** The name of the enrolled tablet that this is; null for an account's session. */
  tablet: z.string().nullable(),
  crewId: crewIdSchema.nullable(),
  /** The agency, by its code, that a service's account speaks for; no other has one. */
  agency: agencySchema.shape.code.optional(),
})
export type SessionView = z.infer<typeof sessionViewSchema>

/** `GET /api/devices`: a tablet, or a telephone that tells where a crew is. */
const deviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  protocol: z.enum(['tablet', 'owntracks', 'osmand']),
  /** Whom it speaks for; null for a tablet on which nobody chose a call sign. */
  callSign: z.string().nullable(),
  /** `waiting`: its code was not used yet; `expired`: nor will it be. */
  state: z.enum(['waiting', 'expired', 'active', 'revoked']),
  /** When it was heard last, to five minutes; null where it never was. */
  seenAt: instantSchema.nullable(),
  /** Until when its code can be used; null where it has none to use. */
  codeUntil: instantSchema.nullable(),
  /** Its page is connected at this moment. */
  connected: z.boolean(),
})
export type DeviceView = z.infer<typeof deviceSchema>
export const devicesSchema = z.object({ devices: z.array(deviceSchema) })

/** `POST /api/devices`: a device, and what it proves itself with, told this once: a tablet's code, a telephone's secret. */
export const madeDeviceSchema = z.object({ device: deviceSchema, secret: z.string() })
export type MadeDevice = z.infer<typeof madeDeviceSchema>
