import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeQR } from 'qr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './db/test-database.ts'
import { findAccount, keysBySecret } from './session/accounts.ts'
import { matches } from './session/password.ts'
import { enrolTablet } from './session/tablets.ts'

const PASSWORD = 'un mot de passe à moi'

interface Ran {
  code: number | null
  out: string
  error: string
}

// Real processes, one a command: slow on a busy machine, hence the limit.
describe('npm run account', { timeout: 180_000 }, () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  /** The command line as a person gives it; `typed` is piped in. */
  function account(
    words: readonly string[],
    typed = '',
    environment: Record<string, string> = {},
  ): Promise<Ran> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/account.ts', ...words], {
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        VIGIE_DATA: mkdtempSync(join(tmpdir(), 'vigie-account-')),
        ...environment,
      },
    })
    const ran: Ran = { code: null, out: '', error: '' }
    child.stdout.on('data', (chunk) => {
      ran.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      ran.error += chunk
    })
    child.stdin.on('error', () => {})
    child.stdin.end(typed)
    return new Promise((settle) => child.once('close', (code) => settle({ ...ran, code })))
  }
  const passwordIs = async (userName: string, password: string) =>
    matches(password, (await findAccount(database.pool, userName))?.passwordHash)

  it('[I-10] makes an account with a password that is piped in or made, and never echoed', async () => {
    const added = await account(
      ['add', '--user', 'ada', '--role', 'dispatcher', '--post', 'Poste 1'],
      `${PASSWORD}\n`,
    )
    expect(added).toEqual({ code: 0, out: 'Account ada made.\n', error: '' })
    expect(await passwordIs('ada', PASSWORD)).toBe(true)
    const made = await account([
      'add',
      '--user',
      'bob',
      '--role',
      'crew',
      '--post',
      'Équipages',
      '--generate',
    ])
    const shown = /shown this once: (\S{16})\n$/.exec(made.out)?.[1] ?? ''
    expect(await passwordIs('bob', shown)).toBe(true)
    const { out } = await account(['list'])
    expect(out).toMatch(/^bob +crew +Équipages\nada +dispatcher +Poste 1\n$/)
    expect(out).not.toContain('argon2')
  })

  it('[I-10] changes a password, disables and enables, whatever the capitals', async () => {
    const { rows } = await database.pool.query(
      "insert into session (id, account_id, expires_at) select '\\x01', id, now() + interval '1 hour' from account where user_name = 'ada' returning id",
    )
    expect(rows).toHaveLength(1)
    const changed = await account(['password', 'ADA'], 'another password of mine')
    expect(changed).toMatchObject({ code: 0, error: '' })
    expect(changed.out).not.toContain('mine')
    expect(await passwordIs('ada', 'another password of mine')).toBe(true)
    expect((await database.pool.query('select 1 from session')).rowCount).toBe(0)
    expect((await account(['disable', 'ada'])).code).toBe(0)
    expect((await findAccount(database.pool, 'ada'))?.disabledAt).not.toBeNull()
    expect((await account(['enable', 'ada'])).code).toBe(0)
    expect((await findAccount(database.pool, 'ada'))?.disabledAt).toBeNull()
  })

  it('[I-11] makes a key that is shown once, lists and disables it', async () => {
    const { out } = await account([
      'add-key',
      '--name',
      'Site web',
      '--channel',
      'web',
      '--per-minute',
      '600',
    ])
    const key = out.trim().split('\n').at(-1) ?? ''
    expect(key).toMatch(/^vigie_[\w-]{32}$/)
    expect(await keysBySecret(database.pool).find(key)).toMatchObject({ name: 'Site web', channel: 'web' })
    const listed = await account(['keys'])
    expect(listed.out).toMatch(/^Site web +web +600\/min\n$/)
    expect((await account(['disable-key', '--name', 'Site web'])).code).toBe(0)
    expect(await keysBySecret(database.pool).find(key)).toBeUndefined()
    const { rows } = await database.pool.query('select row_to_json(api_key)::text as row from api_key')
    expect(JSON.stringify(rows)).not.toContain(key)
  })

  it('[EN-8] makes the code of a tablet, with a QR code that reads as its link, lists and revokes it', async () => {
    const made = await account([
      'add-tablet',
      '--name',
      'Tablette 12',
      '--url',
      'https://vigie.example.fr/login',
    ])
    expect(made).toMatchObject({ code: 0, error: '' })
    const [, code = ''] = /good once, for 10 minutes:\n(\S+)\n/.exec(made.out) ?? []
    expect(made.out.trim().split('\n').at(-1)).toBe(`https://vigie.example.fr/crew#enrol=${code}`)
    expect(made.out).toContain(encodeQR(`https://vigie.example.fr/crew#enrol=${code}`, 'term'))
    expect((await account(['devices'])).out).toMatch(
      /^ +tablet +never seen +Tablette 12 {2}\(its code waits\)\n$/,
    )
    expect(await enrolTablet(database.pool, code)).toMatchObject({ tablet: 'Tablette 12' })
    expect((await account(['devices'])).out).toMatch(/^ +tablet +seen 20\S+Z +Tablette 12\n$/)
    const again = await account(['add-tablet', '--name', 'Tablette 12'])
    expect([again.code, again.error]).toEqual([1, expect.stringMatching(/device named Tablette 12 already/)])
    expect((await account(['revoke-device', '--name', 'Tablette 12'])).code).toBe(0)
    expect((await account(['devices'])).out).toMatch(/Tablette 12 {2}\(revoked\)\n$/)
    const unknown = await account(['revoke-device', '--name', 'Tablette 99'])
    expect([unknown.code, unknown.error]).toEqual([1, expect.stringMatching(/no device named Tablette 99/)])
  })

  it.each([['help'], ['--help']])('[I-12] tells its commands to who asks: %s', async (word) => {
    const { code, out, error } = await account([word])
    expect([code, error]).toEqual([0, ''])
    expect(out).toMatch(/^npm run account -- COMMAND/)
  })

  const add = ['add', '--user', 'cleo', '--role', 'crew', '--post', 'x']
  it.each<[string, string[], string, RegExp]>([
    [
      'a password given as an option',
      [...add, '--password', 'sesame123456'],
      '',
      /--password cannot be used here.*--help/,
    ],
    [
      'a password glued to an option',
      [...add, '--password=sesame123456'],
      '',
      /--password cannot be used here/,
    ],
    ['a password given as a word', ['password', 'ada', 'sesame123456'], '', /never a password/],
    ['a short password', add, 'sesame\n', /has 6 characters: it needs 10 to 200.*--generate/],
    ['a password too long to log in with', add, 'sesame'.repeat(40), /has 240 characters/],
    [
      'a role that is none',
      ['add', '--user', 'cleo', '--role', 'king', '--post', 'x'],
      '',
      /--role=king .*operator, dispatcher, crew/,
    ],
    ['an unknown account', ['disable', 'zoe'], '', /no account named zoe\. List them with/],
    ['an unknown command', ['remove'], '', /There is no command "remove"[\s\S]*npm run account -- COMMAND/],
    ['a word that every object knows', ['constructor'], '', /There is no command "constructor"/],
    ['no command', [], '', /Which command\?[\s\S]*add-key/],
  ])('[I-12] refuses %s, and says what to do', async (_what, words, typed, problem) => {
    const { code, out, error } = await account(words, typed)
    expect(code).toBeGreaterThan(0)
    expect(out).toBe('')
    expect(error).toMatch(problem)
    expect(error).not.toMatch(/sesame|\bat .*\.ts:/)
    expect(await findAccount(database.pool, 'cleo')).toBeUndefined()
  })

  it('[I-12] helps without a database, and names the setting that cannot be used', async () => {
    const help = await account(['--help'], '', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
    expect(help).toMatchObject({ code: 0, error: '' })
    for (const command of ['add', 'list', 'disable', 'enable', 'password', 'add-key', 'keys', 'disable-key'])
      expect(help.out).toContain(command)
    const wrong = await account(['list'], '', { DATABASE_URL: 'mysql://me:hunter2@x' })
    expect(wrong.code).toBe(1)
    expect(wrong.error).toMatch(/DATABASE_URL=mysql:\/\/me:…@x cannot be used/)
  })
})
