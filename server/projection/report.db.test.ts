import { afterAll, beforeAll, expect, it } from 'vitest'
import { instant } from '../../shared/instant.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { AT_ONCE, purgeCallers } from './report.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('[CA-12] erases a great many by so many at a time, each in a transaction of its own', async () => {
  const { pool } = database
  await pool.query(
    `insert into ticket (id, number, service_code, priority, status, status_at, channel, reports, received_at,
       deadline_kind, deadline_started_at, deadline_due_at)
     select gen_random_uuid(), 1, 'RIXE', 3, 'closed', now(), 'phone', 1, now(), 'on_scene', now(), now()`,
  )
  await pool.query(
    `insert into report (id, ticket_id, at, channel, phone, answers)
     select gen_random_uuid(), id, now() - interval '1 year', 'phone', '0639980001', '{}'
     from ticket, generate_series(1, $1)`,
    [2 * AT_ONCE + 1],
  )
  // Which transaction wrote each row tells how they were erased.
  await purgeCallers(pool, 30, instant(Date.now()))
  const { rows } = await pool.query(
    `select count(phone)::int as left, count(*)::int as erased from report group by xmin::text order by erased desc`,
  )
  expect(rows).toEqual([
    { left: 0, erased: AT_ONCE },
    { left: 0, erased: AT_ONCE },
    { left: 0, erased: 1 },
  ])
})
