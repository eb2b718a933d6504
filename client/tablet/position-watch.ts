import { instant } from '../../shared/instant.ts'
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
    }

const EVERY_MS = 1_000
/** A device that stands still may say nothing for minutes: it is asked again this often. */
const ASK_MS = 15_000

/** Follows the device, tells the page at every fix, and the server at most once a second. Returns what stops it. */
export function watchPosition(onPosition: (position: DevicePosition) => void): () => void {
  if (!('geolocation' in navigator)) {
    onPosition({ state: 'denied' })
    return () => {}
  }
  let last: DevicePosition = { state: 'waiting' }
  const take: PositionCallback = ({ coords: { longitude, latitude, accuracy, heading, speed } }) => {
    const known = (value: number | null) => (value === null || Number.isNaN(value) ? null : value)
    last = {
      state: 'known',
      lon: longitude,
      lat: latitude,
      accuracy,
      heading: known(heading),
      speed: known(speed),
    }
    onPosition(last)
  }
  const refuse: PositionErrorCallback = ({ code, PERMISSION_DENIED }) => {
    if (code !== PERMISSION_DENIED) return
    last = { state: 'denied' }
    onPosition(last)
  }
  const precisely = { enableHighAccuracy: true, maximumAge: 2_000 }
  const watch = navigator.geolocation.watchPosition(take, refuse, precisely)
  const asking = setInterval(() => navigator.geolocation.getCurrentPosition(take, refuse, precisely), ASK_MS)
  const timer = setInterval(() => {
    if (last.state !== 'known') return
    const { state: _state, ...fix } = last
    link().report({ ...fix, at: instant(serverNow()) })
    // One fix is told once: a device that stands still says so again at its next fix.
    last = { state: 'waiting' }
  }, EVERY_MS)
  return () => {
    navigator.geolocation.clearWatch(watch)
    clearInterval(timer)
    clearInterval(asking)
  }
}
