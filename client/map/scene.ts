import { trustOf } from '../../shared/crew/position-age.ts'
import { clockOf } from '../../shared/deadline.ts'
import { type LonLat, metresBetween } from '../../shared/geo.ts'
import { instant } from '../../shared/instant.ts'
import { ringRadius, ticketRadius } from '../design/ticket-glyph.ts'
import type {
  ClosureMark,
  CrewMark,
  Selection,
  StopMark,
  SuggestionLine,
  TicketMark,
  TrackMark,
  TrailMark,
} from '../layers/rows.ts'
import { SELECTION_GAP } from '../layers/ticket-layer.ts'
import { appearanceAt, type CrewRow, crewRowsOf } from '../store/crew-row.ts'
import { positions } from '../store/positions.ts'
import type { ScreenState } from '../store/screen-store.ts'
import type { Words } from '../words/fr.ts'
import type { Glide } from './glide.ts'
import type { HeadingMemory } from './heading-memory.ts'
import { closureMarks } from './scene-closures.ts'
import { proposalsToShow, suggestionLines } from './scene-lines.ts'
import { postTags, type TagMark, tagMark } from './scene-tags.ts'
import { spotMark, trackMarks } from './scene-track.ts'

/** Everything the map draws over its ground, from the state of the screen; degrees, metres, px. */
export interface Scene {
  tickets: TicketMark[]
  crews: CrewMark[]
  closures: ClosureMark[]
  lines: SuggestionLine[]
  trails: TrailMark[]
  tracks: TrackMark[]
  stops: StopMark[]
  selections: Selection[]
  tags: TagMark[]
}

export interface SceneOptions {
  /** Server instant, ms since 1970. */
  now: number
  /** Seconds since the page began. */
  pageNow: number
  trails: boolean
  /** Near enough that every crew has its tag. */
  near: boolean
  metresPerPixel: number
  words: Words
  glide: Glide
  headings: HeadingMemory
}

/** A crew on scene this near its ticket, in px, would cover it: it is drawn beside. */
const COVERED_PX = 26

/** Metres a second that a kind may have driven since its last fix. */
const DOUBT: Record<CrewRow['crew']['kind'], number> = {
  patrol: 8,
  motorcycle: 10,
  bicycle: 4,
  foot: 1.4,
  dog: 8,
  mediation: 1.4,
  roads: 8,
  lighting: 8,
  cleaning: 8,
}

export function sceneOf(state: ScreenState, options: SceneOptions): Scene {
  const rows = crewRowsOf(state.board, state.catalogues)
  const placed = rows.flatMap((row) => {
    const position = positions.of(row.crew.number)
    return position === undefined ? [] : [{ row, position }]
  })
  const ids = new Set<string>(placed.map(({ row }) => row.crew.id))
  options.glide.keep(ids)
  options.headings.keep(ids)
  const strong = keptStrong(state)
  const crews = placed.map(({ row, position }) => crewMark(row, position, strong, options))
  return {
    tickets: ticketMarks(state, strong, options.now),
    crews,
    closures: closureMarks(state.board.closures.values()),
    lines: suggestionLines(state),
    trails: options.trails ? trailMarks(state, crews, placed) : [],
    ...trackMarks(state),
    selections: [...selections(state), ...spotMark(state)],
    tags: [
      ...placed.flatMap(({ row }, index) => tagMark(row, crews[index], state, options)),
      ...postTags(selections(state)),
    ],
  }
}

/** While a crew is in distress only these keep their strength: it, those who could help, the chosen ticket. */
function keptStrong(state: ScreenState): ReadonlySet<string> | null {
  const distressed = [...state.board.crews.values()].filter(({ distress }) => distress !== null)
  if (distressed.length === 0) return null
  const helpers = proposalsToShow(state).map(({ crewId }) => crewId)
  return new Set([...distressed.map(({ id }) => id), ...helpers, state.selected ?? ''])
}

function ticketMarks(
  { board, catalogues, selected }: ScreenState,
  strong: ReadonlySet<string> | null,
  now: number,
): TicketMark[] {
  const marks: TicketMark[] = []
  for (const ticket of board.tickets.values()) {
    const service = catalogues.serviceOf(ticket)
    if (ticket.position === null || service === undefined) continue
    const clock = clockOf(ticket, instant(now))
    const { id, priority, reports, position } = ticket
    marks.push({
      id,
      ...position,
      theme: service.theme,
      priority,
      reports,
      share: clock.state === 'running' ? clock.share : null,
      passed: clock.state === 'passed',
      selected: id === selected,
      dimmed: strong !== null && !strong.has(id),
    })
  }
  // The most urgent last, and so on top.
  return marks.sort((a, b) => b.priority - a.priority)
}

function selections({ board, catalogues, selected, presence }: ScreenState): Selection[] {
  const others = presence.filter(({ self, ticketId }) => !self && ticketId !== null && ticketId !== selected)
  const looked = [
    ...others.map(({ post, ticketId }) => ({ post, ticketId })),
    ...(selected === null ? [] : [{ post: null, ticketId: selected }]),
  ]
  return looked.flatMap(({ post, ticketId }): Selection[] => {
    const ticket = ticketId === null ? undefined : board.tickets.get(ticketId)
    const service = ticket && catalogues.serviceOf(ticket)
    if (ticket?.position == null || service === undefined) return []
    const figure = ticketRadius(ticket.priority, ticket.reports)
    return [{ ...ticket.position, radius: ringRadius(service.theme, figure) + SELECTION_GAP, post }]
  })
}

function crewMark(
  row: CrewRow,
  position: NonNullable<ReturnType<typeof positions.of>>,
  strong: ReadonlySet<string> | null,
  options: SceneOptions,
): CrewMark {
  const { now, pageNow, glide, headings } = options
  const { id, callSign, kind } = row.crew
  const age = Math.max(0, now - position.at) / 1000
  const appearance = appearanceAt(row, position.at, now)
  const ticketPlace = coveredTicket(row, position, options)
  const { lon, lat } = ticketPlace ?? position
  return {
    id,
    callSign,
    lon,
    lat,
    ...glide.to(id, { lon, lat }, pageNow),
    appearance,
    heading: headings.of(id, position.heading, position.speed, pageNow),
    age,
    doubt: trustOf(kind, age * 1000) === 'fresh' ? 0 : age * DOUBT[kind],
    onTicket: ticketPlace !== null,
    dimmed: strong !== null && !strong.has(id),
  }
}

/** The place of the ticket that a crew on scene would be drawn over; null where both are seen. */
function coveredTicket(
  { appearance, current }: CrewRow,
  position: LonLat,
  { metresPerPixel }: SceneOptions,
): LonLat | null {
  const place = current?.ticket?.position
  if (place == null || (appearance !== 'on_scene' && appearance !== 'secured')) return null
  return metresBetween(place, position) < COVERED_PX * metresPerPixel ? place : null
}

/** While the day of one crew is drawn, the last minutes of the others step back. */
function trailMarks(
  state: ScreenState,
  crews: readonly CrewMark[],
  placed: readonly { row: CrewRow }[],
): TrailMark[] {
  const oneDay = trackMarks(state).tracks.length > 0
  return crews.map((crew, index) => {
    const mark = trailMark(crew, placed[index]?.row)
    return oneDay && crew.id !== state.lookedAt ? { ...mark, dimmed: true } : mark
  })
}

/** It ends where the crew is drawn and not where it is known to be, so that no dot runs ahead of it. */
function trailMark(crew: CrewMark, row: CrewRow | undefined): TrailMark {
  const { appearance, previousLon, previousLat, dimmed } = crew
  const steps = row === undefined ? [] : positions.trailOf(row.crew.number)
  const path = steps.slice(0, -1).map((step): [number, number] => [step.lon, step.lat])
  return { appearance, path: [...path, [previousLon, previousLat]], dimmed }
}
