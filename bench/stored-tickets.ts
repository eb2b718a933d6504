import { loadDeployment } from '../server/city/deployment.ts'
import { ensureCity } from '../server/city/import/ensure-city.ts'
import { migrate } from '../server/db/migrate.ts'
import { openPool } from '../server/db/pool.ts'
import { projectPath } from '../server/project.ts'

/** So many of them are still open; so many of the latest have the event of their end. */
const OPEN = 2_000
const EVENTS = 200_000

/** Fills an empty database with the tickets of ten years, spread evenly, straight into its tables. */
export async function storeTickets(databaseUrl: string, tickets: number): Promise<void> {
  await migrate(databaseUrl)
  const folder = projectPath('fixtures/toulouse/')
  const { catalogue } = await loadDeployment(folder)
  const database = openPool(databaseUrl, { max: 1, onError: () => {} })
  await ensureCity(database, folder)
  const codes = catalogue.services.map(({ code }) => code)
  await database.query('alter table ticket disable trigger user')
  await database.query(
    `insert into ticket (id, number, service_code, priority, status, status_at, changed_at, position, address, district,
       channel, reports, received_at, deadline_kind, deadline_started_at, deadline_due_at, on_scene_at, outcome)
     select md5(number::text)::uuid, number, ($2::text[])[1 + number % cardinality($2)], 1 + number % 4,
       case when is_open then 'open' else 'closed' end, ended, ended,
       st_setsrid(st_makepoint(1.42 + number * 0.7548776662 % 1 * 0.045, 43.585 + number * 0.5698402909 % 1 * 0.035), 4326),
       'Rue des Lois', '1.1', 'phone', 1, at, 'on_scene', at, at + interval '20 minutes',
       case when not is_open then ended end, case when not is_open then 'done' end
     from generate_series(1, $1::integer) as number
     cross join lateral (select now() - interval '10 years' * (1 - number::float8 / $1) as at, number % $3 = 0 as is_open) as received
     cross join lateral (
       select case when is_open then at else least(now(), at + interval '30 minutes') end as ended) as last`,
    [tickets, codes, Math.ceil(tickets / OPEN)],
  )
  await database.query('alter table ticket enable trigger user')
  await database.query(
    `insert into event (seq, at, command_id, type, ticket_id, actor, event, hash)
     select row_number() over (order by number), status_at, id, 'ticket_closed', id,
       '{"id": "bench", "role": "dispatcher", "label": "Banc", "crewId": null}',
       jsonb_build_object('type', 'ticket_closed', 'ticketId', id, 'outcome', 'done'), '\\x00'
     from ticket where status = 'closed' and number > $1::integer - $2::integer`,
    [tickets, EVENTS],
  )
  await database.query('vacuum analyze ticket')
  await database.query('vacuum analyze event')
  await database.end()
}
