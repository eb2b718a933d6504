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

export async function saveAssignments(
  connection: Connection,
  assignments: readonly Assignment[],
): Promise<void> {
  if (assignments.length === 0) return
  const rows = assignments.map((assignment) => ({
    ...assignment,
    isOpen: isOpen(assignment),
    assignment,
  }))
  await connection.query({
    name: 'save-assignments',
    text: `
      insert into assignment (id, ticket_id, crew_id, status, status_at, is_open, assignment)
      select id, "ticketId", "crewId", status, instant_of("statusAt"), "isOpen", assignment
      from jsonb_to_recordset($1::jsonb) as row (
        id uuid, "ticketId" uuid, "crewId" uuid, status text, "statusAt" bigint, "isOpen" boolean, assignment jsonb)
      on conflict (id) do update set
        status = excluded.status, status_at = excluded.status_at, is_open = excluded.is_open,
        assignment = excluded.assignment`,
    values: [JSON.stringify(rows)],
  })
}
