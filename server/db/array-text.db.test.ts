import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrayText } from './array-text.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('[P-14] many values at once come back as they were', async () => {
  const numbers = [0, -0.5, 1e-7, 12.25, 1e21, null]
  const ids = ['0b5f0d8e-56f5-4a53-9c0e-0f8d7a3c1a11', null]
  const words = ['clock_ahead', null, 'teleport']
  const { rows } = await database.pool.query(
    'select $1::float8[] as numbers, $2::uuid[] as ids, $3::text[] as words',
    [arrayText(numbers), arrayText(ids), arrayText(words)],
  )
  expect(rows).toEqual([{ numbers, ids, words }])
  const none = await database.pool.query('select $1::float8[] as numbers', [arrayText([])])
  expect(none.rows).toEqual([{ numbers: [] }])
})

it('[P-14] text that is none of ours is not stored as something else', () => {
  for (const text of ['a,b', '"', '{}', 'é', '', '   ', 'null', 'NULL'])
    expect(() => arrayText([text])).toThrow('quotes')
})
