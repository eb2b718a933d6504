import {
  type DeviceView,
  devicesSchema,
  type MadeDevice,
  madeDeviceSchema,
  type SessionView,
  sessionViewSchema,
} from '../../shared/protocol/session.ts'
import { ApiError, call } from './session.ts'

/** Makes this device the tablet that a supervisor made the code for. */
export async function enrol(code: string): Promise<SessionView> {
  return sessionViewSchema.parse(await call('POST', '/api/enrolment', { code }))
}

/** Whether this device is a tablet that was revoked; false where that cannot be asked. */
export async function isRevoked(): Promise<boolean> {
  try {
    await call('GET', '/api/session')
    return false
  } catch (error) {
    return error instanceof ApiError && error.code === 'revoked'
  }
}

export async function fetchDevices(): Promise<readonly DeviceView[]> {
  return devicesSchema.parse(await call('GET', '/api/devices')).devices
}

/** Makes the code of a tablet; rejects with `name_taken` where a device in use has that name. */
export async function makeEnrolmentCode(name: string): Promise<MadeDevice> {
  return madeDeviceSchema.parse(await call('POST', '/api/devices', { protocol: 'tablet', name }))
}

/** Binds a telephone to a crew, and makes its secret. */
export async function addTelephone(telephone: {
  protocol: 'owntracks' | 'osmand'
  name: string
  callSign: string
}): Promise<MadeDevice> {
  return madeDeviceSchema.parse(await call('POST', '/api/devices', telephone))
}

/** What speaks with it is cut off at once. */
export async function revokeDevice(id: string): Promise<void> {
  await call('DELETE', `/api/devices/${id}`)
}
