import { openAssignments } from '../../shared/board.ts'
import { type LonLat, metresBetween } from '../../shared/geo.ts'
import { MINUTE } from '../../shared/instant.ts'
import { type KeptPlace, keepMap } from '../device/offline-map.ts'
import { onTick } from '../store/clock.ts'
import { positions } from '../store/positions.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'

/** Metres around the crew, and around each place that it is sent to. */
const AROUND_CREW = 3_000
const AROUND_TICKET = 1_000
/** A crew that went no farther has the same map around it. */
const MOVED = 1_000
const RETRY = MINUTE

/** The places whose map this crew may need next. */
export function placesToKeep(
  { session, board, city }: Pick<ScreenState, 'session' | 'board' | 'city'>,
  positionOf: (crewNumber: number) => LonLat | undefined,
): KeptPlace[] {
  const crewId = session?.crewId
  const crew = crewId == null ? undefined : board.crews.get(crewId)
  if (crew === undefined || city === null) return []
  const [lon, lat] = city.center
  const places: KeptPlace[] = [{ point: positionOf(crew.number) ?? { lon, lat }, metres: AROUND_CREW }]
  for (const { ticketId } of openAssignments(board.assignments.values(), { crewId: crew.id })) {
    const point = board.tickets.get(ticketId)?.position
    if (point != null) places.push({ point, metres: AROUND_TICKET })
  }
  return places
}

/** Keeps the map around this screen's crew on the device, ahead of the dead zone. Returns what stops it. */
export function followOwnMap(): () => void {
  if (!('caches' in window)) return () => {}
  let kept: { places: KeptPlace[]; version: string } | null = null
  let asking: AbortController | null = null
  let retryAt = 0
  const look = async () => {
    const state = screen.getState()
    const places = placesToKeep(state, (crew) => positions.of(crew))
    const version = state.city?.mapVersion
    if (places.length === 0 || version === undefined || asking !== null || Date.now() < retryAt) return
    if (state.feed.resuming || (kept?.version === version && !hasMoved(kept.places, places))) return
    asking = new AbortController()
    try {
      await keepMap(places, version, asking.signal)
      kept = { places, version }
    } catch {
      retryAt = Date.now() + RETRY
    }
    asking = null
  }
  const stop = onTick(look)
  return () => {
    stop()
    asking?.abort()
  }
}

/** Whether a place is asked for that is not near one that is kept. */
export function hasMoved(before: readonly KeptPlace[], now: readonly KeptPlace[]): boolean {
  return !now.every(({ point, metres }) =>
    before.some(
      (one) => one.metres >= metres && metresBetween(one.point, point) <= MOVED * (metres / AROUND_CREW),
    ),
  )
}
