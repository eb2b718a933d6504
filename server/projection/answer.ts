import type { Instant } from '../../shared/instant.ts'
import { type Answer, answerSchema } from '../../shared/protocol/live.ts'
import type { Connection, Database } from '../db/pool.ts'

/** The first answer a command id got, and who sent it. */
export interface StoredAnswer {
  id: string
  actorId: string
  at: Instant
  answer: Answer
}

export async function loadAnswers(
  connection: Connection | Database,
  ids: readonly string[],
): Promise<StoredAnswer[]> {
  const { rows } = await connection.query({
    name: 'load-answers',
    text: 'select id, actor_id as "actorId", milliseconds_of(at) as at, answer from command where id = any ($1)',
    values: [ids],
  })
  return rows.map((row) => ({ ...row, answer: answerSchema.parse(row.answer) }))
}
