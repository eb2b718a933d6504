import { Kept } from '../layers/kept.ts'
import type {
  ClosureMark,
  Crews,
  Selection,
  StopMark,
  SuggestionLine,
  TicketMark,
  TrackMark,
  Trails,
} from '../layers/rows.ts'
import { crewRowsOf } from '../store/crew-row.ts'
import { positions } from '../store/positions.ts'
import type { ScreenState } from '../store/screen-store.ts'
import { closureMarks } from './scene-closures.ts'
import { type Placed, SceneCrews } from './scene-crews.ts'
import { proposalsToShow, suggestionLines } from './scene-lines.ts'
import { selections, ticketMarks } from './scene-tickets.ts'
import { spotMark, trackMarks } from './scene-track.ts'
import { SceneTrails } from './scene-trails.ts'

/** Everything the map draws over its ground, from the state of the screen; degrees, metres, px. */
export interface Scene {
  tickets: readonly TicketMark[]
  crews: Crews
  /** The crews of `crews`, in the order of the board. */
  placed: readonly Placed[]
  closures: readonly ClosureMark[]
  lines: readonly SuggestionLine[]
  /** Null where they are not shown. */
  trails: Trails | null
  tracks: readonly TrackMark[]
  stops: readonly StopMark[]
  selections: readonly Selection[]
}

export interface SceneOptions {
  /** Server instant, ms since 1970. */
  now: number
  /** Seconds since the page began. */
  pageNow: number
  trails: boolean
  metresPerPixel: number
}

/**
 * Makes the scene, four times a second and whenever anything else changed. What the same board, choice or place gave the
 * last time is the same object again, so that what draws it has nothing to do.
 */
export class Scenes {
  private readonly strong = new Kept<ReadonlySet<string> | null>()
  private readonly tickets = new Kept<readonly TicketMark[]>()
  private readonly closures = new Kept<readonly ClosureMark[]>()
  private readonly lines = new Kept<readonly SuggestionLine[]>()
  private readonly selections = new Kept<readonly Selection[]>()
  private readonly crews: SceneCrews
  private readonly trails = new SceneTrails(positions.trails)

  /** Without `animated` crews jump from fix to fix. */
  constructor(animated: boolean) {
    this.crews = new SceneCrews(positions, animated)
  }

  /** True while some crew is on its way; `now` in seconds since the page began. */
  moving(now: number): boolean {
    return this.crews.moving(now)
  }

  of(state: ScreenState, { now, pageNow, trails, metresPerPixel }: SceneOptions): Scene {
    const { board, catalogues, selected, presence, suggestion, spot } = state
    const rows = crewRowsOf(board, catalogues)
    const strong = this.strong.of([board, suggestion, selected], () => keptStrong(state))
    const crews = this.crews.of(rows, { now, pageNow, metresPerPixel, strong })
    const day = trackMarks(state)
    return {
      tickets: this.tickets.of([board, catalogues, selected, strong], () => ticketMarks(state, strong)),
      crews,
      placed: this.crews.placed,
      closures: this.closures.of([board.closures], () => closureMarks(board.closures.values())),
      lines: this.lines.of(linesFrom(state), () => suggestionLines(state)),
      trails: trails ? this.trails.of(crews.marks, now, day.tracks.length > 0 ? state.lookedAt : null) : null,
      ...day,
      selections: this.selections.of([board, catalogues, selected, presence, spot], () => [
        ...selections(state),
        ...spotMark(state),
      ]),
    }
  }
}

/** While a crew is in distress only these keep their strength: it, those who could help, the chosen ticket. */
function keptStrong(state: ScreenState): ReadonlySet<string> | null {
  const distressed = [...state.board.crews.values()].filter(({ distress }) => distress !== null)
  if (distressed.length === 0) return null
  const helpers = proposalsToShow(state).map(({ crewId }) => crewId)
  return new Set([...distressed.map(({ id }) => id), ...helpers, state.selected ?? ''])
}

/** What the lines to the chosen ticket are made of: they end at crews that move. */
function linesFrom({ board, suggestion, selected, way, session }: ScreenState): unknown[] {
  const { proposals, diversion } = suggestion ?? { proposals: [], diversion: null }
  const ends = [...proposals.map(({ crewId }) => crewId), diversion?.crewId, session?.crewId]
  const fixes = ends.map((crewId) => {
    const crew = crewId == null ? undefined : board.crews.get(crewId)
    return crew && positions.toldOf(crew.number)
  })
  return [board, suggestion, selected, way, session, ...fixes]
}
