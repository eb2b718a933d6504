import { inOrder, isUnderWay } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import { type LonLat, nearestOn } from '../../shared/geo.ts'
import type { Diversion, Proposal } from '../../shared/nearest-crew/suggestion.ts'
import type { SuggestionLine } from '../layers/rows.ts'
import { positions } from '../store/positions.ts'
import type { ScreenState } from '../store/screen-store.ts'
import { wayFrom } from '../store/way.ts'

/** Those proposed for the chosen ticket; once someone is sent, the map shows who goes and not who could. */
export function proposalsToShow(state: ScreenState): readonly Proposal[] {
  return suggestionToShow(state)?.proposals ?? []
}

/** The busy crew that could be diverted to the chosen ticket, while proposals are shown. */
export function diversionToShow(state: ScreenState): Diversion | null {
  return suggestionToShow(state)?.diversion ?? null
}

/** From each crew proposed, or to be diverted, to the chosen ticket; on a crew's own screen, its own way. */
export function suggestionLines(state: ScreenState): SuggestionLine[] {
  const ticket = state.selected === null ? undefined : state.board.tickets.get(state.selected)
  if (ticket?.position == null) return []
  const { position } = ticket
  const lines = proposalsToShow(state).map((proposal, index) => lineOf(state, proposal, index + 1, position))
  const diversion = diversionToShow(state)
  const diverted = diversion === null ? [] : [lineOf(state, diversion, 'diversion', position)]
  // The first is drawn last, on top.
  return [...ownLine(state, position), ...diverted, ...lines.reverse()]
}

function suggestionToShow({ suggestion, selected, board }: ScreenState) {
  if (suggestion === null || selected === null || suggestion.ticketId !== selected) return null
  const engaged = openAssignments(board.assignments.values(), { ticketId: selected }).length > 0
  return engaged ? null : suggestion
}

function lineOf(
  { board }: ScreenState,
  { crewId, from, path }: Proposal | Diversion,
  rank: SuggestionLine['rank'],
  to: LonLat,
): SuggestionLine {
  const crew = board.crews.get(crewId)
  return along(path, rank, (crew && positions.of(crew.number)) ?? from, to)
}

/** On a crew's own screen: from where it is to where it must go, until it is there. */
function ownLine({ session, board, selected, way }: ScreenState, to: LonLat): SuggestionLine[] {
  const crewId = session?.crewId
  if (crewId == null || selected === null) return []
  const [current] = inOrder(openAssignments(board.assignments.values(), { crewId }))
  const crew = board.crews.get(crewId)
  const from = crew && positions.of(crew.number)
  if (from === undefined || current?.ticketId !== selected || !isUnderWay(current)) return []
  return [along(wayFrom(way, selected, from)?.path ?? null, 'own', from, to)]
}

/** A way as it is drawn now; what is drawn straight must not look like one, whatever its minutes rest on. */
function along(
  path: readonly [number, number][] | null,
  rank: SuggestionLine['rank'],
  from: LonLat,
  to: LonLat,
): SuggestionLine {
  const ends = { from: [from.lon, from.lat], to: [to.lon, to.lat] } as const
  const between = path === null ? [] : ahead(path, from)
  const line = [ends.from, ...between, ends.to].map(([lon, lat]): [number, number] => [lon, lat])
  return { rank, basis: path === null ? 'straight' : 'road', path: line }
}

/** What of a way is still before a crew that has moved along it since; its last point is the ticket's. */
function ahead(path: readonly [number, number][], from: LonLat): readonly [number, number][] {
  return path.length < 2 ? [] : path.slice(nearestOn(path, from).segment + 1, -1)
}
