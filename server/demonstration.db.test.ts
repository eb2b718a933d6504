import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './db/test-database.ts'
import { retireDemonstration } from './demonstration.ts'
import { createAccount, findAccount, listApiKeys, replaceApiKey } from './session/accounts.ts'

describe('a database that a demonstration used, serving for real', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    const dispatcher = { role: 'dispatcher', post: 'Poste' } as const
    await createAccount(database.pool, { ...dispatcher, userName: 'poste1', password: 'demonstration' })
    await createAccount(database.pool, { ...dispatcher, userName: 'poste2', password: 'of-our-own-choosing' })
    await replaceApiKey(database.pool, 'Démonstration', 'phone')
    await replaceApiKey(database.pool, 'Site web', 'web')
  })
  afterAll(() => database.drop())

  it('[E-7] lets nobody in with the public password, nor with the public key, and leaves the others alone', async () => {
    expect(await retireDemonstration(database.pool)).toEqual(['poste1'])
    expect((await findAccount(database.pool, 'poste1'))?.disabledAt).not.toBeNull()
    expect((await findAccount(database.pool, 'poste2'))?.disabledAt).toBeNull()
    const keys = await listApiKeys(database.pool)
    expect(keys.map(({ name, disabledAt }) => [name, disabledAt === null])).toEqual([
      ['Démonstration', false],
      ['Site web', true],
    ])
    expect(await retireDemonstration(database.pool)).toEqual([])
  })
})
