import type { Map as MapLibre, MapMouseEvent, MapTouchEvent, Point } from 'maplibre-gl'
import type { LonLat } from '../../shared/geo.ts'

/** As long as Android's own. */
const HOLD_MS = 500
/** A finger is never quite still. */
const STILL_PX = 8

/** Calls `held` with the point of a right click or of a finger held still, which iOS does not tell as one. */
export function onHold(map: MapLibre, held: (at: LonLat) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let start: Point | undefined
  const tell = ({ lngLat }: MapMouseEvent | MapTouchEvent) => {
    clearTimeout(timer)
    held({ lon: lngLat.lng, lat: lngLat.lat })
  }
  map.on('contextmenu', (event) => {
    event.preventDefault()
    tell(event)
  })
  map.on('touchstart', (event) => {
    clearTimeout(timer)
    start = event.point
    if (event.points.length === 1) timer = setTimeout(() => tell(event), HOLD_MS)
  })
  map.on('touchmove', ({ point }) => {
    if (start !== undefined && point.dist(start) > STILL_PX) clearTimeout(timer)
  })
  for (const end of ['touchend', 'touchcancel', 'remove'] as const) map.on(end, () => clearTimeout(timer))
}
