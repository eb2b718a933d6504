import type { Assignment } from '../../shared/assignment/assignment.ts'
import type { TicketId } from '../../shared/id.ts'
import { keepTrying } from '../simulation/keep-trying.ts'
import type { Open311Door } from '../simulation/open311-door.ts'
import type { Desk } from './desk.ts'
import type { MappedRow } from './map-row.ts'
import { byTicket } from './plan.ts'
import type { Player } from './player.ts'

const AT_ONCE = 12

/** What the server was asked, after the replay, and what it does not know or knows otherwise. */
export interface Reconciliation {
  /** Tickets found by their reference, and rows whose unit's steps were found on their ticket. */
  tickets: number
  movements: number
  problems: string[]
}

export interface Reconciled {
  door: Open311Door
  desk: Desk
  player: Player
  /** The rows that the replay counts as accepted. */
  accepted: readonly MappedRow[]
  signal: AbortSignal
  /** Told after each ticket. */
  onAsked(): void
}

/**
 * Asks the server itself, through its public doors, for every ticket that it acknowledged and for the unit's steps of
 * every accepted row. Waits for a server that is away. Counts nothing that the server did not answer.
 */
export async function reconcile({
  door,
  desk,
  player,
  accepted,
  signal,
  onAsked,
}: Reconciled): Promise<Reconciliation> {
  const result: Reconciliation = { tickets: 0, movements: 0, problems: [] }
  const rowsOf = byTicket(accepted)
  const references = new Set([...player.tickets.values()].map(({ reference }) => reference))
  if (references.size !== player.tickets.size)
    result.problems.push(
      `${player.tickets.size} tickets were acknowledged under ${references.size} references`,
    )
  const rowless = [...rowsOf.keys()].filter((id) => !player.tickets.has(id))
  result.problems.push(...rowless.map((id) => `${id} is accepted and has no ticket`))
  const waiting = [...player.tickets]
  const ask = async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const [id, { reference, id: ticketId }] = one
      const status = await keepTrying(() => door.status(reference), { signal })
      if (status === null) result.problems.push(`${reference} (${id}) is not known to the server`)
      else result.tickets += 1
      const moved = (rowsOf.get(id) ?? []).filter(({ movement }) => movement !== null)
      if (moved.length > 0) await checkMoves(moved, ticketId ?? null)
      onAsked()
    }
  }
  const checkMoves = async (rows: readonly MappedRow[], ticketId: TicketId | null) => {
    const found = ticketId === null ? [] : (await desk.detail(ticketId)).assignments
    const byId = new Map<string, Assignment>(found.map((assignment) => [assignment.id, assignment]))
    for (const row of rows) {
      const missing = missingOf(row, byId.get(player.assignmentIdOf(row)))
      if (missing === null) result.movements += 1
      else result.problems.push(`line ${row.line}: ${missing}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  return result
}

/** What a row says of its unit that the server's assignment does not; null where they agree. */
export function missingOf(
  { movement }: Pick<MappedRow, 'movement'>,
  assignment: Pick<Assignment, 'status' | 'stepsAt'> | undefined,
): string | null {
  if (movement === null) return null
  if (assignment === undefined) return 'the server does not know its assignment'
  const { status, stepsAt } = assignment
  const end = movement.onScene === null ? 'recalled' : 'cleared'
  if (status !== end) return `its unit is ${status}, not ${end}`
  if (movement.enRoute !== null && stepsAt.en_route === undefined) return 'its unit was never en route'
  if (movement.onScene !== null && stepsAt.on_scene === undefined) return 'its unit was never on scene'
  return null
}
