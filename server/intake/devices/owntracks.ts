import { type DeviceMessage, fixOf, numberOf } from './device-message.ts'

const METRES_A_SECOND_PER_KMH = 1 / 3.6

/**
 * What an OwnTracks telephone posts (the booklet's JSON, 2026): only `location` tells where it is, everything else is
 * taken and means nothing here. `tst` is in seconds, `vel` in km/h. The secret is the password, which is not in the body.
 */
export function readOwnTracks(body: unknown): Omit<DeviceMessage, 'secret'> {
  const nothing = { fixes: [], sos: null, unusable: 0 }
  if (typeof body !== 'object' || body === null) return nothing
  const { _type, lat, lon, tst, acc, vel, cog } = body as Record<string, unknown>
  if (_type !== 'location') return nothing
  const [seconds, kmh] = [numberOf(tst), numberOf(vel)]
  const fix = fixOf({
    lat: numberOf(lat),
    lon: numberOf(lon),
    accuracy: numberOf(acc),
    heading: numberOf(cog),
    speed: kmh === null ? null : kmh * METRES_A_SECOND_PER_KMH,
    at: seconds === null ? Number.NaN : seconds * 1000,
  })
  return fix === null ? { ...nothing, unusable: 1 } : { ...nothing, fixes: [fix] }
}
