import type { Doing, Track } from '../../shared/track.ts'
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

interface DayMarks {
  tracks: TrackMark[]
  stops: StopMark[]
}

const NOTHING: DayMarks = { tracks: [], stops: [] }
/** The same lists for the same day: a scene is composed four times a second, and deck.gl must not read them again. */
const known = new WeakMap<Track, DayMarks>()

/** The day of the crew that is looked at: its way, and where it stood. */
export function trackMarks({ track, lookedAt }: ScreenState): DayMarks {
  const day = track?.answer ?? null
  if (day === null || track?.subject.crewId !== lookedAt) return NOTHING
  const marks = known.get(day) ?? marksOf(day)
  known.set(day, marks)
  return marks
}

function marksOf({ legs, stops }: Track): DayMarks {
  return {
    tracks: legs.map(({ doing, line }) => ({ appearance: APPEARANCE[doing], path: line })),
    stops: stops.map(({ lon, lat }) => ({ lon, lat })),
  }
}

/** The place of its day that is pointed at. */
export function spotMark({ spot }: ScreenState): Selection[] {
  return spot === null ? [] : [{ ...spot, radius: SPOT_RADIUS, post: null }]
}
