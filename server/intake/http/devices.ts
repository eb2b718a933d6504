import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { mayManageDevices } from '../../../shared/authority.ts'
import { instant } from '../../../shared/instant.ts'
import type { DeviceView, MadeDevice } from '../../../shared/protocol/session.ts'
import { textSchema } from '../../../shared/text.ts'
import type { Database } from '../../db/pool.ts'
import { logAccess } from '../../session/access-log.ts'
import {
  createTelephone,
  type Device,
  DeviceProblem,
  listDevices,
  revokeDevice,
  telephoneProtocols,
} from '../../session/devices.ts'
import { makeEnrolmentCode } from '../../session/tablets.ts'
import { addressOf } from './client-address.ts'
import { refuse, refuseQuery } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface DevicesDependencies {
  database: Database
  /** The sessions that have a connection open. */
  connected(): ReadonlySet<string>
}

const name = textSchema(60)
const newDeviceSchema = z.discriminatedUnion('protocol', [
  z.strictObject({ protocol: z.literal('tablet'), name }),
  z.strictObject({ protocol: z.enum(telephoneProtocols), name, callSign: textSchema(24) }),
])
type NewDevice = z.infer<typeof newDeviceSchema>

const STATUS = { unknown_crew: 404, unknown_device: 404, name_taken: 409 } as const

/** `/api/devices`: a supervisor enrols tablets, binds telephones to crews, and revokes either. */
export function devicesRouter({ database, connected }: DevicesDependencies): Router {
  const router = Router()
  const list = async (): Promise<DeviceView[]> => {
    const sessions = connected()
    return (await listDevices(database)).map((device) => viewOf(device, sessions))
  }
  router.use('/devices', sessionRequired(database), managersOnly)
  router.get('/devices', async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.json({ devices: await list() })
  })
  router.post('/devices', async (request, response) => {
    const parsed = newDeviceSchema.safeParse(request.body)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    try {
      const { id, secret } = await make(database, parsed.data)
      await logAccess(database, 'device_added', {
        accountId: sessionOf(response).actorId,
        deviceId: id,
        address: addressOf(request),
      })
      const device = (await list()).find((one) => one.id === id)
      if (device === undefined) throw new Error('A device that was made is not in the list.')
      response.status(201).json({ device, secret } satisfies MadeDevice)
    } catch (error) {
      if (!(error instanceof DeviceProblem)) throw error
      refuse(response, STATUS[error.code], error.code)
    }
  })
  router.delete('/devices/:id', async (request, response) => {
    const { data: id } = z.uuid().safeParse(request.params.id)
    if (id === undefined) return refuse(response, STATUS.unknown_device, 'unknown_device')
    try {
      await revokeDevice(database, { id })
    } catch (error) {
      if (!(error instanceof DeviceProblem)) throw error
      return refuse(response, STATUS[error.code], error.code)
    }
    await logAccess(database, 'device_revoked', {
      accountId: sessionOf(response).actorId,
      deviceId: id,
      address: addressOf(request),
    })
    response.status(204).end()
  })
  return router
}

const managersOnly: RequestHandler = (_request, response, next) => {
  if (mayManageDevices(sessionOf(response).role)) next()
  else refuse(response, 403, 'forbidden')
}

/** Makes a device; what it proves itself with is told this once. */
function make(database: Database, device: NewDevice): Promise<{ id: string; secret: string }> {
  return device.protocol === 'tablet'
    ? makeEnrolmentCode(database, device.name)
    : createTelephone(database, device)
}

function viewOf(
  { sessionId, seenAt, codeUntil, ...device }: Device,
  sessions: ReadonlySet<string>,
): DeviceView {
  return {
    ...device,
    seenAt: seenAt && instant(seenAt.getTime()),
    codeUntil: codeUntil && instant(codeUntil.getTime()),
    connected: sessionId !== null && sessions.has(sessionId),
  }
}
