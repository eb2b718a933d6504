import { type Assignment, inOrder, isUnderWay } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import { type LonLat, metresBetween } from '../../shared/geo.ts'
import { SECOND } from '../../shared/instant.ts'
import { fetchWay } from '../feed/session.ts'
import { onTick } from '../store/clock.ts'
import { positions } from '../store/positions.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'

/** Where this crew goes, and what its way there depends on. */
interface Journey {
  assignmentId: Assignment['id']
  from: LonLat
  to: LonLat
  /** The ids of what is closed. */
  closures: string
}

/** What was asked last, and when on the device's clock; `found` once there is a way. */
interface Asked extends Journey {
  at: number
  found: boolean
}

/** The way is asked for at most this often, but for another ticket, or another place of it. */
const BETWEEN = 5 * SECOND
/** A crew that moved less has the way it had. */
const MOVED_METRES = 30
/** Asked again even so: the streets may answer that did not, or learn what they did not know. */
const REPEAT = 20 * SECOND

/** Where the crew of this screen goes; null where it goes nowhere, or does not know where it is. */
export function journeyOf(
  { session, board }: Pick<ScreenState, 'session' | 'board'>,
  positionOf: (crewNumber: number) => LonLat | undefined,
): Journey | null {
  const crewId = session?.crewId
  if (crewId == null) return null
  const [current] = inOrder(openAssignments(board.assignments.values(), { crewId }))
  const crew = board.crews.get(crewId)
  const from = crew && positionOf(crew.number)
  const to = current && board.tickets.get(current.ticketId)?.position
  if (from === undefined || current === undefined || to == null || !isUnderWay(current)) return null
  return { assignmentId: current.id, from, to, closures: [...board.closures.keys()].sort().join() }
}

/** Whether the way is to be asked for again, `now` on the device's clock. */
export function isDue(asked: Asked | null, journey: Journey, now: number): boolean {
  if (asked === null || !isSameEnd(asked, journey)) return true
  // A clock that was set back must not silence it.
  const since = Math.abs(now - asked.at)
  const changed =
    !asked.found ||
    asked.closures !== journey.closures ||
    metresBetween(asked.from, journey.from) >= MOVED_METRES
  return since >= (changed ? BETWEEN : REPEAT)
}

/** Keeps the way of this screen's crew fresh while it goes somewhere. Returns what stops it. */
export function followWay(): () => void {
  let asked: Asked | null = null
  let asking = false
  const look = async () => {
    const journey = journeyOf(screen.getState(), (crew) => positions.of(crew))
    if (journey === null || (asked !== null && !isSameEnd(asked, journey))) {
      asked = null
      if (screen.getState().way !== null) screen.setState({ way: null })
    }
    if (journey === null || asking || !isDue(asked, journey, Date.now())) return
    const own = { ...journey, at: Date.now(), found: false }
    asked = own
    asking = true
    // What cannot be asked now leaves the way that is there, whose age is shown.
    const way = await fetchWay().catch(() => null)
    asking = false
    // Sent elsewhere, arrived or left meanwhile: this answers another question.
    if (asked !== own || way === null) return
    own.found = way.way !== null
    screen.setState({ way })
  }
  const stopWatching = onTick(look)
  return () => {
    stopWatching()
    asked = null
    screen.setState({ way: null })
  }
}

function isSameEnd(one: Journey, other: Journey): boolean {
  const { assignmentId, to } = other
  return one.assignmentId === assignmentId && one.to.lon === to.lon && one.to.lat === to.lat
}
