import { type Closure, closureSchema } from '../../shared/closure/closure.ts'
import type { Connection } from '../db/pool.ts'
import type { Scope } from './scope.ts'

/** The closures named in `scope`, opened ones included. */
export async function loadClosures(connection: Connection, { closureIds }: Scope): Promise<Closure[]> {
  if (closureIds.length === 0) return []
  const { rows } = await connection.query<{ closure: unknown }>({
    name: 'load-closures',
    text: 'select closure from closure where id = any ($1)',
    values: [closureIds],
  })
  return rows.map(({ closure }) => closureSchema.parse(closure))
}

/** Every closure that holds now. */
export async function loadOpenClosures(connection: Connection): Promise<Closure[]> {
  const { rows } = await connection.query<{ closure: unknown }>(
    'select closure from closure where opened_at is null order by id',
  )
  return rows.map(({ closure }) => closureSchema.parse(closure))
}

export async function saveClosures(connection: Connection, closures: readonly Closure[]): Promise<void> {
  if (closures.length === 0) return
  await connection.query({
    name: 'save-closures',
    text: `
      insert into closure (id, opened_at, closure)
      select (closure ->> 'id')::uuid, instant_of((closure ->> 'openedAt')::bigint), closure
      from jsonb_array_elements($1::jsonb) as closure
      on conflict (id) do update set opened_at = excluded.opened_at, closure = excluded.closure`,
    values: [JSON.stringify(closures)],
  })
}
