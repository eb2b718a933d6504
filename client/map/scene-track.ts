import type { Doing } from '../../shared/track.ts'
import type { CrewAppearance } from '../design/palette.ts'
import type { Selection, StopMark, TrackMark } from '../layers/rows.ts'
import type { ScreenState } from '../store/screen-store.ts'

/** What a crew looks like while it does each thing; off duty there is no way to show. */
const APPEARANCE: Record<Doing, CrewAppearance> = {
  off: 'stale',
  free: 'free',
  dispatched: 'sent',
  acknowledged: 'acknowledged',
  en_route: 'en_route',
  on_scene: 'on_scene',
  secured: 'secured',
  on_break: 'on_break',
  unavailable: 'unavailable',
  distress: 'distress',
}
const SPOT_RADIUS = 13

/** The day of the crew that is looked at: its way, and where it stood. */
export function trackMarks({ track, lookedAt }: ScreenState): { tracks: TrackMark[]; stops: StopMark[] } {
  if (track?.answer == null || track.subject.crewId !== lookedAt) return { tracks: [], stops: [] }
  const { legs, stops } = track.answer
  return {
    tracks: legs.map(({ doing, line }) => ({ appearance: APPEARANCE[doing], path: line })),
    stops: stops.map(({ lon, lat }) => ({ lon, lat })),
  }
}

/** The place of its day that is pointed at. */
export function spotMark({ spot }: ScreenState): Selection[] {
  return spot === null ? [] : [{ ...spot, radius: SPOT_RADIUS, post: null }]
}
