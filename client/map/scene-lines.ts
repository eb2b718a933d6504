import type { AssignmentStatus } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import type { Proposal } from '../../shared/nearest-crew/suggestion.ts'
import type { SuggestionLine } from '../layers/rows.ts'
import { positions } from '../store/positions.ts'
import type { ScreenState } from '../store/screen-store.ts'

const THERE: ReadonlySet<AssignmentStatus> = new Set(['on_scene', 'secured'])

/** Those proposed for the chosen ticket; once someone is sent, the map shows who goes and not who could. */
export function proposalsToShow({ suggestion, selected, board }: ScreenState): readonly Proposal[] {
  if (suggestion === null || selected === null || suggestion.ticketId !== selected) return []
  const engaged = openAssignments(board.assignments.values(), { ticketId: selected }).length > 0
  return engaged ? [] : suggestion.proposals
}

/** From each proposed crew to the chosen ticket; on a crew's own screen, its own way. */
export function suggestionLines(state: ScreenState): SuggestionLine[] {
  const ticket = state.selected === null ? undefined : state.board.tickets.get(state.selected)
  if (ticket?.position == null) return []
  const { lon, lat } = ticket.position
  const lines = proposalsToShow(state).map(({ crewId, from, path }, index): SuggestionLine => {
    const crew = state.board.crews.get(crewId)
    const live = (crew && positions.of(crew.number)) ?? from
    // What is drawn straight must not look like a way, whatever its minutes rest on.
    return {
      rank: index + 1,
      basis: path === null ? 'straight' : 'road',
      path: [[live.lon, live.lat], ...(path === null ? [] : path.slice(1, -1)), [lon, lat]],
    }
  })
  // The first is drawn last, on top.
  return [...ownLine(state, [lon, lat]), ...lines.reverse()]
}

/** On a crew's own screen: from where it is to where it must go, until it is there. */
function ownLine({ session, board, selected }: ScreenState, to: [number, number]): SuggestionLine[] {
  const crewId = session?.crewId
  if (crewId == null || selected === null) return []
  const crew = board.crews.get(crewId)
  const [on] = openAssignments(board.assignments.values(), { crewId, ticketId: selected })
  const own = crew && positions.of(crew.number)
  if (own === undefined || on === undefined || THERE.has(on.status)) return []
  return [{ rank: 1, basis: 'straight', path: [[own.lon, own.lat], to] }]
}
