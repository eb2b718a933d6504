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
