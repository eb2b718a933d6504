import { type Assignment, assignmentSchema, isOpen } from '../../shared/assignment/assignment.ts'
import type { Connection } from '../db/pool.ts'
import { mayEngage, type Scope } from './scope.ts'

/** The assignments named in `scope`, and every open one of its tickets and crews. */
export async function loadAssignments(connection: Connection, scope: Scope): Promise<Assignment[]> {
  if (!mayEngage(scope)) return []
  const { rows } = await connection.query<{ assignment: unknown }>({
    name: 'load-assignments',
    text: 'select assignment from assignments_in_scope($1, $2, $3)',
    values: [scope.ticketIds, scope.crewIds, scope.assignmentIds],
  })
  return rows.map(({ assignment }) => assignmentSchema.parse(assignment))
}

/** Every open assignment. */
export async function loadOpenAssignments(connection: Connection): Promise<Assignment[]> {
  const { rows } = await connection.query<{ assignment: unknown }>(
    'select assignment from assignment where is_open',
  )
  return rows.map(({ assignment }) => assignmentSchema.parse(assignment))
}

/** Every assignment of a ticket, ended ones included, oldest first. */
export async function loadOfTicket(connection: Connection, ticketId: string): Promise<Assignment[]> {
  const { rows } = await connection.query<{ assignment: unknown }>(
    'select assignment from assignment where ticket_id = $1 order by status_at',
    [ticketId],
  )
  return rows.map(({ assignment }) => assignmentSchema.parse(assignment))
}

/** An assignment as `store_group` takes it. */
export function assignmentRow(assignment: Assignment): object {
  return { ...assignment, isOpen: isOpen(assignment), assignment }
}
