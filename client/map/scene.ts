import { openAssignments } from '../../shared/board.ts'
import { clockOf } from '../../shared/deadline.ts'
import type { LonLat } from '../../shared/geo.ts'
import { instant } from '../../shared/instant.ts'
import { AGEING_SECONDS } from '../../shared/nearest-crew/explain.ts'
import type { Proposal } from '../../shared/nearest-crew/suggestion.ts'
import { duration, roughDuration, unbroken } from '../../shared/typography.ts'
import { RADIUS, ringRadius } from '../design/glyph.ts'
import type { CrewMark, Selection, SuggestionLine, TicketMark, TrailMark } from '../layers/marks.ts'
import { appearanceAt, type CrewRow, crewRowsOf, isOverdue } from '../store/crew-row.ts'
import { positions } from '../store/positions.ts'
import type { ScreenState } from '../store/screen-store.ts'
import type { Words } from '../words/fr.ts'

/** A label beside a crew on the map. */
export interface TagMark {
  id: string
  at: LonLat
  callSign: string
  /** Its key among the proposed, null when it is not. */
  rank: number | null
  fact: string | null
  tone: 'plain' | 'stale' | 'overdue' | 'distress'
  /** Lower is placed first when there is no room for all. */
  order: number
}

/** Everything the map draws over its ground, from the state of the screen; degrees, metres, px. */
export interface Scene {
  tickets: TicketMark[]
  crews: CrewMark[]
  lines: SuggestionLine[]
  trails: TrailMark[]
  selections: Selection[]
  tags: TagMark[]
}

export interface SceneOptions {
  /** Server instant, ms since 1970. */
  now: number
  trails: boolean
  /** Near enough that every crew has its tag. */
  near: boolean
  words: Words
}

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
  const rows = crewRowsOf(state.board, state.services)
  const placed = rows.flatMap((row) => {
    const position = positions.of(row.crew.number)
    return position === undefined ? [] : [{ row, position }]
  })
  const crews = placed.map(({ row, position }) => crewMark(row, position, options))
  return {
    tickets: ticketMarks(state, options.now),
    crews,
    lines: suggestionLines(state),
    trails: options.trails ? crews.map((crew, index) => trailMark(crew, placed[index]?.row)) : [],
    selections: selections(state),
    tags: placed.flatMap(({ row }, index) => tagMark(row, crews[index], state, options)),
  }
}

function ticketMarks({ board, services }: ScreenState, now: number): TicketMark[] {
  const marks: TicketMark[] = []
  for (const ticket of board.tickets.values()) {
    const service = services.get(ticket.serviceCode)
    if (ticket.position === null || service === undefined) continue
    const clock = clockOf(ticket, instant(now))
    const share = clock.state === 'running' ? clock.share : clock.state === 'passed' ? 0 : null
    const { id, priority, reports, position } = ticket
    marks.push({ id, ...position, theme: service.theme, priority, reports, share, dimmed: false })
  }
  // The most urgent last, and so on top.
  return marks.sort((a, b) => b.priority - a.priority)
}

function crewMark(
  row: CrewRow,
  position: NonNullable<ReturnType<typeof positions.of>>,
  { now }: SceneOptions,
): CrewMark {
  const age = Math.max(0, now - position.at) / 1000
  const moving = position.speed === null || position.speed > 1
  return {
    id: row.crew.id,
    callSign: row.crew.callSign,
    lon: position.lon,
    lat: position.lat,
    appearance: appearanceAt(row, position.at, now),
    heading: moving ? position.heading : null,
    age,
    doubt: age < AGEING_SECONDS ? 0 : age * DOUBT[row.crew.kind],
  }
}

function trailMark({ appearance, lon, lat }: CrewMark, row: CrewRow | undefined): TrailMark {
  const path =
    row === undefined
      ? []
      : positions.trailOf(row.crew.number).map((step): [number, number] => [step.lon, step.lat])
  return { appearance, path: [...path, [lon, lat]] }
}

/** Those proposed for the chosen ticket; once someone is sent, the map shows who goes and not who could. */
function proposalsToShow({ suggestion, selected, board }: ScreenState): readonly Proposal[] {
  if (suggestion === null || selected === null || suggestion.ticketId !== selected) return []
  const engaged = openAssignments(board.assignments.values(), { ticketId: selected }).length > 0
  return engaged ? [] : suggestion.proposals
}

function suggestionLines(state: ScreenState): SuggestionLine[] {
  const ticket = state.selected === null ? undefined : state.board.tickets.get(state.selected)
  if (ticket?.position == null) return []
  const { lon, lat } = ticket.position
  const lines = proposalsToShow(state).map(({ crewId, from }, index): SuggestionLine => {
    const crew = state.board.crews.get(crewId)
    const live = crew && positions.of(crew.number)
    return { rank: index + 1, from: [live?.lon ?? from.lon, live?.lat ?? from.lat], to: [lon, lat] }
  })
  // The first is drawn last, on top.
  return lines.reverse()
}

function selections({ board, services, selected, presence }: ScreenState): Selection[] {
  const others = presence.filter(({ self, ticketId }) => !self && ticketId !== null && ticketId !== selected)
  const looked = [
    ...others.map(({ post, ticketId }) => ({ post, ticketId })),
    ...(selected === null ? [] : [{ post: null, ticketId: selected }]),
  ]
  return looked.flatMap(({ post, ticketId }): Selection[] => {
    const ticket = ticketId === null ? undefined : board.tickets.get(ticketId)
    const service = ticket && services.get(ticket.serviceCode)
    if (ticket?.position == null || service === undefined) return []
    return [{ ...ticket.position, radius: ringRadius(service.theme, RADIUS[ticket.priority]) + 7, post }]
  })
}

function tagMark(
  row: CrewRow,
  mark: CrewMark | undefined,
  state: ScreenState,
  options: SceneOptions,
): TagMark[] {
  if (mark === undefined) return []
  const proposals = proposalsToShow(state)
  const index = proposals.findIndex(({ crewId }) => crewId === mark.id)
  const rank = index < 0 ? null : index + 1
  const tone = toneOf(row, mark, options.now)
  const shown = rank !== null || row.current !== null || tone !== 'plain' || options.near
  if (!shown) return []
  const seconds = proposals[index]?.seconds
  return [
    {
      id: mark.id,
      at: mark,
      callSign: unbroken(mark.callSign),
      rank,
      fact: factOf(row, mark, tone, rank === null ? undefined : seconds, options),
      tone,
      order:
        tone === 'distress' ? 0 : rank !== null ? rank : tone !== 'plain' ? 6 : row.current !== null ? 7 : 8,
    },
  ]
}

function toneOf(row: CrewRow, { appearance }: CrewMark, now: number): TagMark['tone'] {
  if (appearance === 'distress') return 'distress'
  if (appearance === 'stale') return 'stale'
  return isOverdue(row, now) ? 'overdue' : 'plain'
}

function factOf(
  row: CrewRow,
  { age }: CrewMark,
  tone: TagMark['tone'],
  seconds: number | undefined,
  { now, words }: SceneOptions,
): string | null {
  if (seconds !== undefined) return duration(seconds)
  if (tone === 'overdue') return `${words.crews.silent} ${roughDuration((now - row.since) / 1000)}`
  return age >= AGEING_SECONDS ? roughDuration(age) : null
}
