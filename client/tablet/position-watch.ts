import type { Instant } from '../../shared/instant.ts'
import { link } from '../intent/link.ts'
import { serverNow } from '../store/clock.ts'

/** What the device says of where it is. `accuracy` in metres. */
export type DevicePosition =
  | { state: 'waiting' }
  | { state: 'denied' }
  | {
      state: 'known'
      lon: number
      lat: number
      accuracy: number
      heading: number | null
      speed: number | null
      /** When it was there, on the server's clock. */
      at: Instant
    }

const REPORT_MS = 1_000
/** A device that stands still may say nothing for minutes: it is asked anew this often. */
const ASK_MS = 15_000
const PRECISELY: PositionOptions = { enableHighAccuracy: true, maximumAge: 2_000 }

/** Follows the device, tells the page at every fix, and the server at most once a second. Returns what stops it. */
export function watchPosition(onPosition: (position: DevicePosition) => void): () => void {
  if (!('geolocation' in navigator)) {
    onPosition({ state: 'denied' })
    return () => {}
  }
  // What the server was not told yet; one fix is told once.
  let untold: DevicePosition | null = null
  let quiet = false
  const take: PositionCallback = (fix) => {
    untold = positionOf(fix)
    quiet = false
    onPosition(untold)
  }
  const refuse: PositionErrorCallback = ({ code, PERMISSION_DENIED }) => {
    if (code !== PERMISSION_DENIED) return
    untold = null
    onPosition({ state: 'denied' })
  }
  const watch = () => navigator.geolocation.watchPosition(take, refuse, PRECISELY)
  let watched = watch()
  // A watch answers to a change of place only, and holds up any other question: only a new one asks the device again.
  const asking = setInterval(() => {
    if (quiet) {
      navigator.geolocation.clearWatch(watched)
      watched = watch()
    }
    quiet = true
  }, ASK_MS)
  const reporting = setInterval(() => {
    if (untold?.state !== 'known') return
    const { state: _state, ...fix } = untold
    link().report(fix)
    untold = null
  }, REPORT_MS)
  return () => {
    navigator.geolocation.clearWatch(watched)
    clearInterval(asking)
    clearInterval(reporting)
  }
}

/** Taken as of now: no fix older than `maximumAge` is ever told, and devices' own timestamps are not to be trusted. */
function positionOf({ coords }: GeolocationPosition): DevicePosition {
  const known = (value: number | null) => (value === null || Number.isNaN(value) ? null : value)
  return {
    state: 'known',
    lon: coords.longitude,
    lat: coords.latitude,
    accuracy: coords.accuracy,
    heading: known(coords.heading),
    speed: known(coords.speed),
    at: serverNow(),
  }
}
