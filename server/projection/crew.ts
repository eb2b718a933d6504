import { type Crew, crewSchema } from '../../shared/crew/crew.ts'
import type { Connection } from '../db/pool.ts'
import { mayEngage, type Scope } from './scope.ts'

/** The crews that the rules may look at in `scope`, and those whose call sign, number or vehicle it would take. */
export async function loadCrews(connection: Connection, scope: Scope): Promise<Crew[]> {
  if (!mayEngage(scope)) return []
  const { rows } = await connection.query<{ crew: unknown }>({
    name: 'load-crews',
    text: `
      select crew from crew where id = any ($1)
        or id in (select crew_id from assignments_in_scope($2, $1, $3))
        or call_sign = any ($4) or number = any ($5)
        or ($6 and duty <> 'off')`,
    values: [
      scope.crewIds,
      scope.ticketIds,
      scope.assignmentIds,
      scope.callSigns,
      scope.crewNumbers,
      scope.crewsOnDuty,
    ],
  })
  return rows.map(({ crew }) => crewSchema.parse(crew))
}

/** Every crew, by number. */
export async function loadAllCrews(connection: Pick<Connection, 'query'>): Promise<Crew[]> {
  const { rows } = await connection.query<{ crew: unknown }>('select crew from crew order by number')
  return rows.map(({ crew }) => crewSchema.parse(crew))
}
